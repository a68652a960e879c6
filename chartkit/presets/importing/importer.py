"""Bring a chart in. Read this file first.

1. upgrade   older Vega-Lite                                → version 6
2. detach    its own rows and addresses                     → the table, the rows apart
3. slot      the table's columns that it draws by name      → typed field slots
4. head      description, slots and example before the spec → the document of a preset

A chart that has slots already, as W&B's have, keeps them; a preset with a header is left as it is.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from chartkit.diagnostics import PresetError
from chartkit.presets.assembly import assemble
from chartkit.presets.faults import Faults
from chartkit.presets.header import has_header
from chartkit.presets.importing.detaching import detached
from chartkit.presets.importing.documents import field_document, string_document
from chartkit.presets.importing.slotting import slotted
from chartkit.presets.inference import infer_slots
from chartkit.presets.library import default_library
from chartkit.presets.loader import altair_spec
from chartkit.presets.nodes import from_plain
from chartkit.presets.preset import Preset
from chartkit.presets.slots import slot_uses
from chartkit.presets.tables import find_tables
from chartkit.presets.upgrade import upgrade
from chartkit.schema import dialect_of

Spec = dict[str, Any]
Rows = list[dict[str, Any]]


class Imported(NamedTuple):
    """A preset as plain values, keys in the order of a file; `rows` are the example's, and stand nowhere else.

    `notes` are sentences on what was changed.
    """

    document: Spec
    rows: Rows
    fields: tuple[str, ...]
    strings: tuple[str, ...]
    notes: tuple[str, ...]


def imported(document: Spec, origin: str) -> Imported:
    """The preset that `document` is, or the one made of the chart it holds, which came from `origin`.

    Raises `PresetError` for a chart without a table, for a Vega-Lite too old to read, and for words of one that are
    no more.
    """
    if has_header(from_plain(document)):
        return Imported(document, [], tuple(document.get("fields") or ()), tuple(document.get("strings") or ()), ())
    document, notes = _upgraded(document)
    is_vega = dialect_of(document).name == "vega"
    spec, rows, sources = detached(document, is_vega)
    _check_table(spec, is_vega, origin)
    spec, columns = (spec, {}) if _has_slots(spec) else slotted(spec, rows, is_vega)
    fields, strings = infer_slots(from_plain(spec))
    header: Spec = {"description": str(document.get("description") or f"Brought in from {origin}.")}
    if fields:
        header["fields"] = {
            name: field_document(columns[name][1] if name in columns else slot) for name, slot in fields.items()
        }
    if strings:
        header["strings"] = {name: string_document(slot) for name, slot in strings.items()}
    is_drawn = all(name in columns for name, slot in fields.items() if slot.required)
    if rows and is_drawn:
        header["example"] = {"fields": {name: column for name, (column, _) in columns.items()}} if columns else {}
    spec = {key: value for key, value in spec.items() if key != "description"}
    told = (*notes, *sources, *_nested(rows))
    return Imported({**header, "spec": spec}, rows if is_drawn else [], tuple(fields), tuple(strings), told)


def _nested(rows: Rows) -> list[str]:
    names = dict.fromkeys(name for row in rows for name, value in row.items() if isinstance(value, (list, dict)))
    return [f"column {name!r} holds lists or maps, which a table keeps as texts" for name in names]


def _upgraded(document: Spec) -> tuple[Spec, list[str]]:
    faults = Faults()
    spec, notes = upgrade(from_plain(document), dialect_of(document), faults)
    if faults.found:
        raise PresetError(faults.found)
    if not notes:
        return document, []
    return spec.plain(), [f"it was written in Vega-Lite {dialect_of(document).major}, and is in version 6 now"]


def _check_table(spec: Spec, is_vega: bool, origin: str) -> None:
    faults = Faults()
    find_tables(from_plain(spec), "vega" if is_vega else "vega-lite", faults)
    if faults.found:
        message = f"{origin} has no rows or address of rows that a table could take the place of."
        raise PresetError.of("CK114", message, "a chart of a map's shapes or of made-up data has no columns to choose")


def _has_slots(spec: Spec) -> bool:
    return next(slot_uses(from_plain(spec)), None) is not None


def preset_from_altair(chart: Any) -> Preset:
    """The preset of an Altair chart, its columns as slots and its rows as example. Raises `PresetError`."""
    if not callable(getattr(chart, "to_dict", None)):
        raise PresetError.of("CK107", f"from_altair takes an Altair chart; found {type(chart).__name__}.")
    found = imported(altair_spec(chart), "Altair")
    document = found.document
    if found.rows:
        document = {**document, "example": {"values": found.rows, **document.get("example", {})}}
    return assemble("<altair>", from_plain(document), None, default_library())[0]
