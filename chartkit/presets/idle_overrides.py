"""What a preset overrides to no effect, or to too much: takes it and the preset that it extends, gives warnings.

They are for the preset's author, whom `check` tells; who draws with it can do nothing about them.
"""

from __future__ import annotations

from collections.abc import Iterator

from chartkit.diagnostics import Diagnostic
from chartkit.presets.nodes import Node
from chartkit.presets.slots import slot_uses
from chartkit.schema import hint

DELETE = "$delete"

_NOTHING = Node({})


def idle_deletes(name: str, base: Node, over: Node) -> Iterator[Diagnostic]:
    """A warning at the key of each `$delete` in `over` for what `base`, the preset `name`, does not have."""
    for key, child in over.entries.items():
        below = base.get(key)
        if child.value != DELETE:
            yield from idle_deletes(name, below or _NOTHING, child)
        elif below is None:
            mark = over.key_marks.get(key)
            message = f"this $delete takes nothing away: {name!r} has no {key!r} here."
            help = hint(key, base.entries, "it has") or "take it out"
            yield Diagnostic("CK120", message, "warning", mark.location() if mark else None, help)


def lone_deletes(root: Node) -> Iterator[Diagnostic]:
    """A warning at the key of each `$delete` in a preset that extends no other. O(maps of the document)."""
    for key, child in root.entries.items():
        if child.value == DELETE:
            mark = root.key_marks.get(key)
            message = "this $delete takes nothing away: the preset extends no other."
            help = "take it out, or name the preset to build on: extends: NAME"
            yield Diagnostic("CK120", message, "warning", mark.location() if mark else None, help)
        elif child.entries:
            yield from lone_deletes(child)


def lost_slots(name: str, base: Node, over: Node, merged: Node) -> Iterator[Diagnostic]:
    """A warning at what in `over` takes the place of the last use of a slot that `merged` still declares."""
    used = {(use.kind, use.name) for use, _, _ in slot_uses(merged.get("spec") or _NOTHING)}
    for use, path, _ in slot_uses(base.get("spec") or _NOTHING):
        section = f"{use.kind}s"
        declared = merged.get(section) or _NOTHING
        if (use.kind, use.name) in used or use.name not in declared.entries:
            continue
        used.add((use.kind, use.name))  # said once, however often it was used
        message = f"the {use.kind} slot {use.name!r} of {name!r} is used nowhere once this is in its place."
        help = f'use it as "${{{use.kind}:{use.name}}}", or take it out: {section}: {{{use.name}: $delete}}'
        yield Diagnostic("CK703", message, "warning", over.locate(("spec", *path)), help)
