"""Places inside a text of YAML: takes the mark of a scalar and its value, gives where a part of the value is written.

Value and source are read side by side, escapes, folded lines and indentation included. Where they do not agree there is
no place, so that none is ever wrong: an upgraded text, say, or a block that states its indentation.

Source: https://yaml.org/spec/1.2.2/#73-flow-scalar-styles and #81-block-scalar-styles
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from chartkit.diagnostics import source_lines
from chartkit.presets.nodes import Mark
from chartkit.presets.yaml_lines import joined

_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")
_HEADER = re.compile(r"[|>][-+]?[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)")
_BREAK = re.compile(r"\r\n|\r|\n")
_FOLD = re.compile(r"[ \t]*(?:(?:\r\n|\r|\n)[ \t]*)+")
_CONTINUED = re.compile(r"\\(?:\r\n|\r|\n)[ \t]*")
_PAIR = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))")
_ESCAPED = {
    **dict(zip("0abtnvfre", "\0\a\b\t\n\v\f\r\x1b", strict=True)),
    " ": " ",
    '"': '"',
    "/": "/",
    "\\": "\\",
    "\t": "\t",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}

_Piece = tuple[str, int, int]
"""A part of a value, and the characters of the source from and to that stand for it."""


def place_inside(mark: Mark, value: str, start: int, end: int) -> Mark | None:
    """Where `value[start:end]` of the scalar at `mark` is written, up to the end of its first line. O(n) in the source.

    None where that cannot be told for certain.
    """
    places = _places(mark.text, _offset(mark), value)
    if places is None or not 0 <= start <= end <= len(value):
        return None
    first = places[start][0] if start < len(value) else places[-1][1]
    last = places[end - 1][1] if end > start else first
    starts = _line_starts(mark.text)
    line = bisect_right(starts, first)
    ending = _BREAK.search(mark.text, first)
    last = min(last, ending.start()) if ending else last
    return Mark(mark.file, line, first - starts[line - 1] + 1, max(last - first, 1), mark.text)


@lru_cache(maxsize=4)
def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in source_lines(text, keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


def _offset(mark: Mark) -> int:
    starts = _line_starts(mark.text)
    return starts[min(mark.line, len(starts)) - 1] + mark.column - 1


def _places(source: str, at: int, value: str) -> list[tuple[int, int]] | None:
    """The characters of the source for each character of the value, the end of the value last; None if they differ."""
    found: list[tuple[int, int]] = []
    behind = at
    for written, first, behind in _pieces(source, at, value):
        if not value.startswith(written, len(found)):
            return None
        found += [(first, behind)] * len(written)
        if len(found) == len(value):
            break
    return [*found, (behind, behind)] if value and len(found) == len(value) else None


def _pieces(source: str, at: int, value: str) -> Iterator[_Piece]:
    properties = _PROPERTIES.match(source, at)
    at = properties.end() if properties else at
    opener = source[at : at + 1]
    if opener in ("|", ">"):
        header = _HEADER.match(source, at)
        return _block(source, header.end(), value, opener == ">") if header else iter(())
    return _flow(source, at + (opener in ("'", '"')), opener)


def _flow(source: str, at: int, quote: str) -> Iterator[_Piece]:
    """A plain or quoted scalar, on past its end: its value says where that is."""
    while at < len(source):
        if (fold := _FOLD.match(source, at)) and len(breaks := _BREAK.findall(fold[0])):
            written, end = "\n" * (len(breaks) - 1) or " ", fold.end()
        elif quote == '"' and source[at] == "\\":
            if continued := _CONTINUED.match(source, at):
                at = continued.end()
                continue
            written, end = _unescaped(source, at)
        elif quote == "'" and source.startswith("''", at):
            written, end = "'", at + 2
        elif source[at] == quote and quote in ("'", '"'):
            return
        else:
            written, end = source[at], at + 1
        yield written, at, end
        at = end


def _unescaped(source: str, at: int) -> tuple[str, int]:
    if pair := _PAIR.match(source, at):
        return joined(pair[0]), pair.end()
    match = _ESCAPE.match(source, at)
    if match is None:
        return "\\", at + 1
    code = match[1] or match[2] or match[3]
    return (chr(int(code, 16)) if code else _ESCAPED.get(match[4], match[4])), match.end()


def _block(source: str, at: int, value: str, is_folded: bool) -> Iterator[_Piece]:
    """A literal or folded scalar, its indentation that of its first line with letters."""
    indent: int | None = None
    n_read = 0
    for line in source_lines(source[at:], keepends=True):
        content = line.rstrip("\r\n")
        if indent is None and content.strip(" "):
            indent = len(content) - len(content.lstrip(" "))
        first, end = at + (len(content) if indent is None else min(indent, len(content))), at + len(content)
        for place in range(first, end):
            yield source[place], place, place + 1
        n_read += end - first
        at += len(line)
        if is_folded and first < end and value.startswith(" ", n_read):
            yield " ", end, at
            n_read += 1
        elif value.startswith("\n", n_read):
            yield "\n", end, at
            n_read += 1
