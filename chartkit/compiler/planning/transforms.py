"""Transforms to steps: takes one Vega-Lite transform, gives the reduction that computes it here.

Adding a reduction of a transform is one file in `reductions/` and one line in `_READERS`.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chartkit.compiler.reductions.reduction import NotReducible, Reduction
from chartkit.presets.transforms import word_of

if TYPE_CHECKING:
    from chartkit.data.frame import FrameKind

_READERS = {
    "filter": "filter",
    "calculate": "calculate",
    "bin": "bin",
    "timeUnit": "timeunit",
    "joinaggregate": "joinaggregate",
    "aggregate": "aggregate",
    "window": "window",
    "stack": "stack",
    "fold": "fold",
    "impute": "impute",
    "quantile": "quantile",
    "lookup": "lookup",
}
"""For each transform's keyword, the module that gives `<module>_of`. `word_of` says which keyword tells."""
_WITH_CONSTANTS = ("filter", "calculate")
_ROW_WISE = ("filter", "calculate", "timeUnit", "fold")


def step_of(transform: Mapping[str, Any], kinds: Mapping[str, FrameKind], constants: Mapping[str, Any]) -> Reduction:
    """The reduction for `transform`; raises `NotReducible` when it cannot be computed here exactly."""
    keyword = word_of(transform)
    if keyword not in _READERS:
        raise NotReducible(f"the transform {keyword or 'without a keyword'!r} is computed in the browser")
    name = _READERS[keyword]
    module = importlib.import_module(f"chartkit.compiler.reductions.{name}")
    read = getattr(module, f"{name}_of")
    return read(transform, kinds, constants) if keyword in _WITH_CONSTANTS else read(transform, kinds)


def columns_after(step: Reduction, kinds: Mapping[str, FrameKind]) -> Mapping[str, FrameKind]:
    """The columns that rows have after `step`."""
    return dict(step.makes) if step.is_new_table else {**kinds, **step.makes}


def is_row_wise(transform: Mapping[str, Any]) -> bool:
    """Whether `transform` looks at one row at a time, so that a facet's cells change nothing."""
    return word_of(transform) in _ROW_WISE
