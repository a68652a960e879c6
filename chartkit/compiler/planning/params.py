"""Params as planning sees them: constants that can be computed with, and those that wait for the reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from chartkit.compiler.positions import position_of
from chartkit.compiler.views import View

_READ = (dict, list, str)
"""What expressions are and stand in; long lists of numbers cost one look each."""


def constants_of(view: View) -> dict[str, Any]:
    """The params in scope whose value nothing changes: no input, no selection, no expression."""
    return {
        str(param["name"]): param["value"]
        for _, param in view.params
        if "value" in param and not param.keys() & {"bind", "select", "expr"}
    }


def read_names(view: View) -> set[str]:
    """Every field that an expression or predicate of the view's encoding and mark reads by name."""
    from chartkit.expressions import reads

    found: set[str] = set()
    encoding = view.definitions
    for text in _expressions({"encoding": encoding, "mark": view.spec.get("mark")}):
        found |= reads(text).fields
    return found


def read_datasets(spec: Mapping[str, Any]) -> set[str]:
    """The datasets that an expression of the spec looks into as a whole, by `data('name')`."""
    from chartkit.expressions import reads

    return {name for text in _expressions(spec, "data") for name in reads(text).datasets}


def _expressions(spec: Mapping[str, Any], holding: str = "") -> Iterator[str]:
    """The expressions of a part of a spec that hold a word. A loop, for recursion took most of a plan's time."""
    waiting: list[tuple[Any, str, Any]] = [(spec, "", ())]
    while waiting:
        value, key, siblings = waiting.pop()
        if isinstance(value, str):
            if holding in value and position_of(key, siblings) == "expression":
                yield value
        elif isinstance(value, list):
            items = cast("list[Any]", value)
            waiting += [(item, key, siblings) for item in items if item.__class__ in _READ]
        else:
            entries = cast("dict[str, Any]", value)
            waiting += [
                (child, name, entries)
                for name, child in entries.items()
                if child.__class__ in _READ and name not in ("values", "datasets")
            ]
