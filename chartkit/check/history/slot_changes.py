"""What changed about the slots of a preset: takes it as it was and as it is, gives each change in words.

A slot that went and one that came are one slot renamed where they take the same and stand in the same places of the
spec, or have near names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from chartkit.diagnostics import listed, shown
from chartkit.presets import FieldSlot, Preset, StringSlot
from chartkit.presets.slots import slot_uses
from chartkit.schema.suggestions import distance_between

Section = Literal["fields", "string_fields"]
Slot = FieldSlot | StringSlot
Kind = Literal["renamed", "removed", "added", "required", "narrowed", "other"]
_SAME_PLACES = 0.5


class SlotChange(NamedTuple):
    """One change: `old` is the slot as it was, `new` as it is, None where there is none. `words` end no sentence.

    `breaks` says that a call which was right may be wrong now.
    """

    kind: Kind
    section: Section
    old: Slot | None
    new: Slot | None
    words: str
    breaks: bool


def slot_changes(old: Preset, new: Preset) -> list[SlotChange]:
    """Every change of the slots, those of fields first. O(slots² + size of both specs)."""
    return [
        *_changes("fields", old.fields, new.fields, _places(old, "field"), _places(new, "field")),
        *_changes("string_fields", old.strings, new.strings, _places(old, "string"), _places(new, "string")),
    ]


_Places = Mapping[str, set[object]]


def _places(preset: Preset, kind: str) -> _Places:
    """Where each slot stands in the spec."""
    found: dict[str, set[object]] = {}
    for use, path, _ in slot_uses(preset.spec):
        if use.kind == kind:
            found.setdefault(use.name, set()).add(path)
    return found


def _changes(
    section: Section, old: Mapping[str, Slot], new: Mapping[str, Slot], was: _Places, now: _Places
) -> Iterator[SlotChange]:
    gone = [slot for name, slot in old.items() if name not in new]
    come = [slot for name, slot in new.items() if name not in old]
    renamed = _renamed(gone, come, was, now)
    kind = "slot" if section == "fields" else "string slot"
    for slot in gone:
        after = renamed.get(slot.name)
        if after is not None:
            yield SlotChange("renamed", section, slot, after, f"{kind} {slot.name!r} renamed to {after.name!r}", True)
            yield from _of_one(section, kind, slot, after)
        else:
            yield SlotChange("removed", section, slot, None, f"{kind} {slot.name!r} removed", True)
    names = {slot.name for slot in renamed.values()}
    for slot in come:
        if slot.name not in names:
            needed = _is_needed(slot)
            words = f"{'required' if needed else 'optional'} {kind} {slot.name!r} added"
            yield SlotChange("added", section, None, slot, words, needed)
    for name, slot in old.items():
        if name in new:
            yield from _of_one(section, kind, slot, new[name])


def _renamed(gone: list[Slot], come: list[Slot], was: _Places, now: _Places) -> dict[str, Slot]:
    """The slots that went with those they are now, the likeliest pairs first."""
    pairs = [(_likeness(old, new, was, now), old.name, new) for old in gone for new in come]
    found: dict[str, Slot] = {}
    for likeness, name, new in sorted(pairs, key=lambda pair: -pair[0]):
        if likeness > 0 and name not in found and new not in found.values():
            found[name] = new
    return found


def _likeness(old: Slot, new: Slot, was: _Places, now: _Places) -> float:
    """0 for two slots that are not one, else up to 2."""
    before, after = was.get(old.name, set()), now.get(new.name, set())
    same = len(before & after) / len(before | after) if before | after else 0.0
    distance = distance_between(old.name, new.name)
    nearness = 0.0 if distance is None or not _overlap(old, new) else 1 / (1 + distance)
    return same + nearness if same >= _SAME_PLACES or nearness else 0.0


def _overlap(old: Slot, new: Slot) -> bool:
    """Whether some value fills both."""
    if isinstance(old, FieldSlot) and isinstance(new, FieldSlot):
        return old.many == new.many and bool({*old.types} & {*new.types} or "any" in (*old.types, *new.types))
    return isinstance(old, StringSlot) and isinstance(new, StringSlot) and old.type == new.type


def _of_one(section: Section, kind: str, old: Slot, new: Slot) -> Iterator[SlotChange]:
    """The changes of a slot that is still there, by its name of now."""
    name = f"{kind} {new.name!r}"

    def change(of: Kind, words: str, breaks: bool) -> SlotChange:
        return SlotChange(of, section, old, new, f"{name} {words}", breaks)

    if _is_needed(new) and not _is_needed(old):
        yield change("required", "is required now", True)
    elif _is_needed(old) and not _is_needed(new):
        yield change("other", "is optional now", False)
    if isinstance(old, FieldSlot) and isinstance(new, FieldSlot):
        if old.many != new.many:
            words = "takes a list of columns now" if new.many else "takes one column now, no list"
            yield change("other" if new.many else "narrowed", words, not new.many)
        if {*old.types} != {*new.types}:
            lost = {*old.types} - {*new.types} if "any" not in new.types else set[str]()
            words = f"takes {_types(new)} columns now, it took {_types(old)} ones"
            yield change("narrowed" if lost else "other", words, bool(lost))
    elif isinstance(old, StringSlot) and isinstance(new, StringSlot):
        yield from (change(*each) for each in _of_string(old, new))
    if old.default != new.default and (old.default is not None or new.default is not None):
        yield change("other", f"has the default {shown(new.default)} now, it was {shown(old.default)}", False)


def _of_string(old: StringSlot, new: StringSlot) -> Iterator[tuple[Kind, str, bool]]:
    if old.type != new.type:
        narrows = not (old.type == "integer" and new.type == "number")
        yield "narrowed" if narrows else "other", f"takes a {new.type} now, it took a {old.type}", narrows
    lost = [choice for choice in old.choices if choice not in new.choices]
    if new.choices and (lost or not old.choices):
        words = f"no longer takes {listed(lost, 'or')}" if lost else f"takes only {listed(new.choices, 'or')} now"
        yield "narrowed", words, True
    added = [choice for choice in new.choices if choice not in old.choices] if old.choices else []
    if added:
        yield "other", f"takes {listed(added, 'or')} too", False
    if (new.minimum, new.maximum) != (old.minimum, old.maximum):
        narrows = _narrows(old.minimum, new.minimum, -1) or _narrows(old.maximum, new.maximum, 1)
        words = f"takes {_bounds(new)} now, it took {_bounds(old)}"
        yield "narrowed" if narrows else "other", words, narrows


def _narrows(old: float | None, new: float | None, sign: int) -> bool:
    return new is not None and (old is None or sign * new < sign * old)


def _bounds(slot: StringSlot) -> str:
    parts = [f"at least {slot.minimum:g}" if slot.minimum is not None else ""]
    parts.append(f"at most {slot.maximum:g}" if slot.maximum is not None else "")
    return " and ".join(part for part in parts if part) or "any number"


def _types(slot: FieldSlot) -> str:
    return " or ".join(slot.types)


def _is_needed(slot: Slot) -> bool:
    return slot.required and slot.default is None
