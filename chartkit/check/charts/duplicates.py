"""Names that are given twice where Vega needs them to differ: takes a spec, gives the second place of each.

Source: what Vega 6 refuses of the specs that Vega-Lite 6.4 compiles ("Duplicate signal name", "Duplicate data set
name", "Duplicate scale or projection name"); a selection may bear the same name in concatenated views, which share it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from chartkit.compiler.views import View, frame_of
from chartkit.diagnostics import JsonPath
from chartkit.schema.json_types import is_list, is_object

_VEGA_LISTS = {"signals": "signal", "data": "dataset", "scales": "scale", "projections": "projection"}


class Duplicate(NamedTuple):
    """A name that stands for the second time; `kind` is what it is a name of."""

    path: JsonPath
    first: JsonPath
    kind: str
    name: str


def duplicates_in_views(views: Sequence[View]) -> Iterator[Duplicate]:
    """The params, views and datasets of a Vega-Lite spec whose name is taken, in document order."""
    seen: dict[tuple[str, str, JsonPath], tuple[JsonPath, Any]] = {}
    for view in views:
        for kind, path, name, scope, value in _named(view):
            first = seen.setdefault((kind, name, scope), (path, value))
            if first[0] != path and not (kind == "dataset" and first[1] == value):
                yield Duplicate(path, first[0], kind, name)


def duplicates_in_vega(spec: Any, path: JsonPath = ()) -> Iterator[Duplicate]:
    """The signals, datasets, scales and projections of raw Vega whose name is taken in their own list."""
    for key, kind in _VEGA_LISTS.items():
        seen: dict[str, JsonPath] = {}
        for index, item in enumerate(_list(spec.get(key))):
            name = item.get("name") if is_object(item) else None
            if isinstance(name, str) and seen.setdefault(name, (*path, key, index)) != (*path, key, index):
                yield Duplicate((*path, key, index, "name"), (*seen[name], "name"), kind, name)
    for index, mark in enumerate(_list(spec.get("marks"))):
        if is_object(mark):
            yield from duplicates_in_vega(mark, (*path, "marks", index))


def _named(view: View) -> Iterator[tuple[str, JsonPath, str, JsonPath, Any]]:
    """What a view names: the kind, the place of the name, the name, where it must differ, and what is named."""
    if isinstance(name := view.spec.get("name"), str):
        yield "view", (*view.path, "name"), name, (), None
    data = view.spec.get("data")
    if is_object(data) and isinstance(data.get("name"), str) and data.keys() & {"values", "url", "sequence"}:
        yield "dataset", (*view.path, "data", "name"), data["name"], (), data
    for index, param in enumerate(_list(view.spec.get("params"))):
        if is_object(param) and isinstance(param.get("name"), str):
            scope = frame_of(view).path if "select" in param else ()
            yield "param", (*view.path, "params", index, "name"), param["name"], scope, None


def _list(value: Any) -> list[Any]:
    return value if is_list(value) else []
