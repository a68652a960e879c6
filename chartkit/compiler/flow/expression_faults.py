"""The expressions of a spec: takes the spec, gives a fault for each that Vega could not read or run.

It does not parse, calls no function of Vega, or names a param that nothing defines.
Source: the Vega-Lite 6.4 and Vega 6 schemas: the properties whose values are expressions, and the signals each defines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from chartkit.compiler.flow.expression_places import gathered, path_of
from chartkit.compiler.flow.fault import FlowFault
from chartkit.expressions import ExpressionError, functions_fault, parse, reads
from chartkit.expressions.functions import LIBRARIES
from chartkit.schema import DialectName, did_you_mean, hint

BUILT_IN = frozenset(["width", "height", "padding", "autosize", "background", "cursor", "parent"])
"""Names that every chart has; `parent` is the row of a facet."""

_MADE_SIGNAL = re.compile(
    r"(.+_)?(width|height|x_step|y_step|[xy]Offset_step|domain|extent|bins|tuple|store|columns)\Z"
)
"""Signals that Vega-Lite makes for sizes, bins and selections, with its own words before them."""


class Checked(NamedTuple):
    """What an expression says by itself: its fault in words and the way out, the params and datasets it names."""

    message: str | None
    help: str | None
    names: frozenset[str]
    datasets: frozenset[str] = frozenset()


def expression_faults(spec: dict[str, Any], dialect: DialectName) -> Iterator[FlowFault]:
    """The faults of all expressions, and of all uses of params, in document order. O(size of the spec)."""
    is_vega = dialect == "vega"
    found = gathered(spec, is_vega)
    known = found.defined | BUILT_IN
    word = "signal" if is_vega else "param"
    for link, text, is_name in found.places:
        if text in known:
            continue
        message, help, names, datasets = Checked(None, None, frozenset([text])) if is_name else checked(text)
        if message:
            yield FlowFault("CK314", path_of(link), message, help)
        for name in sorted(names - known):
            if is_vega or not _is_made(name, found.defined):
                message = f"nothing defines the {word} {name!r}."
                help = _near(name, sorted(found.defined), f"{word}s", is_name)
                yield FlowFault("CK313", path_of(link), message, help, name=name)
        for name in sorted(datasets - found.datasets) if is_vega else ():
            help = hint(name, sorted(found.datasets), "datasets") or None
            yield FlowFault("CK315", path_of(link), f"no dataset is called {name!r}.", help, name=name)


def unreadable(error: ExpressionError) -> str:
    """What to say of an expression that does not parse."""
    return f"this expression cannot be read: {error.message}"


@lru_cache(maxsize=512)
def checked(text: str) -> Checked:
    """The expression by itself, apart from the spec it stands in. Remembered: a run compiles the same presets."""
    try:
        tree = parse(text)
    except ExpressionError as error:
        return Checked(unreadable(error), None, frozenset())
    fault = functions_fault(tree)
    found = reads(tree)
    if fault is None:
        return Checked(None, None, found.names, found.datasets)
    return Checked(fault.message, fault.help, found.names - LIBRARIES, found.datasets)


def _near(name: str, defined: list[str], label: str, is_name: bool) -> str:
    """The way out of an unknown name: the nearest of all, and what the spec itself defines."""
    near = did_you_mean(name, [*defined, *sorted(BUILT_IN), *(() if is_name else ("datum",))])
    known = hint("", defined, label) if defined else f"define it under {label}"
    column = f"; a column is read as datum.{name}" if label == "params" and not is_name else ""
    if near:
        return f"{near} {known}" if defined else near
    return f"{known}{column}"


def _is_made(name: str, defined: frozenset[str]) -> bool:
    """Whether Vega-Lite makes a signal of this name by itself; a selection has one for each channel and field."""
    if _MADE_SIGNAL.match(name):
        return True
    return any(name.startswith(f"{param}_") for param in defined)
