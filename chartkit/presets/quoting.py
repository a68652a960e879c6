"""A slot that lacks its quotes gets them: takes the text of a preset and the place of the slot, gives the edit.

The quotes stand around the whole value that the slot is a part of: in `Loss of "${string:t}"` they would be letters.
"""

from __future__ import annotations

import re
from typing import Any

from chartkit.diagnostics import Edit, Fix, Location, source_lines
from chartkit.presets.yaml_lines import with_stand_ins

_QUOTED = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\n]|'')*'")
_SLOT = re.compile(r"\$\{[^}\n]*\}")
_COMMENT = re.compile(r"(?:^|\s)#.*")
_KEY = re.compile(r"\s*(?:- +)*(?:[^\s#:&*{}\[\],|>!%@`-][^:{}\[\]]*: +|[^\s:]+: +)?")


def quoting(place: Location, text: str) -> Fix | None:
    """The fix that puts the value around the slot at `place` into quotes; None where its ends cannot be told.

    It is tried first: a text that YAML then stops at no later than before is no fix.
    """
    lines = source_lines(text)
    if place.line is None or place.column is None or place.line > len(lines):
        return None
    line = lines[place.line - 1]
    slot = _SLOT.match(line, place.column - 1)
    if slot is None:
        return None
    in_flow = _depth(lines[: place.line - 1], line[: slot.start()]) > 0
    begin, end = _value_around(line, *slot.span(), in_flow=in_flow)
    value = line[begin:end]
    if in_flow and ("{" in _blanked(value) or "[" in _blanked(value)):
        return None
    quoted = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    fixed = "\n".join([*lines[: place.line - 1], line[:begin] + quoted + line[end:], *lines[place.line :]])
    if not _reads_on(fixed, place.line - 1, begin + len(quoted)):
        return None
    edit = Edit(place.file or "", place.line, begin + 1, place.line, end + 1, quoted)
    return Fix((edit,), f"write {quoted}")


def _depth(above: list[str], before: str) -> int:
    """How many brackets are open behind these lines."""
    plain = [_COMMENT.sub("", _blanked(line)) for line in (*above, before)]
    return sum(line.count(each) for line in plain for each in "{[") - sum(
        line.count(each) for line in plain for each in "}]"
    )


def _value_around(line: str, start: int, end: int, in_flow: bool) -> tuple[int, int]:
    """The offsets of the value that the slot between `start` and `end` is in: to the end of the line in a block, to the
    next `,`, `}` or `]` between brackets."""
    other = _blanked(line)
    before = other[:start]
    if not in_flow:
        key = _KEY.match(before)
        return key.end() if key else start, len(line.rstrip())
    begin = max((before.rfind(each) + len(each) for each in ("{", "[", ",", ": ") if each in before), default=0)
    begin += len(before[begin:]) - len(before[begin:].lstrip())
    after = re.search(r"\s*[,}\]]", other[end:])
    return begin, end + after.start() if after else len(line.rstrip())


def _blanked(line: str) -> str:
    """The line with a dot for each letter of its quoted texts and slots."""
    return _SLOT.sub(_blank, _QUOTED.sub(_blank, line))


def _blank(match: re.Match[str]) -> str:
    return "·" * len(match[0])


def _reads_on(text: str, line: int, column: int) -> bool:
    """Whether YAML reads `text` beyond a place, both counted from 0."""
    import yaml

    try:
        for _ in yaml.parse(with_stand_ins(text)[0], Loader=yaml.CLoader):
            pass
    except yaml.YAMLError as error:
        mark: Any = getattr(error, "problem_mark", None)
        return mark is not None and (mark.line, mark.column) > (line, column)
    return True
