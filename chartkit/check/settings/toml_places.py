"""Where a key stands in TOML text, which the parser of the standard library does not say."""

from __future__ import annotations

import re
import tomllib

from chartkit.diagnostics import source_lines

_HEADER = re.compile(r"\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*((?:\"[^\"]*\"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:\"[^\"]*\"|'[^']*'|[\w-]+))*)\s*=")
_PART = re.compile(r"\"[^\"]*\"|'[^']*'|[\w-]+")
_REASON = re.compile(r"(.*?)\s*\(at (?:line (\d+), column (\d+)|end of document)\)$", re.DOTALL)


def line_of(text: str, *path: str) -> int | None:
    """The line, counted from 1, on which the key at `path` is written; that of the nearest key above it, else None.

    >>> line_of('[tool.chartkit]\\nselect = []\\n', "tool", "chartkit", "select")
    2
    """
    table: tuple[str, ...] = ()
    best: tuple[int, int | None] = (0, None)
    for number, line in enumerate(source_lines(text), 1):
        if header := _HEADER.match(line):
            table = found = _parts(header[1])
        elif key := _KEY.match(line):
            found = (*table, *_parts(key[1]))
        else:
            continue
        depth = len(found)
        if found == path[:depth] and depth > best[0]:
            best = depth, number
        elif found[: len(path)] == path and len(path) > best[0]:
            best = len(path), number
    return best[1]


def reason_and_place(error: tomllib.TOMLDecodeError, text: str) -> tuple[str, int, int]:
    """What is wrong with TOML text, beginning small, and the line and column where reading stopped."""
    match = _REASON.match(str(error))
    reason = match[1] if match else str(error)
    reason = reason[:1].lower() + reason[1:]
    if match and match[2]:
        return reason, int(match[2]), int(match[3])
    lines = source_lines(text) or [""]
    return f"{reason} at the end of the file", len(lines), len(lines[-1]) + 1


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))
