"""Bind a preset to its tables: takes `Preset`, `Dataset`s, fields and strings, gives a `Binding`.

Collects every fault of the call: missing and unknown slots, unknown columns, wrong types; then stops with all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from chartkit.compiler.aliases import OBJECT_PROTOTYPE, aliases, display_name
from chartkit.compiler.binding import Binding, BoundColumn, BoundTable, Filling, Text
from chartkit.compiler.run_columns import run_aliases, run_filling
from chartkit.compiler.types import drawn_type, type_fault
from chartkit.data.run_label import RUN_COLUMNS, active_label
from chartkit.diagnostics import BindError, Diagnostic, Location, listed, shown
from chartkit.presets import FieldSlot, Preset, StringSlot
from chartkit.presets.string_values import wrong_string
from chartkit.schema import hint

if TYPE_CHECKING:
    from chartkit.data import Dataset


def bind(
    preset: Preset,
    tables: Dataset | Mapping[str, Dataset],
    fields: Mapping[str, Any],
    strings: Mapping[str, Any] | None,
) -> Binding:
    """`preset` with its slots filled from `fields` (slot → column, or a list of columns) and `strings` (slot → text).

    `tables` is its table, or one for each of its datasets, as `tables_of` gives them. A missing key and None are an
    empty slot. Raises `BindError` with every fault of the call; the path of each fault
    that lies in a slot is `("fields", slot)` or `("strings", slot)`.
    """
    given = _mapping(fields, "fields")
    each = tables if isinstance(tables, Mapping) else {preset.table: tables}
    binder = _Binder(preset, each, _names_in(preset, given))
    bound = binder.fields(given)
    texts = binder.strings(_mapping(strings or {}, "string_fields"))
    if binder.faults:
        raise BindError(binder.faults)
    many = frozenset(slot.name for slot in preset.fields.values() if slot.many)
    return binder.binding(Filling(bound, texts, many))


def _mapping(given: Any, name: str) -> Mapping[Any, Any]:
    if isinstance(given, Mapping):
        return cast("Mapping[Any, Any]", given)
    message = f"{name} maps slots to what fills them; found {type(given).__name__}."
    raise BindError.of("CK201", message, 'write a dict, as in {"x": "step", "y": "loss"}')


def _names_in(preset: Preset, given: Mapping[Any, Any]) -> set[str]:
    """The names of columns that stand in slots, as texts."""
    defaults = [slot.default for slot in preset.fields.values() if slot.default is not None]
    listed = [name for value in given.values() if isinstance(value, (list, tuple)) for name in cast("list[Any]", value)]
    return {str(name) for name in (*given.values(), *listed, *defaults) if isinstance(name, (str, int))}


class _Binder:
    """Fills the slots of one call; `faults` holds what was wrong."""

    def __init__(self, preset: Preset, tables: Mapping[str, Dataset], names: set[str]) -> None:
        self.preset = preset
        self.tables = tables
        every = dict.fromkeys(name for dataset in tables.values() for name in dataset.names)
        self.run_aliases = run_aliases(preset, every)
        # A column in a slot must not fall together with a field that the preset's own transforms make.
        taken = preset.outputs & names | {*self.run_aliases.values()} - {*every}
        written = {name for name in every if name and name not in names and name not in OBJECT_PROTOTYPE}
        self.aliases = aliases(every, taken, written)
        of_runs = {RUN_COLUMNS[part]: alias for part, alias in self.run_aliases.items()}
        self.aliases |= {name: alias for name, alias in of_runs.items() if name in every}
        self.faults: list[Diagnostic] = []

    def binding(self, filling: Filling) -> Binding:
        """The whole, once every slot is filled."""
        preset, label = self.preset, active_label()
        if preset.run_slots:
            filling = filling._replace(run=run_filling(preset, self.tables.values(), label, self.run_aliases))
        bound = {
            table: BoundTable(dataset, {name: self.aliases[name] for name in dataset.names})
            for table, dataset in self.tables.items()
        }
        main = bound[preset.table]
        return Binding(preset, main.dataset, filling, main.aliases, preset.diagnostics, bound, label, self.run_aliases)

    def fields(self, given: Mapping[Any, Any]) -> dict[str, tuple[BoundColumn, ...]]:
        self.unknown_slots(given, self.preset.fields, self.preset.strings, "field", "string_fields")
        return {name: self.field(slot, given.get(name)) for name, slot in self.preset.fields.items()}

    def field(self, slot: FieldSlot, given: Any) -> tuple[BoundColumn, ...]:
        """The columns for a slot, () for an empty one."""
        if given is None and slot.default is None:
            if slot.required:
                message = f"preset {self.preset.name!r} needs a column for its slot {slot.name!r}."
                self.fault("CK202", message, slot, self.suited(slot))
            return ()
        names = self.column_names(slot, slot.default if given is None else given)
        if names is None:
            return ()
        if slot.required and not names:
            message = f"slot {slot.name!r} needs at least one column; found an empty list."
            self.fault("CK202", message, slot, self.suited(slot))
        return tuple(column for name in names if (column := self.column(slot, name, given is None)) is not None)

    def column_names(self, slot: FieldSlot, given: Any) -> list[str] | None:
        """The names given for a slot; None for what is no name."""
        if isinstance(given, (str, int)) and not isinstance(given, bool):
            return [str(given)]
        names = list(map(str, cast("Iterable[Any]", given))) if isinstance(given, Iterable) else None
        if slot.many and names is not None:
            return names
        needed = "a list of column names" if slot.many else "one column name"
        help = f"write {names[0]!r} without brackets" if names and len(names) == 1 else None
        self.fault("CK207", f"slot {slot.name!r} takes {needed}; found {shown(cast(Any, given))}.", slot, help)
        return None

    def column(self, slot: FieldSlot, name: str, by_default: bool) -> BoundColumn | None:
        """The column of this name in every table of the slot, None where one of them lacks it or it does not fit."""
        types = [self.type_in(table, slot, name, by_default) for table in slot.tables or (self.preset.table,)]
        drawn = [type_ for type_ in types if type_ is not None]
        if len(drawn) < len(types):
            return None
        if len({*drawn}) > 1:
            each = ", ".join(f"{type_} in {table!r}" for type_, table in zip(drawn, slot.tables, strict=True))
            message = f"slot {slot.name!r} draws the columns {display_name(name)!r} of several tables as one: {each}."
            self.fault("CK203", message, slot, "give them one type in all tables")
            return None
        return BoundColumn(name, self.aliases[name], drawn[0], slot.tables)

    def type_in(self, table: str, slot: FieldSlot, name: str, by_default: bool) -> str | None:
        """The type that the column of one table is drawn as; a fault and None where it is not there or does not fit."""
        dataset = self.tables[table]
        if name not in dataset.names:
            origin = ", its default" if by_default else ""
            column = f"the column {display_name(name)!r}{origin}"
            message = f"slot {slot.name!r} names {column}, which {self.called(table)} does not have."
            has = hint(name, dataset.names, "columns") or f"{self.called(table)} has no columns"
            self.fault("CK204", message, slot, has)
            return None
        column = dataset.column(name)
        if reason := type_fault(slot, column):
            self.fault("CK203", f"slot {slot.name!r} takes {reason}", slot, self.suited(slot))
            return None
        return drawn_type(slot, column)

    def called(self, table: str) -> str:
        """A table in messages: by its name where there are several."""
        return "the table" if len(self.preset.tables) == 1 else f"the table {table!r}"

    def suited(self, slot: FieldSlot) -> str:
        """The help for a slot: which columns would fit it."""
        tables = slot.tables or (self.preset.table,)
        first = self.tables[tables[0]]
        fitting = [name for name in first.names if all(self.fits(slot, name, table) for table in tables)]
        kind = "" if "any" in slot.types else f"{' or '.join(slot.types)} "
        called = " and ".join(map(self.called, tables))
        where = "" if len(self.preset.tables) == 1 else f" of {called}"
        return f"{kind}columns{where}: {listed(fitting)}" if fitting else f"{called} has no {kind}column"

    def fits(self, slot: FieldSlot, name: str, table: str) -> bool:
        dataset = self.tables[table]
        return name in dataset.names and not type_fault(slot, dataset.column(name))

    def strings(self, given: Mapping[Any, Any]) -> dict[str, Text | None]:
        self.unknown_slots(given, self.preset.strings, self.preset.fields, "string", "fields")
        return {name: self.string(slot, given.get(name)) for name, slot in self.preset.strings.items()}

    def string(self, slot: StringSlot, given: Any) -> Text | None:
        if given is None:
            if slot.default is None and slot.required:
                message = f"preset {self.preset.name!r} needs a value for its string slot {slot.name!r}."
                self.fault("CK202", message, slot)
            return slot.default
        value = _unboxed(given)
        if wrong := wrong_string(slot, value):
            self.fault("CK205", f"string slot {slot.name!r} {wrong}.", slot)
            return None
        return display_name(value) if isinstance(value, str) else value

    def unknown_slots(
        self, given: Mapping[Any, Any], own: Mapping[str, Any], other: Mapping[str, Any], kind: str, elsewhere: str
    ) -> None:
        for name in given:
            if name not in own:
                known = hint(str(name), own, f"its {kind} slots") or f"it has no {kind} slots"
                help = f"{name!r} goes into {elsewhere}" if name in other else known
                message = f"preset {self.preset.name!r} has no {kind} slot {shown(name)}."
                place = Location(path=(f"{kind}s", str(name)), is_shown=False)
                self.faults.append(Diagnostic("CK201", message, location=place, help=help))

    def fault(self, code: str, message: str, slot: FieldSlot | StringSlot, help: str | None = None) -> None:
        section = "fields" if isinstance(slot, FieldSlot) else "strings"
        place = Location(path=(section, slot.name), is_shown=False)
        self.faults.append(Diagnostic(code, message, location=place, help=help))


def _unboxed(value: Any) -> Any:
    """A NumPy scalar as its Python value."""
    is_scalar = type(value).__module__ == "numpy" and getattr(value, "shape", None) == ()
    return value.item() if is_scalar else value
