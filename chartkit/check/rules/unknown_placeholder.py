"""CK704: `${feild:x}`, which stays in the chart as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic, Location
from chartkit.presets.nodes import Node
from chartkit.schema import nearest

_KINDS = ("field", "string")
_PLACEHOLDER = re.compile(r"\$\{\s*(\w+)\s*:\s*([^:{}]*)[^{}]*\}")


def unknown_placeholder(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at each `${…}` whose kind is near `field` or `string` and neither."""
    for node in _texts(subject.preset.spec):
        for match in _PLACEHOLDER.finditer(str(node.value)):
            near = nearest(match[1], _KINDS, 1)
            exact = match[0].startswith(tuple(f"${{{kind}:" for kind in _KINDS))
            if near and not exact:
                message = f"{match[0]} is no slot: it is drawn as it is written."
                help = f'did you mean "${{{near[0]}:{match[2].strip()}}}"?'
                yield Diagnostic("CK704", message, "warning", _place(node, match), help)


def _place(node: Node, match: re.Match[str]) -> Location:
    """The placeholder itself inside a text on one line, written plain or in quotes without escapes."""
    mark = node.mark
    quotes = mark.length - len(match.string) if mark else -1
    if mark is None or quotes not in (0, 2):
        return node.locate(())
    return Location(mark.file, mark.line, mark.column + quotes // 2 + match.start(), length=len(match[0]))


def _texts(node: Node) -> Iterator[Node]:
    if isinstance(node.value, str) and "${" in node.value:
        yield node
    for child in (*node.items, *node.entries.values()):
        yield from _texts(child)
