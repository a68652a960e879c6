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

    def is_map(self, node: Node, what: str, help: str | None = None) -> bool:
        """Whether `node` is a map; one fault where it is not, with `help` as the way out."""
        if isinstance(node.value, dict):
            return True
        help = "indent what belongs to it" if node.plain() is None else help
        self.add("CK106", f"{what} is a map; found {found_at(node)}.", node.mark, help)
        return False

    def unknown_keys(self, node: Node, keys: Collection[str], what: str) -> None:
        """A fault for every key of `node` that is none of `keys`."""
        for key in node.entries:
            if key not in keys:
                self.add("CK106", f"{what} has no key {key!r}.", node.key_marks.get(key), hint(key, keys))


def found_at(node: Node) -> str:
    """What stands at `node`, in words."""
    value = node.plain()
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "a map"
    return "nothing" if value is None else shown(value)
