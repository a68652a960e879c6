"""A parsed document: plain values that remember where they stand in their file.

Takes the reader's scalars, lists and maps; every later stage (merging, filling slots, pruning) makes new nodes from old
ones, so a fault found at the very end still points at the author's own line.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, cast

from chartkit.diagnostics import JsonPath, Location, PresetError, shown

MAX_DEPTH = 200

Scalar = str | int | float | bool | None


class Mark(NamedTuple):
    """A place in a file, both counted from 1; `length` is the width of what stands there, in columns.

    `text` is the whole text of the file, shared by all its marks.
    """

    file: str | None
    line: int
    column: int
    length: int = 1
    text: str = ""

    def __repr__(self) -> str:
        return f"Mark({self.file!r}, {self.line}, {self.column}, {self.length})"

    def location(self, path: JsonPath | None = None) -> Location:
        return Location(self.file, self.line, self.column, path, self.length)


class Node(NamedTuple):
    """One value of a document: a scalar, a list of nodes, or a map of nodes with the marks of its keys."""

    value: Scalar | list[Node] | dict[str, Node]
    mark: Mark | None = None
    key_marks: Mapping[str, Mark] = MappingProxyType({})

    @property
    def items(self) -> list[Node]:
        """The children of a list node; nothing for other nodes."""
        return self.value if isinstance(self.value, list) else []

    @property
    def entries(self) -> dict[str, Node]:
        """The children of a map node; nothing for other nodes."""
        return self.value if isinstance(self.value, dict) else {}

    def get(self, key: str) -> Node | None:
        return self.entries.get(key)

    def replaced(self, value: Scalar | list[Node] | dict[str, Node]) -> Node:
        """The same place with another value."""
        return Node(value, self.mark, self.key_marks)

    def plain(self) -> Any:
        """The value without its places: str, int, float, bool, None, list and dict."""
        value = self.value
        if isinstance(value, dict):
            return {key: child.plain() for key, child in value.items()}
        return [child.plain() for child in value] if isinstance(value, list) else value

    def locate(self, path: JsonPath, on_key: bool = False) -> Location:
        """The place of the value at `path`, or of its key; the nearest ancestor's where the path ends early."""
        node, mark = self, self.mark
        for depth, step in enumerate(path):
            child = node.child(step)
            key_mark = node.key_marks.get(step) if isinstance(step, str) else None
            if child is None:
                mark = key_mark or mark
                break
            at_key = on_key and depth == len(path) - 1
            mark = (key_mark if at_key else child.mark or key_mark) or mark
            node = child
        return mark.location(path) if mark else Location(path=path)

    def child(self, step: str | int) -> Node | None:
        if isinstance(step, str):
            return self.entries.get(step)
        return self.items[step] if step < len(self.items) else None


def from_plain(value: Any, path: JsonPath = ()) -> Node:
    """Nodes without places, from JSON-like values: tuples count as lists, NumPy's scalars as numbers, keys become text.

    Half surrogate pairs, which no file can hold, become U+FFFD. Raises `PresetError` for any other object, and past 200
    levels.
    """
    if len(path) > MAX_DEPTH:
        raise PresetError.of("CK102", f"a preset holds at most {MAX_DEPTH} levels; this one goes on.")
    if isinstance(value, Mapping):
        entries = cast("Mapping[Any, Any]", value)
        return Node({str(key): from_plain(child, (*path, str(key))) for key, child in entries.items()})
    if isinstance(value, (list, tuple)):
        items = cast("list[Any]", value)
        return Node([from_plain(child, (*path, index)) for index, child in enumerate(items)])
    if isinstance(value, str):
        return Node(str(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    if isinstance(value, (bool, float)) or value is None:
        return Node(value)
    if isinstance(value, int):
        return Node(whole_or_double(value))
    if type(value).__module__ == "numpy" and getattr(value, "shape", None) == ():
        return from_plain(value.item(), path)
    message = f"a preset holds texts, numbers, booleans, lists and maps; found {shown(value)}."
    raise PresetError.of("CK106", message, location=Location(path=path))


def whole_or_double(number: int | float) -> int | float:
    """An integer of 64 bits as it is; a larger one as its nearest double, infinite where there is none."""
    if isinstance(number, float) or -(2**63) <= number < 2**63:
        return number
    try:
        return float(number)
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")
