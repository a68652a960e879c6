"""Fill the slots of a spec: takes the preset's nodes and what fills its slots, gives nodes without slots.

What stands in a slot depends on where it stands, on the parsed tree: a field position takes the column's alias, an
expression its quoted form, a text the user's name. An empty field slot prunes the smallest element that names it, then
whatever reads a pruned transform's outputs, to a fixpoint.
"""

from __future__ import annotations

from typing import NamedTuple

from chartkit.compiler.binding import BoundColumn, Filling
from chartkit.compiler.channels import completed
from chartkit.compiler.expressions import fill_expression, slot_text
from chartkit.compiler.positions import Position, is_channel, is_needed, is_transform, needs_items, position_of
from chartkit.compiler.texts import shown_text, with_shown_subtitle
from chartkit.diagnostics import JsonPath
from chartkit.presets.nodes import Node
from chartkit.presets.outputs import outputs_of
from chartkit.presets.slots import SlotUse, split_slots, whole_slot


class Filled(NamedTuple):
    """The filled spec, and the channels that pruning took: the path of their `encoding`, and their name."""

    spec: Node
    lost_channels: tuple[tuple[JsonPath, str], ...]


def fill(spec: Node, filling: Filling) -> Filled:
    """`spec` with every slot filled or pruned.

    What a pruned transform made is gone, also where the table has a column of that name: a chart of other numbers than
    its author wrote would lie. O(size of the spec), once more for each round in which pruning took away a field that
    something else reads.
    """
    gone: frozenset[str] = frozenset()
    while True:
        walk = _Walk(filling, gone)
        filled = walk.node(spec, (), "plain") or spec.replaced({})
        lost = walk.outputs - gone
        lost = lost and lost - outputs_of(filled)
        if not lost:
            return Filled(filled, tuple(walk.lost_channels))
        gone |= lost


