"""Any chart as a preset: takes the plain document of a file, gives a document with a header of typed slots."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from chartkit.presets.header import has_header
from chartkit.presets.inference import infer_slots
from chartkit.presets.nodes import from_plain
from chartkit.presets.slots import FieldSlot, StringSlot
from chartkit.schema import dialect_of

_MAX_EXAMPLE_ROWS = 200
_Spec = dict[str, Any]


@dataclass(slots=True)
class Imported:
    """The preset as plain values, its slots, and sentences on what was changed."""

    preset: _Spec
    fields: list[str] = field(default_factory=list[str])
    strings: list[str] = field(default_factory=list[str])
    notes: list[str] = field(default_factory=list[str])


def imported(document: _Spec, file: Path) -> Imported:
    """The preset that `document` is, or the one made of the chart it holds.

    The chart's own rows become the example and give way to the table; a url is taken out and noted.
    """
    if has_header(from_plain(document)):
        return Imported(document, [*document.get("fields", {})], [*document.get("strings", {})])
    notes: list[str] = []
    is_vega = dialect_of(document).name == "vega"
    spec, rows = _detached_vega(document, notes) if is_vega else _detached(document, notes)
    fields, strings = infer_slots(from_plain(spec))
    preset: _Spec = {"description": str(document.get("description") or f"Brought in from {file.name}.")}
    if fields:
        preset["fields"] = {slot.name: _field(slot) for slot in fields.values()}
    if strings:
        preset["strings"] = {slot.name: _string(slot) for slot in strings.values()}
    if rows and not any(slot.required for slot in fields.values()):
        preset["example"] = {"values": rows[:_MAX_EXAMPLE_ROWS]}
        notes.append(f"its {min(len(rows), _MAX_EXAMPLE_ROWS)} rows are the example")
    spec = {key: value for key, value in spec.items() if key != "description"}
    return Imported({**preset, "spec": spec}, list(fields), list(strings), notes)


def _detached(spec: _Spec, notes: list[str]) -> tuple[_Spec, list[_Spec]]:
    """A Vega-Lite spec over the table, and the rows it held, of `values` or of a dataset as Altair writes it."""
    data = spec.get("data")
    source: _Spec = cast(_Spec, data) if isinstance(data, dict) else {}
    if "url" in source:
        notes.append(f"its data came from {source['url']}, which is left out: the table takes its place")
    datasets: _Spec = spec.get("datasets", {})
    name = source.get("name")
    held = source["values"] if "values" in source else datasets.get(str(name))
    if name is not None and held is None:
        return spec, []
    rest = {key: rows for key, rows in datasets.items() if key != name}
    kept = {key: value for key, value in spec.items() if key not in ("data", "datasets")}
    schema = {"$schema": kept.pop("$schema")} if "$schema" in kept else {}
    return {**schema, "data": {"name": "table"}, **kept, **({"datasets": rest} if rest else {})}, _rows(held)


def _detached_vega(spec: _Spec, notes: list[str]) -> tuple[_Spec, list[_Spec]]:
    """A Vega spec whose first dataset with rows or a url is the table, and its rows."""
    data: list[_Spec] = list(spec.get("data", []))
    for index, source in enumerate(data):
        if "url" in source:
            notes.append(f"its data came from {source['url']}, which is left out: the table takes its place")
        if "url" in source or "values" in source:
            data[index] = {key: value for key, value in source.items() if key not in ("url", "values", "format")}
            return {**spec, "data": data}, _rows(source.get("values"))
    return spec, []


def _rows(held: Any) -> list[_Spec]:
    rows = cast("list[Any]", held) if isinstance(held, list) else []
    return [row if isinstance(row, dict) else {"data": row} for row in rows]


def _field(slot: FieldSlot) -> _Spec:
    found: _Spec = {"type": slot.types[0] if len(slot.types) == 1 else list(slot.types)}
    if slot.default is not None:
        found["default"] = slot.default
    elif not slot.required:
        found["required"] = False
    return found


def _string(slot: StringSlot) -> _Spec:
    return {"default": slot.default}
