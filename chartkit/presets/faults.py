"""A bucket for what is wrong with one preset: a stage fills it and then stops once, with everything in it."""

from __future__ import annotations

from collections.abc import Collection

from chartkit.diagnostics import Diagnostic, Location, shown
from chartkit.presets.nodes import Mark, Node
from chartkit.schema import hint


class Faults:
    """The faults found so far; `found` holds them in the order they were added."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []

    def add(self, code: str, message: str, mark: Mark | None, help: str | None = None) -> None:
        location = mark.location() if mark else None
        self.found.append(Diagnostic(code, message, location=location, help=help))

    def in_order(self) -> list[Diagnostic]:
        """The faults in the order of their files."""
        return sorted(self.found, key=lambda fault: (fault.location or Location()).order)

    def is_map(self, node: Node, what: str) -> bool:
        """Whether `node` is a map; one fault where it is not."""
        if isinstance(node.value, dict):
            return True
        self.add("CK106", f"{what} is a map; found {shown(node.plain())}.", node.mark)
        return False

    def unknown_keys(self, node: Node, keys: Collection[str], what: str) -> None:
        """A fault for every key of `node` that is none of `keys`."""
        for key in node.entries:
            if key not in keys:
                self.add("CK106", f"{what} has no key {key!r}.", node.key_marks.get(key), hint(key, keys))
