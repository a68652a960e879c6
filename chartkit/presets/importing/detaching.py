"""A chart and its data apart: takes a spec with rows or addresses, gives the spec over the table, and the rows.

The data of the whole chart is the table; where only its views have data, the first of theirs is. Views with data of
their own that stands in the spec keep it; addresses elsewhere become further tables, named after their files.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from chartkit.presets.upgrade.edits import VIEW_LISTS
from chartkit.schema.json_types import is_list, is_object

Spec = dict[str, Any]
Rows = list[dict[str, Any]]
TABLE = "table"


def detached(spec: Spec, is_vega: bool) -> tuple[Spec, Rows, list[str]]:
    """The spec over tables, the rows that it held for its main one, and sentences on addresses that were left out."""
    return _vega(spec) if is_vega else _vega_lite(spec)


def _vega_lite(spec: Spec) -> tuple[Spec, Rows, list[str]]:
    datasets: Spec = spec["datasets"] if is_object(spec.get("datasets")) else {}
    main = next((data for data in _sources(spec) if _can_be_table(data)), None)
    if main is None or _is_named(main, datasets):
        return spec, [], []
    rows = _rows(main["values"] if "values" in main else datasets.get(str(main.get("name"))))
    notes = [_left_out(main["url"], "the table")] if "url" in main else []
    notes += _unparsed(main)
    spec = _replaced(spec, main, notes)
    rest = {name: held for name, held in datasets.items() if name != main.get("name")}
    kept = {key: value for key, value in spec.items() if key not in ("data", "datasets", "$schema")}
    first = {key: spec[key] for key in ("$schema", "data") if key in spec}
    return {**first, **kept, **({"datasets": rest} if rest else {})}, rows, notes


def _sources(view: Spec) -> Iterator[Spec]:
    """The data of a view, of those in it, and of its lookups, outer ones first."""
    if is_object(view.get("data")):
        yield view["data"]
    for inner in _inner_views(view):
        yield from _sources(inner)


def _inner_views(view: Spec) -> Iterator[Spec]:
    for key in VIEW_LISTS:
        if is_list(views := view.get(key)):
            yield from (inner for inner in views if is_object(inner))
    if is_object(inner := view.get("spec")):
        yield inner


def _can_be_table(data: Spec) -> bool:
    """Rows, a file of rows, or a name; not a map's shapes, nor what Vega-Lite makes itself."""
    kind = data["format"].get("type") if is_object(data.get("format")) else None
    if kind == "topojson":
        return False
    return "url" in data or is_list(data.get("values")) or isinstance(data.get("name"), str)


def _is_named(data: Spec, datasets: Spec) -> bool:
    """Whether it is a name only, whose rows come with the table already."""
    return "name" in data and not {"values", "url"} & data.keys() and data["name"] not in datasets


def _replaced(view: Spec, main: Spec, notes: list[str]) -> Spec:
    """`view` with the main data as the table, and other addresses of rows as tables of their own."""
    found: Spec = {}
    for key, value in view.items():
        if key == "data" and is_object(value):
            found[key] = _as_table(value, main, notes)
        elif key in VIEW_LISTS and is_list(value):
            found[key] = [_replaced(inner, main, notes) if is_object(inner) else inner for inner in value]
        elif key == "spec" and is_object(value):
            found[key] = _replaced(value, main, notes)
        else:
            found[key] = value
    return found


def _as_table(data: Spec, main: Spec, notes: list[str]) -> Spec:
    if data == main:
        return {"name": TABLE}
    if "url" not in data or not _can_be_table(data):
        return data
    name = PurePosixPath(str(data["url"])).stem.replace(".", "_") or "more"
    note = _left_out(data["url"], f"a table {name!r}")
    if note not in notes:
        notes.append(note)
    return {"name": name}


def _left_out(url: Any, what: str) -> str:
    return f"its data came from {url}, which is left out: {what} takes its place"


def _unparsed(data: Spec) -> list[str]:
    """A sentence for each column that was read by a format of its own."""
    parse = data["format"].get("parse") if is_object(data.get("format")) else None
    given = parse if is_object(parse) else {}
    return [
        f"column {name!r} was read as {how}, which is left out: give the table times"
        for name, how in given.items()
        if isinstance(how, str) and how.startswith(("date:", "utc:"))
    ]


def _vega(spec: Spec) -> tuple[Spec, Rows, list[str]]:
    """A Vega spec whose first dataset with rows or an address is the table."""
    data: list[Any] = [*spec["data"]] if is_list(spec.get("data")) else []
    for index, source in enumerate(data):
        if is_object(source) and _can_be_table(source) and {"url", "values"} & source.keys():
            notes = [_left_out(source["url"], "the table")] if "url" in source else []
            notes += _unparsed(source)
            data[index] = {key: value for key, value in source.items() if key not in ("url", "values", "format")}
            return {**spec, "data": data}, _rows(source.get("values")), notes
    return spec, [], []


def _rows(held: Any) -> Rows:
    return [row if is_object(row) else {"data": row} for row in held] if is_list(held) else []
