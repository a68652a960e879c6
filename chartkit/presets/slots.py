"""The grammar of slots: `${field:NAME}`, `${field:NAME:default}`, `${string:NAME}`, `${string:NAME:default}`, and
`${run:name}`, `${run:id}`, `${run:color}`.

NAME holds letters, digits, `_`, `-` and spaces; the default is everything after the second `:` up to the first `}`,
with no nesting and no escapes, 1,000 characters at most. Any other `${…}` is plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, cast

from chartkit.diagnostics import JsonPath
from chartkit.presets.nodes import Mark, Node

SlotKind = Literal["field", "string", "run"]
FIELD_TYPES = ("quantitative", "temporal", "nominal", "ordinal", "any")
STRING_TYPES = ("text", "integer", "number", "boolean")
RUN_SLOTS = ("id", "name", "color")
"""What `${run:…}` can name."""

_SLOT = re.compile(r"\$\{(field|string|run):([^:{}]{0,200})(?::([^}]{0,1000}))?\}")
_NAME = re.compile(r"[\w -]+\Z")


class SlotUse(NamedTuple):
    """One `${…}` in a text: which slot it names, and its default (None without one)."""

    kind: SlotKind
    name: str
    default: str | None = None


class FieldSlot(NamedTuple):
    """A slot that a column fills. `types` are the accepted types; ("any",) accepts every column.

    `tables` are the datasets that have the column: one or more in a preset of several tables, () for the only one.
    """

    name: str
    types: tuple[str, ...] = ("any",)
    required: bool = True
    many: bool = False
    default: str | None = None
    description: str = ""
    mark: Mark | None = None
    tables: tuple[str, ...] = ()


class StringSlot(NamedTuple):
    """A slot that a text, number or boolean fills; `required` only where it has no default."""

    name: str
    type: str = "text"
    required: bool = False
    default: str | int | float | bool | None = None
    choices: tuple[str | int | float | bool, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    description: str = ""
    mark: Mark | None = None


def split_slots(text: str) -> list[str | SlotUse]:
    """`text` as pieces, in order: plain text and slots.

    >>> split_slots("Loss of ${string:model:a net}")
    ['Loss of ', SlotUse(kind='string', name='model', default='a net')]
    """
    if "${" not in text:
        return [text] if text else []
    pieces: list[str | SlotUse] = []
    end = 0
    for match in _SLOT.finditer(text):
        if match.start() > end:
            pieces.append(text[end : match.start()])
        pieces.append(SlotUse(cast(SlotKind, match[1]), match[2].strip(), match[3]))
        end = match.end()
    if end < len(text):
        pieces.append(text[end:])
    return pieces


def whole_slot(text: str) -> SlotUse | None:
    """The slot that `text` is, from its first character to its last; None for any other text."""
    pieces = split_slots(text) if text.startswith("${") else []
    return pieces[0] if len(pieces) == 1 and isinstance(pieces[0], SlotUse) else None


def is_slot_name(name: str) -> bool:
    return bool(_NAME.match(name))


def slot_uses(node: Node, path: JsonPath = ()) -> Iterator[tuple[SlotUse, JsonPath, Node]]:
    """Every slot used in the string values below `node`, in document order, with its path and node."""
    found: list[tuple[SlotUse, JsonPath, Node]] = []
    _gather(node, path, found)
    return iter(found)


def _gather(node: Node, path: JsonPath, found: list[tuple[SlotUse, JsonPath, Node]]) -> None:
    value = node.value
    if isinstance(value, str):
        if "${" in value:
            found += [(piece, path, node) for piece in split_slots(value) if isinstance(piece, SlotUse)]
    elif isinstance(value, dict):
        for key, child in value.items():
            _gather(child, (*path, key), found)
    elif isinstance(value, list):
        for index, child in enumerate(value):
            _gather(child, (*path, index), found)
