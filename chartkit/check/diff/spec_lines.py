"""The difference of two specs, line by line: takes both, gives lines with the words that came and went marked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, Literal, NamedTuple, cast

from chartkit.check.diff.spec_words import without_rows
from chartkit.check.examples.goldens import rounded
from chartkit.diagnostics import source_lines

LineKind = Literal["same", "added", "removed", "gap"]
_AROUND = 3
_LONGEST = 100
_KEY = re.compile(r'\s*"(?:[^"\\]|\\.)*":')
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


class DiffLine(NamedTuple):
    """A line: `parts` are its pieces, each with whether it is what changed. A gap stands for lines left out."""

    kind: LineKind
    parts: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.parts)


def spec_text(spec: Mapping[str, Any]) -> list[str]:
    """A spec as lines of JSON, its rows left out; what fits on a line stands on one."""
    return source_lines(_laid_out(rounded(without_rows(spec)), ""))


def spec_lines(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[DiffLine]:
    """The lines that differ with three around them. O(lines²) at worst."""
    before, after = spec_text(old), spec_text(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found: list[DiffLine] = []
    for group in matcher.get_grouped_opcodes(_AROUND):
        if found or group[0][1] > 0:
            found.append(DiffLine("gap", ((f"line {group[0][3] + 1}", False),)))
        for what, start, end, new_start, new_end in group:
            if what == "equal":
                found += [DiffLine("same", ((line, False),)) for line in before[start:end]]
            else:
                found += _replaced(before[start:end], after[new_start:new_end])
    return found


def _replaced(old: list[str], new: list[str]) -> Iterator[DiffLine]:
    """Lines that went and came; of two with the same key, the words that differ are marked."""
    after = {_key(line): line for line in reversed(new)}
    before = {_key(line): line for line in reversed(old)}
    for line in old:
        other = after.get(_key(line)) if before[_key(line)] is line else None
        yield DiffLine("removed", _words(line, other)[0] if other else ((line, False),))
    for line in new:
        other = before.get(_key(line)) if after[_key(line)] is line else None
        yield DiffLine("added", _words(other, line)[1] if other else ((line, False),))


def _key(line: str) -> str:
    """What tells the lines of one map apart: their indent and key."""
    match = _KEY.match(line)
    return match[0] if match else ""


_Parts = tuple[tuple[str, bool], ...]


def _words(old: str, new: str) -> tuple[_Parts, _Parts]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    removed: list[tuple[str, bool]] = []
    added: list[tuple[str, bool]] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, start, end, new_start, new_end in matcher.get_opcodes():
        is_changed = what != "equal"
        removed.append(("".join(before[start:end]), is_changed))
        added.append(("".join(after[new_start:new_end]), is_changed))
    return tuple(part for part in removed if part[0]), tuple(part for part in added if part[0])


def _laid_out(value: Any, indent: str) -> str:
    """JSON with two spaces a level, each list or map on one line where it fits."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or (indent and len(indent) + len(flat) <= _LONGEST):
        return flat
    inner = f"{indent}  "
    if isinstance(value, dict):
        entries = cast("dict[str, Any]", value)
        lines = [
            f"{inner}{json.dumps(key, ensure_ascii=False)}: {_laid_out(each, inner)}" for key, each in entries.items()
        ]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}" if lines else "{}"
    items = cast("list[Any]", value)
    return "[\n" + ",\n".join(f"{inner}{_laid_out(item, inner)}" for item in items) + f"\n{indent}]" if items else "[]"
