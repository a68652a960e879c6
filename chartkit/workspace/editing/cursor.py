"""Where a cursor stands in a preset that is being written: takes its text and an offset, gives the path and the word.

A mark is put in the word's place and the text read by chartkit's own reader; where what follows is broken, only what
stands before, its brackets closed. So block style, flow style and JSON are all read as they mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from chartkit.diagnostics import JsonPath, PresetError
from chartkit.presets.documents import read_document
from chartkit.presets.nodes import Node

_MARK = "\ue000cursor"
_VALUE = "\ue001"
_ENDS = frozenset(" \t,[]{}\r\n")
_QUOTES = ('"', "'")
_OPENERS = {"{": "}", "[": "]"}
_OPEN_SLOT = re.compile(r"\$\{([^{}]*)\Z")


class Place(NamedTuple):
    """A word of a preset: `start` and `end` are its offsets, `word` what of it stands before the cursor.

    `path` leads to the map that has the key, or to the value. `quote` is the quote around the word, "" without.
    `is_alone` says that nothing stands before it on its line, so that keys can begin there. `root` is the document
    without the word.
    """

    kind: Literal["key", "value"]
    path: JsonPath
    word: str
    start: int
    end: int
    quote: str
    is_alone: bool
    root: Any


def cursor_at(text: str, offset: int, is_json: bool = False) -> Place | None:
    """The place of the cursor at `offset`; None in a comment, and where the text before it cannot be read."""
    line_start = text.rfind("\n", 0, offset) + 1
    found = _word(text[line_start:offset])
    if found is None:
        return None
    begin, quote = found
    start = line_start + begin
    end = _end(text, offset, quote)
    before, after = text[:start], text[end:]
    for candidate in _candidates(before, after, quote):
        try:
            root = read_document(candidate, "a.json" if is_json else "a.yaml")
        except PresetError:
            continue
        if place := _found(root, ()):
            kind, path = place
            is_alone = not quote and not text[line_start:start].strip(" -")
            return Place(kind, path, text[start:offset], start, end, quote, is_alone, _without_mark(root))
    return None


def open_slot(place: Place) -> str | None:
    """What of a slot, as `${field:x`, is written before the cursor; None where none is open."""
    found = _OPEN_SLOT.search(place.word)
    return found[0] if found else None


def _word(line: str) -> tuple[int, str] | None:
    """Where the word at the end of `line` begins, and its quote; None in a comment."""
    start, quote = 0, ""
    for index, character in enumerate(line):
        if quote:
            if character == quote and not (quote == '"' and line[index - 1] == "\\"):
                start, quote = index + 1, ""
        elif character in _QUOTES and not line[start:index]:
            start, quote = index + 1, character
        elif character == "#" and (index == 0 or line[index - 1] in " \t"):
            return None
        elif character in _ENDS and line[index - 1 : index + 1] != "${":
            start = index + 1
    return start, quote


def _end(text: str, offset: int, quote: str) -> int:
    """The offset behind the word that the cursor stands in; in quotes only what follows up to the closing one."""
    end = offset
    stops = {quote, "\n"} if quote else {*_ENDS, ":", "#"}
    while end < len(text) and text[end] not in stops:
        end += 1
    is_closed = not quote or text[end : end + 1] == quote
    return end if is_closed else offset


def _candidates(before: str, after: str, quote: str) -> Iterator[str]:
    """Texts with the mark in the word's place, those that change least first."""
    closing = "" if not quote or after.startswith(quote) else quote
    colon = f"{quote}: {_VALUE}"
    rest = after.removeprefix(quote) if quote and not closing else after
    closers = _closers(f"{before}{_MARK}{quote}")
    if not closing:
        yield f"{before}{_MARK}{after}"
        yield f"{before}{_MARK}{colon}{rest}"
    yield f"{before}{_MARK}{quote}{closers}\n"
    yield f"{before}{_MARK}{colon}{closers}\n"


def _closers(text: str) -> str:
    """What closes the brackets that are open at the end of `text`."""
    open_: list[str] = []
    for line in text.splitlines():
        quote = ""
        for index, character in enumerate(line):
            if quote:
                quote = "" if character == quote else quote
            elif character in _QUOTES and (index == 0 or line[index - 1] in " ,[{:("):
                quote = character
            elif character == "#" and (index == 0 or line[index - 1] == " "):
                break
            elif character in _OPENERS and (open_ or index == 0 or line[index - 1] in " \t"):
                open_.append(_OPENERS[character])
            elif open_ and character == open_[-1]:
                open_.pop()
    return "".join(reversed(open_))


def _found(node: Node, path: JsonPath) -> tuple[Literal["key", "value"], JsonPath] | None:
    if isinstance(node.value, dict):
        for key, child in node.value.items():
            if key == _MARK:
                return "key", path
            if found := _found(child, (*path, key)):
                return found
    for index, item in enumerate(node.items):
        if found := _found(item, (*path, index)):
            return found
    return ("value", path) if node.value == _MARK else None


def _without_mark(node: Node) -> Any:
    """The plain document; null stands where the mark stood, and its key is gone."""
    if isinstance(node.value, dict):
        return {key: _without_mark(child) for key, child in node.value.items() if key != _MARK}
    if isinstance(node.value, list):
        return [_without_mark(item) for item in node.value]
    return None if node.value in (_MARK, _VALUE) else node.value
