"""A source text as its lines: takes a text, gives them as editors, Python and YAML 1.2 count them.

`str.splitlines` also ends a line at a form feed, U+2028 and seven others, so what it numbers stands elsewhere for them.
"""

from __future__ import annotations

import re

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def source_lines(text: str, keepends: bool = False) -> list[str]:
    r"""The lines of `text`, with the ends that close them where `keepends`; nothing after the last end is no line.

    >>> source_lines("a\x0cb\r\nc\rd\u2028e\n")
    ['a\x0cb', 'c', 'd\u2028e']
    """
    lines: list[str] = _LINE.findall(text)
    return lines if keepends else [line.rstrip("\r\n") for line in lines]


def place_at(text: str, offset: int) -> tuple[int, int]:
    r"""The line and column, both from 1, of the character at `offset`, also of the end.

    >>> place_at("a\r\nbc", 4), place_at("a\n", 2)
    ((2, 2), (2, 1))
    """
    before = source_lines(f"{text[:offset]}.")
    return len(before), len(before[-1])
