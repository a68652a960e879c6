"""Repeated views written out: takes a `repeat` spec, gives the concat or layer that Vega-Lite makes of it.

Each repeated view may group by other fields, so each needs a table of its own.

Source: Vega-Lite 6.4, `normalize/repeater` and `mapRepeat`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

_COMPOSITIONS = ("layer", "hconcat", "vconcat", "concat")


def without_repeats(spec: dict[str, Any], values: Mapping[str, str] | None = None) -> dict[str, Any]:
    """`spec` with every `repeat` below it written out; the spec itself where there is none.

    `values` are the fields that the repeats around it stand for.
    """
    if values is None and not _repeats(spec):
        return spec
    values = values or {}
    if "repeat" in spec:
        return _written_out(spec, values)
    found = dict(spec)
    for key in ("encoding", "facet"):
        if values and isinstance(spec.get(key), dict):
            found[key] = _filled(spec[key], values)
    for key in _COMPOSITIONS:
        if isinstance(spec.get(key), list):
            found[key] = [without_repeats(child, values) for child in spec[key]]
    if isinstance(spec.get("spec"), dict):
        found["spec"] = without_repeats(spec["spec"], values)
    return found


def _repeats(spec: Mapping[str, Any]) -> bool:
    children = [child for key in _COMPOSITIONS for child in spec.get(key, ()) if isinstance(spec[key], list)]
    inner = [spec["spec"]] if isinstance(spec.get("spec"), dict) else []
    return "repeat" in spec or any(map(_repeats, (*children, *inner)))


def _written_out(spec: dict[str, Any], values: Mapping[str, str]) -> dict[str, Any]:
    repeat, child = spec["repeat"], cast("dict[str, Any]", spec["spec"])
    around = {key: value for key, value in spec.items() if key not in ("repeat", "spec", "columns", "data")}
    if isinstance(repeat, dict) and "layer" in repeat:
        fields = cast("list[str]", repeat["layer"])
        layers = [_child(child, {**values, "layer": field}, f"layer_{field}") for field in fields]
        data = child.get("data", spec.get("data"))
        inner: dict[str, Any] = {"layer": layers}
        rest = {key: value for key, value in cast("dict[str, Any]", repeat).items() if key != "layer"}
        if rest:
            return without_repeats({**spec, "repeat": rest, "spec": {"data": data, **inner}}, values)
        return _with_data({**around, **inner}, data)
    grid = cast("dict[str, Any]", repeat) if isinstance(repeat, dict) else {"repeat": repeat}
    columns = len(grid["column"]) if "column" in grid else 1
    views = [
        _child(child, {**values, **given}, "_".join(f"{key}_{value}" for key, value in given.items()))
        for given in _combinations(grid)
    ]
    wide = spec.get("columns") if "repeat" in grid else columns
    found = {"align": "all", **around, **({} if wide is None else {"columns": wide}), "concat": views}
    return _with_data(found, spec.get("data", child.get("data")))


def _combinations(grid: Mapping[str, Any]) -> list[dict[str, str]]:
    """What each view repeats, rows first: `{"row": field, "column": field}` or `{"repeat": field}`."""
    found: list[dict[str, str]] = [{}]
    for key in ("repeat", "row", "column"):
        if key in grid:
            found = [{**given, key: value} for given in found for value in grid[key]]
    return found


def _child(child: Mapping[str, Any], values: Mapping[str, str], name: str) -> dict[str, Any]:
    inner = {key: value for key, value in child.items() if key != "data"}
    safe = re.sub(r"\W", "_", f"{child.get('name') or 'child'}__{name}")
    return without_repeats({**inner, "name": safe}, values)


def _with_data(spec: dict[str, Any], data: Any) -> dict[str, Any]:
    return spec if data is None else {"data": data, **spec}


def _filled(given: Any, values: Mapping[str, str]) -> Any:
    """`{"repeat": "column"}` in the place of a field, datum or sort field becomes the repeated field's name."""
    if isinstance(given, list):
        return [_filled(item, values) for item in cast("list[Any]", given)]
    if not isinstance(given, dict):
        return given
    entries = cast("dict[str, Any]", given)
    if entries.keys() == {"repeat"} and entries["repeat"] in values:
        return values[entries["repeat"]]
    found = {key: _filled(value, values) for key, value in entries.items()}
    is_datum = isinstance(entries.get("datum"), dict) and found["datum"] != entries["datum"]
    return {"type": "nominal", **found} if is_datum else found
