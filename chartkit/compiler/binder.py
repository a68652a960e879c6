"""Bind a preset to a table: takes `Preset`, `Dataset`, fields and strings, gives a `Binding`.

Collects every fault of the call: missing and unknown slots, unknown columns, wrong types; then stops with all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from chartkit.compiler.aliases import aliases, display_name
from chartkit.compiler.binding import Binding, BoundColumn, Filling, Text
from chartkit.compiler.types import drawn_type, type_fault
from chartkit.diagnostics import BindError, Diagnostic, listed, shown
from chartkit.presets import FieldSlot, Preset, StringSlot
from chartkit.presets.string_values import wrong_string
from chartkit.schema import did_you_mean

if TYPE_CHECKING:
    from chartkit.data import Dataset


def bind(preset: Preset, dataset: Dataset, fields: Mapping[str, Any], strings: Mapping[str, Any] | None) -> Binding:
    """`preset` with its slots filled from `fields` (slot → column, or a list of columns) and `strings` (slot → text).

    A missing key and None are an empty slot. Raises `BindError` with every fault of the call.
    """
    binder = _Binder(preset, dataset)
    bound = binder.fields(_mapping(fields, "fields"))
    texts = binder.strings(_mapping(strings or {}, "string_fields"))
    if binder.faults:
        raise BindError(binder.faults)
    many = frozenset(slot.name for slot in preset.fields.values() if slot.many)
    return Binding(preset, dataset, Filling(bound, texts, many), binder.aliases, preset.diagnostics)


def _mapping(given: Any, name: str) -> Mapping[Any, Any]:
    if isinstance(given, Mapping):
        return cast("Mapping[Any, Any]", given)
    message = f"{name} maps slots to what fills them; found {type(given).__name__}."
    raise BindError(Diagnostic("CK201", message, help='write a dict, as in {"x": "step", "y": "loss"}'))


class _Binder:
    def __init__(self, preset: Preset, dataset: Dataset) -> None:
        self.preset = preset
        self.dataset = dataset
        self.aliases = aliases(dataset.names)
        self.faults: list[Diagnostic] = []

    def fields(self, given: Mapping[Any, Any]) -> dict[str, tuple[BoundColumn, ...]]:
        self.unknown_slots(given, self.preset.fields, self.preset.strings, "field", "string_fields")
        return {name: self.field(slot, given.get(name)) for name, slot in self.preset.fields.items()}

    def field(self, slot: FieldSlot, given: Any) -> tuple[BoundColumn, ...]:
        """The columns for a slot, () for an empty one."""
        if given is None and slot.default is None:
            if slot.required:
                self.fault(
                    "CK202",
                    f"preset {self.preset.name!r} needs a column for its slot {slot.name!r}.",
                    self.suited(slot),
                )
            return ()
        names = self.column_names(slot, slot.default if given is None else given)
        columns = [column for name in names if (column := self.column(slot, name, given is None)) is not None]
        if slot.required and given is not None and not names:
            self.fault(
                "CK202",
                f"slot {slot.name!r} needs at least one column; found an empty list.",
                self.suited(slot),
            )
        return tuple(columns)

    def column_names(self, slot: FieldSlot, given: Any) -> list[str]:
        if isinstance(given, (str, int)) and not isinstance(given, bool):
            return [str(given)]
        if slot.many and isinstance(given, Iterable):
            return [str(name) for name in cast("Iterable[Any]", given)]
        needed = "a list of column names" if slot.many else "one column name"
        self.fault("CK207", f"slot {slot.name!r} takes {needed}; found {shown(given)}.")
        return []

    def column(self, slot: FieldSlot, name: str, by_default: bool) -> BoundColumn | None:
        if name not in self.aliases:
            origin = ", its default" if by_default else ""
            near = did_you_mean(name, self.dataset.names)
            has = f"columns: {listed(self.dataset.names)}" if self.dataset.names else "the table has no columns"
            message = (
                f"slot {slot.name!r} names the column {display_name(name)!r}{origin}, which the table does not have."
            )
            self.fault("CK204", message, f"{near} {has}" if near else has)
            return None
        column = self.dataset.column(name)
        if reason := type_fault(slot, column):
            self.fault("CK203", f"slot {slot.name!r} takes {reason}", self.suited(slot))
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
                self.fault("CK202", f"preset {self.preset.name!r} needs a value for its string slot {slot.name!r}.")
            return slot.default
        value = _unboxed(given)
        if wrong := wrong_string(slot, value):
            self.fault("CK205", f"string slot {slot.name!r} {wrong}.")
            return None
        return display_name(value) if isinstance(value, str) else value

    def unknown_slots(
        self,
        given: Mapping[Any, Any],
        own: Mapping[str, Any],
        other: Mapping[str, Any],
        kind: str,
        elsewhere: str,
    ) -> None:
        for name in given:
            if name in own:
                continue
            if name in other:
                help = f"{name!r} goes into {elsewhere}"
            else:
                slots = f"its {kind} slots: {listed(own)}" if own else f"it has no {kind} slots"
                near = did_you_mean(str(name), own)
                help = f"{near} {slots}" if near else slots
            self.fault("CK201", f"preset {self.preset.name!r} has no {kind} slot {name!r}.", help)

    def fault(self, code: str, message: str, help: str | None = None) -> None:
        self.faults.append(Diagnostic(code, message, help=help))


def _unboxed(value: Any) -> Any:
    """A NumPy scalar as its Python value."""
    return value.item() if type(value).__module__ == "numpy" and hasattr(value, "item") else value
