"""`extends: other/preset`: one preset built on another.

Maps merge, lists replace, `$delete` removes, null stays null.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from chartkit.diagnostics import Diagnostic, Location, PresetError, shown
from chartkit.files import shown_path
from chartkit.presets.documents import read_file
from chartkit.presets.header import has_header
from chartkit.presets.idle_overrides import DELETE, idle_deletes, lone_deletes, lost_slots
from chartkit.presets.library import Library, unknown_preset
from chartkit.presets.nodes import Node
from chartkit.schema import nearest

MAX_CHAIN = 32


class Extended(NamedTuple):
    """A preset laid on those it extends, the `files` that these came from, and `notes` on its own overrides."""

    root: Node
    files: tuple[Path, ...] = ()
    notes: tuple[Diagnostic, ...] = ()


def extended(name: str, root: Node, chain: tuple[Path, ...], library: Library) -> Extended:
    """`root` laid on the presets it extends, as its `extends:` says.

    `chain` holds the files from the first preset down to that of `root`. Raises `PresetError` at the line of
    `extends:` when the base is unknown or the chain goes round in a circle.
    """
    extends = root.get("extends")
    if extends is None:
        notes = tuple(lone_deletes(root)) if root.mark is None or DELETE in root.mark.text else ()
        return Extended(without_deletes(root) if notes else root, notes=notes)
    place = extends.locate(())
    if not isinstance(extends.value, str):
        message = f"extends names a preset; found {shown(extends.plain())}."
        only = extends.items[0].value if len(extends.items) == 1 else None
        help = f"write extends: {only}" if isinstance(only, str) else None
        raise PresetError(Diagnostic("CK106", message, location=place, help=help))
    if len(chain) > MAX_CHAIN:
        raise PresetError.of("CK109", f"at most {MAX_CHAIN} presets extend each other in a row.", location=place)
    path = _base(extends.value, name, chain, library, place)
    base = extended(extends.value, _with_spec(read_file(path)), (*chain, path), library)
    if misspelt := list(_misspelt_deletes(root)):
        raise PresetError(misspelt)
    own = root.replaced({key: child for key, child in root.entries.items() if key != "extends"})
    merged = merge(base.root, own)
    notes = (*idle_deletes(extends.value, base.root, own), *lost_slots(extends.value, base.root, own, merged))
    return Extended(merged, (path, *base.files), notes)


def _misspelt_deletes(node: Node) -> Iterator[Diagnostic]:
    """A fault for every text that begins as `$delete` does and is near it."""
    text = node.value
    if isinstance(text, str) and text != DELETE and text.startswith("$d") and nearest(text, (DELETE,)):
        message = f"{DELETE!r} takes out what a base has; found {shown(text)}."
        yield Diagnostic("CK106", message, location=node.locate(()), help=f"did you mean {DELETE!r}?")
    for child in (*node.items, *node.entries.values()):
        yield from _misspelt_deletes(child)


def merge(base: Node, over: Node) -> Node:
    """`base` with `over` laid on it; each value keeps the place of the file it came from. O(size of both)."""
    if not (isinstance(base.value, dict) and isinstance(over.value, dict)):
        return without_deletes(over)
    entries = dict(base.value)
    for key, child in over.value.items():
        if child.value == DELETE:
            entries.pop(key, None)
        else:
            entries[key] = merge(entries[key], child) if key in entries else without_deletes(child)
    return Node(entries, over.mark, {**base.key_marks, **over.key_marks})


def without_deletes(node: Node) -> Node:
    """`node` less its `$delete` entries: there is nothing below them to delete from."""
    if not isinstance(node.value, dict):
        return node
    return node.replaced({key: without_deletes(child) for key, child in node.value.items() if child.value != DELETE})


def _base(base: str, name: str, chain: tuple[Path, ...], library: Library, place: Location) -> Path:
    """The file that `extends: base` means: for a preset's own name, the next hit after its own file."""
    try:
        hits = list(library.find(base))
    except PresetError as error:
        raise PresetError([_at(fault, place) for fault in error.diagnostics]) from None
    if base == name and chain and chain[-1] in hits:
        hits = hits[hits.index(chain[-1]) + 1 :]
    if not hits:
        raise PresetError([_at(fault, place) for fault in unknown_preset(base, library).diagnostics])
    before = [step.absolute() for step in chain]
    if hits[0].absolute() in before:
        around = chain[before.index(hits[0].absolute()) :]
        turn = " → ".join(shown_path(step) for step in (*around, hits[0]))
        raise PresetError(Diagnostic("CK109", f"extends goes round in a circle: {turn}.", location=place))
    return hits[0]


def _at(fault: Diagnostic, place: Location) -> Diagnostic:
    return Diagnostic(fault.code, fault.message, fault.severity, place, fault.help)


def _with_spec(root: Node) -> Node:
    """A bare spec as a preset, so that one can extend it too."""
    return root if has_header(root) else Node({"spec": root}, root.mark)
