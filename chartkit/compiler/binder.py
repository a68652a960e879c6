"""Bind a preset to a table: takes `Preset`, `Dataset`, fields and strings, gives a `Binding`.

Collects every fault of the call: missing and unknown slots, unknown columns, wrong types; then stops with all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from chartkit.compiler.aliases import aliases, display_name
from chartkit.compiler.binding import Binding, BoundColumn, Filling, Text
from chartkit.compiler.types import drawn_type, type_fault
from chartkit.diagnostics import BindError, Diagnostic, Location, listed, shown
from chartkit.presets import FieldSlot, Preset, StringSlot
from chartkit.presets.string_values import wrong_string
from chartkit.schema import hint

if TYPE_CHECKING:
    from chartkit.data import Dataset


def bind(preset: Preset, dataset: Dataset, fields: Mapping[str, Any], strings: Mapping[str, Any] | None) -> Binding:
    """`preset` with its slots filled from `fields` (slot → column, or a list of columns) and `strings` (slot → text).

    A missing key and None are an empty slot. Raises `BindError` with every fault of the call; the path of each fault
    that lies in a slot is `("fields", slot)` or `("strings", slot)`.
    """
    given = _mapping(fields, "fields")
    binder = _Binder(preset, dataset, _names_in(preset, given))
    bound = binder.fields(given)
    texts = binder.strings(_mapping(strings or {}, "string_fields"))
    if binder.faults:
        raise BindError(binder.faults)
    many = frozenset(slot.name for slot in preset.fields.values() if slot.many)
    return Binding(preset, dataset, Filling(bound, texts, many), binder.aliases, preset.diagnostics)


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

    def __init__(self, preset: Preset, dataset: Dataset, names: set[str]) -> None:
        self.preset = preset
        self.dataset = dataset
        # A column in a slot must not fall together with a field that the preset's own transforms make.
        self.aliases = aliases(dataset.names, preset.outputs & names)
        self.faults: list[Diagnostic] = []

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
        if name not in self.aliases:
            origin = ", its default" if by_default else ""
            column = f"the column {display_name(name)!r}{origin}"
            message = f"slot {slot.name!r} names {column}, which the table does not have."
            has = hint(name, self.dataset.names, "columns") or "the table has no columns"
            self.fault("CK204", message, slot, has)
            return None
        column = self.dataset.column(name)
        if reason := type_fault(slot, column):
            self.fault("CK203", f"slot {slot.name!r} takes {reason}", slot, self.suited(slot))
            return None
        return BoundColumn(name, self.aliases[name], drawn_type(slot, column))

    def suited(self, slot: FieldSlot) -> str:
        """The help for a slot: which columns would fit it."""
        fitting = [name for name in self.dataset.names if not type_fault(slot, self.dataset.column(name))]
        kind = "" if "any" in slot.types else f"{' or '.join(slot.types)} "
        return f"{kind}columns: {listed(fitting)}" if fitting else f"the table has no {kind}column"

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
                self.faults.append(Diagnostic("CK201", message, help=help))

    def fault(self, code: str, message: str, slot: FieldSlot | StringSlot, help: str | None = None) -> None:
        section = "fields" if isinstance(slot, FieldSlot) else "strings"
        place = Location(path=(section, slot.name), is_shown=False)
        self.faults.append(Diagnostic(code, message, location=place, help=help))


def _unboxed(value: Any) -> Any:
    """A NumPy scalar as its Python value."""
    is_scalar = type(value).__module__ == "numpy" and getattr(value, "shape", None) == ()
    return value.item() if is_scalar else value
