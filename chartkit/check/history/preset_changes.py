"""What became of each preset: takes both states of a project, gives those that went, were renamed or changed slots."""

from __future__ import annotations

from typing import NamedTuple

from chartkit.check.history.slot_changes import SlotChange, slot_changes
from chartkit.check.history.trees import Trees
from chartkit.presets import Preset
from chartkit.schema import nearest


class PresetChange(NamedTuple):
    """A preset that is not what it was: `new_name` is its name now, None where it is gone.

    `old` and `new` are None where that state of it is at fault.
    """

    name: str
    new_name: str | None
    old: Preset | None
    new: Preset | None
    slots: tuple[SlotChange, ...] = ()

    @property
    def is_renamed(self) -> bool:
        return self.new_name is not None and self.new_name != self.name


def preset_changes(trees: Trees) -> list[PresetChange]:
    """Each preset of the commit that went, has another name now, or whose slots changed, in the order of names.

    A file that reads as it did is not parsed unless it extends another. O(bytes of all presets).
    """
    old, new = trees.old, trees.new
    gone = [name for name in old.files if name not in new.files]
    renamed = renamed_presets(trees, gone)
    found = [_compared(trees, name, renamed.get(name)) for name in gone]
    kept = [name for name in old.files if name in new.files and trees.may_differ(name)]
    compared = (_compared(trees, name, name) for name in kept)
    return sorted([*found, *(change for change in compared if change.slots)], key=lambda change: change.name)


def _compared(trees: Trees, name: str, new_name: str | None) -> PresetChange:
    old = trees.old.load(name)
    new = trees.new.load(new_name) if new_name else None
    return PresetChange(name, new_name, old, new, tuple(slot_changes(old, new)) if old and new else ())


def renamed_presets(trees: Trees, gone: list[str]) -> dict[str, str]:
    """The presets of `gone` that have another name now: of the same text, or of a near name and the same slots."""
    come = [name for name in trees.new.files if name not in trees.old.files]
    texts = {trees.new.text(name): name for name in reversed(come)}
    found = {name: texts[text] for name in gone if (text := trees.old.text(name)) in texts}
    for name in gone:
        left = [other for other in come if other not in found.values()]
        if name not in found and (meant := _likeliest(trees, name, left)):
            found[name] = meant
    return found


def _likeliest(trees: Trees, name: str, come: list[str]) -> str | None:
    """The new preset with the same drawing, or with the same slots and a near name."""
    old = trees.old.load(name) if come else None
    if old is None:
        return None
    candidates = {other: preset for other in come if (preset := trees.new.load(other))}
    same = next((other for other, preset in candidates.items() if preset.sha256 == old.sha256), None)
    alike = [other for other, preset in candidates.items() if _slots(preset) == _slots(old)]
    return same or next((other for other in alike if _is_near(name, other)), None)


def _is_near(name: str, other: str) -> bool:
    """Whether a name is the other in another folder, or near it part by part."""
    parts, others = name.split("/"), other.split("/")
    if parts[-1] == others[-1]:
        return True
    pairs = zip(parts, others, strict=False)
    return len(parts) == len(others) and all(was == now or nearest(was, [now], 1) for was, now in pairs)


def _slots(preset: Preset) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(preset.fields), frozenset(preset.strings)
