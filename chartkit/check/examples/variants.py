"""The tables a preset is tried with: takes a `Preset`, gives its example in every state that it must draw in.

As it stands, filled up, and with each optional slot empty; columns are made up where the example has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

from chartkit.check.examples.examples import example_place, example_tables, unreadable
from chartkit.check.examples.odd_cells import odd_cell
from chartkit.check.examples.stand_ins import N_ROWS, stand_in, stand_in_text
from chartkit.data import Dataset
from chartkit.diagnostics import Diagnostic
from chartkit.presets import FieldSlot, Preset

_OF_ROWS = "CK4"
_TOO_MANY = "CK457"
"""Which is about the preset's `overflow`, not about what its rows are."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to fill a preset. `is_example` marks the example as it stands, `empty` names the slot left empty."""

    preset: Preset
    tables: Mapping[str, Dataset]
    fields: dict[str, Any]
    strings: dict[str, Any]
    is_example: bool = False
    empty: str | None = None

    def placed(self, fault: Diagnostic) -> Diagnostic:
        """A fault of binding told where the example is wrong: at a cell, else at the slot that binding's path names."""
        path = fault.location.path if fault.location else None
        slot = self.preset.fields.get(str(path[1])) if fault.code == "CK203" and path else None
        message = f"this example does not fit: {fault.message}"
        if slot and (cell := odd_cell(self, slot)):
            return fault._replace(message=message, location=cell, help="write a number here, or null for none")
        place = example_place(self.preset, *map(str, path or ("fields",)), on_key=fault.code == "CK201")
        return fault._replace(message=message, location=place)

    def explained(self, fault: Diagnostic) -> Diagnostic:
        """A fault that shows only where a slot is empty, saying so; one of the example's rows told at their line."""
        if fault.code.startswith(_OF_ROWS) and fault.code != _TOO_MANY:
            read_alone = "read the file by itself; where it is damaged, write it again"
            return unreadable(self.preset, fault._replace(help=read_alone) if fault.code == "CK411" else fault)
        if self.empty is None:
            return fault
        when = f"found with the optional slot {self.empty!r} empty"
        return fault._replace(help=f"{fault.help}; {when}" if fault.help else when)


def example_variant(preset: Preset) -> Variant | None:
    """The example as it stands, None without one. Raises `DataError` when its data cannot be read."""
    tables, example = example_tables(preset), preset.example
    if tables is None or example is None:
        return None
    return Variant(preset, tables, example.fields, example.strings, is_example=True)


def filled_variants(preset: Preset, example: Variant | None) -> list[Variant]:
    """The example where there is one, then all slots filled, then each optional slot empty."""
    fields = example.fields if example else {}
    strings = {**_texts(preset), **(example.strings if example else {})}
    tables, filled = _filled_up(preset, example.tables if example else {}, fields)
    full = Variant(preset, tables, filled, strings)
    emptied = [
        Variant(preset, tables, {**filled, name: None}, strings, empty=name)
        for name, slot in preset.fields.items()
        if not slot.required and slot.default is None
    ]
    first = [example] if example else []
    return [*first, *([] if example and filled == fields else [full]), *emptied]


def _texts(preset: Preset) -> dict[str, Any]:
    """A value for each string slot that needs one."""
    needed = [slot for slot in preset.strings.values() if slot.required and slot.default is None]
    return {slot.name: stand_in_text(slot) for slot in needed}


def _filled_up(
    preset: Preset, tables: Mapping[str, Dataset], fields: dict[str, Any]
) -> tuple[dict[str, Dataset], dict[str, Any]]:
    """The example's tables with made-up columns for every slot that it leaves empty."""
    columns = {table: list(tables[table].columns) if table in tables else [] for table in preset.tables}
    n_rows = {table: tables[table].n_rows if table in tables else N_ROWS for table in preset.tables}
    filled = dict(fields)
    for slot in preset.fields.values():
        if filled.get(slot.name) is None:
            its_tables = slot.tables or (preset.table,)
            names = _names_for(slot, {column.name for table in its_tables for column in columns[table]})
            for table in its_tables:
                has = {column.name for column in columns[table]}
                columns[table] += [stand_in(slot, name, n_rows[table]) for name in names if name not in has]
            if slot.default is None:
                filled[slot.name] = names if slot.many else names[0]
    zones = {table: tables[table].timezone if table in tables else "UTC" for table in preset.tables}
    return {table: Dataset(columns[table], zones[table]) for table in preset.tables}, filled


def _names_for(slot: FieldSlot, taken: Set[str]) -> list[str]:
    """The names of new columns for `slot`: two where it takes many, its default's where it has one."""
    if slot.default is not None:
        return [slot.default]
    wanted = [slot.name, f"{slot.name} 2"] if slot.many else [slot.name]
    return [name if name not in taken else f"{name} made up" for name in wanted]
