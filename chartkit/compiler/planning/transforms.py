"""Transforms to steps: takes one Vega-Lite transform, gives the reduction that computes it here.

Adding a reduction of a transform is one file in `reductions/` and one line in `_READERS`.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chartkit.compiler.reductions.reduction import NotReducible, Reduction

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
    "flatten": "flatten",
    "pivot": "pivot",
    "quantile": "quantile",
    "lookup": "lookup",
}
"""For each transform's keyword, the module that gives `<module>_of`. The first keyword that a transform has tells."""
_WITH_CONSTANTS = ("filter", "calculate")
_ROW_WISE = frozenset(["Filter", "Calculate", "TimeUnitTransform", "Timeunit", "TimeUnit", "Fold", "Flatten"])


def step_of(transform: Mapping[str, Any], kinds: Mapping[str, FrameKind], constants: Mapping[str, Any]) -> Reduction:
    """The reduction for `transform`; raises `NotReducible` when it cannot be computed here exactly."""
    keyword = next((keyword for keyword in _READERS if keyword in transform), None)
    if keyword is None:
        names = sorted(transform.keys() - {"as", "groupby"})
        raise NotReducible(f"the transform {names[0] if names else 'without a keyword'!r} is computed in the browser")
    name = _READERS[keyword]
    try:
        module = importlib.import_module(f"chartkit.compiler.reductions.{name}")
    except ModuleNotFoundError:
        raise NotReducible(f"the transform {keyword!r} is computed in the browser") from None
    read = getattr(module, f"{name}_of")
    return read(transform, kinds, constants) if keyword in _WITH_CONSTANTS else read(transform, kinds)


def columns_after(step: Reduction, kinds: Mapping[str, FrameKind]) -> Mapping[str, FrameKind]:
    """The columns that rows have after `step`."""
    return dict(step.makes) if step.is_new_table else {**kinds, **step.makes}


def is_row_wise(step: Reduction) -> bool:
    """Whether `step` looks at one row at a time, so that a facet's cells change nothing."""
    return type(step).__name__ in _ROW_WISE
