"""The expressions of a spec: takes the spec, gives a fault for each that Vega could not read or run.

It does not parse, calls no function of Vega, or names a param that nothing defines.
Source: the Vega-Lite 6.4 and Vega 6 schemas: the properties whose values are expressions, and the signals each defines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from chartkit.compiler.flow.fault import FlowFault
from chartkit.diagnostics import JsonPath
from chartkit.expressions import ExpressionError, functions_fault, parse, reads
from chartkit.schema import DialectName, did_you_mean, hint
from chartkit.schema.json_types import is_list, is_object

BUILT_IN = frozenset(["width", "height", "padding", "autosize", "background", "cursor", "parent"])
"""Names that every chart has; `parent` is the row of a facet."""

_EXPRESSIONS = frozenset(["calculate", "filter", "expr", "test", "labelExpr", "signal", "and", "or", "not"])
_VEGA_EXPRESSIONS = frozenset(["expr", "signal", "test", "update", "init", "insert", "remove", "modify", "trigger"])
_PASSED_OVER = frozenset(["values", "datasets", "usermeta", "$schema", "data"])
_VEGA_PASSED_OVER = frozenset(["values", "usermeta", "$schema", "value"])
_MADE_SIGNAL = re.compile(
    r"(.+_)?(width|height|x_step|y_step|[xy]Offset_step|domain|extent|bins|tuple|store|columns)\Z"
)
"""Signals that Vega-Lite makes for sizes, bins and selections, with its own words before them."""


class Place(NamedTuple):
    """An expression, or the name of a param, with its path."""

    path: JsonPath
    text: str
    is_name: bool = False


class Checked(NamedTuple):
    """What one expression's text says by itself: its fault in words and the way out, and the params it names."""

    message: str | None
    help: str | None
    names: frozenset[str]


def expression_faults(spec: dict[str, Any], dialect: DialectName) -> Iterator[FlowFault]:
    """The faults of all expressions, and of all uses of params, in document order. O(size of the spec)."""
    is_vega = dialect == "vega"
    defined = frozenset(_vega_signals(spec) if is_vega else _params(spec))
    word = "signal" if is_vega else "param"
    for place in _vega_places(spec, ()) if is_vega else _places(spec, ()):
        names = frozenset([place.text])
        if not place.is_name and place.text not in defined:
            message, help, names = checked(place.text)
            if message:
                yield FlowFault("CK314", place.path, message, help)
        for name in sorted(names - defined - BUILT_IN):
            if is_vega or not _is_made(name, defined):
                message = f"nothing defines the {word} {name!r}."
                yield FlowFault("CK313", place.path, message, _near(name, sorted(defined), f"{word}s"))


@lru_cache(maxsize=512)
def checked(text: str) -> Checked:
    """The expression by itself, apart from the spec it stands in. Remembered: a run compiles the same presets."""
    try:
        tree = parse(text)
    except ExpressionError as error:
        return Checked(f"this expression cannot be read: {error.message}", _pointed(text, error.start), frozenset())
    fault = functions_fault(tree)
    return Checked(fault.message if fault else None, fault.help if fault else None, reads(tree).names)


def _near(name: str, defined: list[str], label: str) -> str:
    """The way out of an unknown name: the nearest of all, and what the spec itself defines."""
    near = did_you_mean(name, [*defined, *sorted(BUILT_IN)])
    known = hint("", defined, label) if defined else f"define it under {label}"
    return f"{near} {known}" if near else known


def _pointed(text: str, start: int) -> str:
    """Where in the text the fault is."""
    piece = text[start : start + 20]
    return f"at its character {start + 1}: {piece!r}" if piece else "at its end"


def _is_made(name: str, defined: frozenset[str]) -> bool:
    """Whether Vega-Lite makes a signal of this name by itself; a selection has one for each channel and field."""
    if _MADE_SIGNAL.match(name):
        return True
    return any(name.startswith(f"{param}_") for param in defined)


def _places(value: Any, path: JsonPath) -> Iterator[Place]:
    """The expressions and params of Vega-Lite. What selections listen to is not looked at."""
    if is_list(value):
        for index, item in enumerate(value):
            if item.__class__ in (dict, list):
                yield from _places(item, (*path, index))
            elif isinstance(item, str) and path and path[-1] in ("and", "or"):
                yield Place((*path, index), item)
    elif is_object(value):
        is_param = len(path) >= 2 and path[-2] == "params" and isinstance(path[-1], int)
        for key, item in value.items():
            if isinstance(item, str):
                if key in _EXPRESSIONS:
                    yield Place((*path, key), item)
                elif key == "param" and "extent" not in value:
                    yield Place((*path, key), item, is_name=True)
            elif item.__class__ in (dict, list) and key not in _PASSED_OVER and not is_param:
                yield from _places(item, (*path, key))


def _vega_places(value: Any, path: JsonPath) -> Iterator[Place]:
    """The expressions of Vega; the `signal` of a transform is a name that it defines."""
    if is_list(value):
        for index, item in enumerate(value):
            if item.__class__ in (dict, list):
                yield from _vega_places(item, (*path, index))
    elif is_object(value):
        is_transform = len(path) >= 2 and path[-2] == "transform"
        for key, item in value.items():
            if isinstance(item, str):
                if key in _VEGA_EXPRESSIONS and not (is_transform and key == "signal"):
                    yield Place((*path, key), item)
            elif item.__class__ in (dict, list) and key not in _VEGA_PASSED_OVER:
                yield from _vega_places(item, (*path, key))


def _params(value: Any) -> Iterator[str]:
    """Every param that a Vega-Lite spec defines, anywhere: all are visible everywhere."""
    if is_list(value):
        for item in value:
            if item.__class__ in (dict, list):
                yield from _params(item)
    elif is_object(value):
        for param in value.get("params") if is_list(value.get("params")) else ():  # pyright: ignore
            if is_object(param) and isinstance(param.get("name"), str):
                yield param["name"]
        if "extent" in value and isinstance(value.get("param"), str):
            yield value["param"]
        for key, item in value.items():
            if item.__class__ in (dict, list) and key not in _PASSED_OVER and key not in ("encoding", "mark", "config"):
                yield from _params(item)


def _vega_signals(value: Any) -> Iterator[str]:
    """Every signal that a Vega spec defines: under `signals`, and by the `signal` of a transform."""
    if is_list(value):
        for item in value:
            if item.__class__ in (dict, list):
                yield from _vega_signals(item)
    elif is_object(value):
        for key, item in value.items():
            if key in ("signals", "transform") and is_list(item):
                named = "name" if key == "signals" else "signal"
                yield from (entry[named] for entry in item if is_object(entry) and isinstance(entry.get(named), str))
            if item.__class__ in (dict, list) and key not in _VEGA_PASSED_OVER:
                yield from _vega_signals(item)