class _Walk:
    """One walk. `gone` are fields that nothing makes any more; `outputs` are those that this walk's pruning took."""

    def __init__(self, filling: Filling, gone: frozenset[str]) -> None:
        self.filling = filling
        self.gone = gone
        self.outputs: set[str] = set()
        self.lost_channels: list[tuple[JsonPath, str]] = []

    def node(self, node: Node, path: JsonPath, position: Position) -> Node | None:
        """The filled node, or None when it names an empty slot and so says nothing."""
        if isinstance(node.value, str):
            return self.text(node, node.value, path, position)
        if isinstance(node.value, list):
            return self.list(node, node.value, path, position)
        if isinstance(node.value, dict):
            return self.map(node, node.value, path)
        return node

    def text(self, node: Node, text: str, path: JsonPath, position: Position) -> Node | None:
        if "${" not in text and not self.gone:
            return node
        if position == "expression":
            filled = fill_expression(text, self.filling, self.gone)
            return None if filled is None else node.replaced(filled)
        if "${" not in text:
            return None if position == "field" and text in self.gone else node
        if slot := whole_slot(text):
            return self.whole(node, slot, path, position)
        parts = [self.part(piece, path, position) for piece in split_slots(text)]
        return None if None in parts else node.replaced("".join(map(str, parts)))

    def whole(self, node: Node, slot: SlotUse, path: JsonPath, position: Position) -> Node | None:
        """A value that is one slot: typed as the slot is, a list for a slot of many columns."""
        columns = self.filling.columns(slot)
        if self.filling.strings[slot.name] is None if slot.kind == "string" else not columns:
            return None
        if _is_read(slot, position) and (slot.kind != "string" or position == "text"):
            return node.replaced(shown_text(slot_text(slot, self.filling), path))
        if slot.kind == "string":
            value = self.filling.strings[slot.name]
            return node.replaced(shown_text(value, path) if isinstance(value, str) else value)
        aliases = [column.alias for column in columns]
        if slot.kind == "field" and slot.name in self.filling.many:
            return node.replaced([node.replaced(alias) for alias in aliases])
        return node.replaced(aliases[0])

    def part(self, piece: str | SlotUse, path: JsonPath, position: Position) -> str | None:
        """A piece of a value made of text and slots; None for an empty field slot."""
        if isinstance(piece, str):
            return piece
        columns = self.filling.columns(piece)
        if piece.kind != "string" and not columns:
            return None
        if piece.kind == "string" or _is_read(piece, position):
            return shown_text(slot_text(piece, self.filling), path)
        return "_".join(column.alias for column in columns)

    def list(self, node: Node, items: list[Node], path: JsonPath, position: Position) -> Node | None:
        kept: list[Node] = []
        for index, item in enumerate(items):
            filled = self.node(item, (*path, index), position)
            if filled is None:
                self.outputs |= outputs_of(item)
            elif isinstance(filled.value, list) and isinstance(item.value, str):
                kept += filled.value
            else:
                kept.append(filled)
        return None if items and not kept and needs_items(path) else node.replaced(kept)

    def map(self, node: Node, entries: dict[str, Node], path: JsonPath) -> Node | None:
        if is_transform(path) and "fields" in entries:
            entries = self.aligned(entries, path)
        kept: dict[str, Node] = {}
        for key, child in entries.items():
            filled = self.node(child, (*path, key), position_of(key, entries))
            if filled is not None:
                kept[key] = filled
            elif key == "facet" and "spec" in entries:
                return self.unfaceted(node, path)
            elif is_needed(key, path):
                self.outputs |= outputs_of(node)
                return None
            elif path and path[-1] == "encoding":
                self.lost_channels.append((path, key))
        if entries and not kept and path and path[-1] != "encoding":
            return None
        if path and path[-1] == "title":
            kept = with_shown_subtitle(kept)
        if is_channel(path) and (column := self.column_of(entries.get("field"))):
            kept = completed(kept, column, path[-1])
            if _is_run_color(entries["field"]):
                kept = {"scale": Node(None), **kept}
        return node.replaced(kept)

    def aligned(self, entries: dict[str, Node], path: JsonPath) -> dict[str, Node]:
        """A Vega transform less its empty `fields`, and less the `ops`, `as` and `params` that stand beside them."""
        fields = entries["fields"].items
        kept = [index for index, item in enumerate(fields) if self.node(item, (*path, "fields", index), "field")]
        if len(kept) == len(fields):
            return entries
        parallel = {
            key: child.replaced([child.items[index] for index in kept])
            for key, child in entries.items()
            if key in ("fields", "ops", "as", "params") and len(child.items) == len(fields)
        }
        self.outputs |= outputs_of(Node(entries)) - outputs_of(Node(parallel))
        return {**entries, **parallel}

    def unfaceted(self, node: Node, path: JsonPath) -> Node | None:
        """A view whose facet field is empty: its inner spec, with the outer data, transforms and titles."""
        outer = {key: child for key, child in node.entries.items() if key not in _OF_A_FACET}
        inner = node.entries["spec"].entries
        transforms = [*_items(outer.get("transform")), *_items(inner.get("transform"))]
        merged = {**outer, **inner, **({"transform": Node(transforms)} if transforms else {})}
        return self.map(Node(merged, node.mark, node.key_marks), merged, path)

    def column_of(self, field: Node | None) -> BoundColumn | None:
        """The one column behind a channel's `field`, when it is a whole slot."""
        slot = whole_slot(field.value) if field and isinstance(field.value, str) else None
        columns = self.filling.columns(slot) if slot else ()
        return columns[0] if len(columns) == 1 else None


def _is_read(slot: SlotUse, position: Position) -> bool:
    """Whether people read what stands in a slot here: a column's name, or the run's own words."""
    return position in ("text", "literal") or (slot.kind == "run" and position == "plain")


def _is_run_color(field: Node) -> bool:
    """Whether a channel's field holds colours, which no scale may turn into others."""
    return field.value == "${run:color}"


_OF_A_FACET = {"facet", "spec", "columns", "align", "bounds", "center", "spacing", "resolve"}


def _items(node: Node | None) -> list[Node]:
    return node.items if node else []
