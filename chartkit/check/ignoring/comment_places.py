"""Where comments stand: takes the lines of YAML or Python, gives the offset of the comment of each line that has one.

A text is no comment: neither a string of Python, nor a scalar of YAML, be it quoted or a block of several lines. Lines
that can hold no comment to chartkit are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, cast

from chartkit.presets.yaml_lines import with_stand_ins

_BEGIN = re.compile(r"(?:^|(?<=\s))#")
_Place = tuple[int, int]


def python_comments(lines: Sequence[str]) -> dict[int, int]:
    """By the number of the line, from 1, up to where Python cannot read on: the script's own check says so."""
    if not any(map(_may_hold, lines)):
        return {}
    import tokenize

    found: dict[int, int] = {}
    with suppress(tokenize.TokenError, SyntaxError):
        for token in tokenize.generate_tokens(iter([f"{line}\n" for line in lines]).__next__):
            if token.type == tokenize.COMMENT and _may_hold(token.string):
                found[token.start[0]] = token.start[1]
    return found


def yaml_comments(lines: Sequence[str]) -> dict[int, int]:
    """By the number of the line, from 1; what follows a fault of the preset is read as if no text stood there."""
    numbers = [number for number, line in enumerate(lines, 1) if _may_hold(line)]
    texts = _texts("\n".join(lines)) if numbers else []
    found: dict[int, int] = {}
    for number in numbers:
        begins = (match.start() for match in _BEGIN.finditer(lines[number - 1]))
        outside = (at for at in begins if not any(first <= (number, at) < end for first, end in texts))
        if (offset := next(outside, None)) is not None:
            found[number] = offset
    return found


def _may_hold(line: str) -> bool:
    return "chartkit" in line and "#" in line


def _texts(text: str) -> list[tuple[_Place, _Place]]:
    """From where to where each scalar reaches, as the number of a line and an offset in it."""
    import yaml

    found: list[tuple[_Place, _Place]] = []
    with suppress(yaml.YAMLError):
        for event in cast("Any", yaml).parse(with_stand_ins(text)[0], Loader=yaml.CBaseLoader):
            if isinstance(event, yaml.ScalarEvent):
                first, end = cast("Any", event).start_mark, cast("Any", event).end_mark
                is_block = cast("Any", event).style in ("|", ">")  # whose first line is its sign, and maybe a comment
                begin = (first.line + 2, 0) if is_block else (first.line + 1, first.column)
                found.append((begin, (end.line + 1, end.column)))
    return found
