"""The tables a preset is tried with: takes a `Preset`, gives its example in every state that it must draw in.

As it stands, filled up, and with each optional slot empty; columns are made up where the example has none.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Any

from chartkit.check.examples import example_dataset, example_place
from chartkit.check.stand_ins import N_ROWS, stand_in, stand_in_text
from chartkit.data import Column, Dataset
from chartkit.diagnostics import Diagnostic
from chartkit.presets import FieldSlot, Preset


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to fill a preset. `is_example` marks the example as it stands, `empty` names the slot left empty."""

    preset: Preset
    dataset: Dataset
    fields: dict[str, Any]
    strings: dict[str, Any]
    is_example: bool = False
    empty: str | None = None

    def placed(self, fault: Diagnostic) -> Diagnostic:
        """A fault of binding told at the slot of the example that it is about, which binding gives as its path."""
        path = fault.location.path if fault.location else None
        place = example_place(self.preset, *map(str, path or ("fields",)))
        return fault._replace(code="CK706", message=f"this example does not fit: {fault.message}", location=place)

    def explained(self, fault: Diagnostic) -> Diagnostic:
        """A fault that shows only where a slot is empty, saying so."""
        if self.empty is None:
            return fault
        when = f"found with the optional slot {self.empty!r} empty"
        return fault._replace(help=f"{fault.help}; {when}" if fault.help else when)


def example_variant(preset: Preset) -> Variant | None:
    """The example as it stands, None without one. Raises `DataError` when its data cannot be read."""
    dataset, example = example_dataset(preset), preset.example
    if dataset is None or example is None:
        return None
    return Variant(preset, dataset, example.fields, example.strings, is_example=True)


def filled_variants(preset: Preset, example: Variant | None) -> list[Variant]:
    """The example where there is one, then all slots filled, then each optional slot empty."""
    fields = example.fields if example else {}
    strings = {**_texts(preset), **(example.strings if example else {})}
    dataset, filled = _filled_up(preset, example.dataset if example else None, fields)
    full = Variant(preset, dataset, filled, strings)
    emptied = [
        Variant(preset, dataset, {**filled, name: None}, strings, empty=name)
        for name, slot in preset.fields.items()
        if not slot.required and slot.default is None
    ]
    first = [example] if example else []
    return [*first, *([] if example and filled == fields else [full]), *emptied]


def _texts(preset: Preset) -> dict[str, Any]:
    """A value for each string slot that needs one."""
    needed = [slot for slot in preset.strings.values() if slot.required and slot.default is None]
    return {slot.name: stand_in_text(slot) for slot in needed}


def _filled_up(preset: Preset, dataset: Dataset | None, fields: dict[str, Any]) -> tuple[Dataset, dict[str, Any]]:
    """The example's table with a made-up column for every slot that it leaves empty."""
    columns = list(dataset.columns) if dataset else []
    n_rows = dataset.n_rows if dataset else N_ROWS
    filled = dict(fields)
    for slot in preset.fields.values():
        if filled.get(slot.name) is None:
            made = _columns_for(slot, {column.name for column in columns}, n_rows)
            columns += made
            names = [column.name for column in made]
            if slot.default is None:
                filled[slot.name] = names if slot.many else names[0]
    return Dataset(columns, dataset.timezone if dataset else "UTC"), filled


def _columns_for(slot: FieldSlot, taken: Set[str], n_rows: int) -> list[Column]:
    """New columns for `slot`: two where it takes many, one under its default's name where it has one."""
    if slot.default is not None:
        return [] if slot.default in taken else [stand_in(slot, slot.default, n_rows)]
    wanted = [slot.name, f"{slot.name} 2"] if slot.many else [slot.name]
    return [stand_in(slot, name if name not in taken else f"{name} made up", n_rows) for name in wanted]
