"""Fixes made: takes findings, gives the files they mend with their new text. Writes nothing.

Only the characters of the edits change: comments, layout, line ends and a byte order mark stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path

from chartkit.diagnostics import Diagnostic, Edit, Fix, source_lines

_Span = tuple[int, int, str]


def apply_fixes(findings: Iterable[Diagnostic]) -> dict[Path, str]:
    """For each file that a finding mends, its text with the edits made.

    A fix is made whole or not at all: one that overlaps an earlier one, or ends beyond its file, waits for the next
    round. The same fix of two findings is made once. Raises `OSError` for a file that cannot be read; one that is gone,
    or is not UTF-8, has no fixes.
    """
    fixes = dict.fromkeys(finding.fix for finding in findings if finding.fix)
    texts: dict[Path, str] = {}
    spans: dict[Path, list[_Span]] = {}
    for fix in fixes:
        made = _spans(fix, texts)
        if made and not any(_overlap(span, other) for path, span in made for other in spans.get(path, ())):
            for path, span in made:
                spans.setdefault(path, []).append(span)
    return {path: _edited(texts[path], each) for path, each in spans.items()}


def _spans(fix: Fix, texts: dict[Path, str]) -> list[tuple[Path, _Span]]:
    """The offsets of the edits of one fix; none where one lies outside of its file. Reads the files into `texts`."""
    found: list[tuple[Path, _Span]] = []
    for edit in fix.edits:
        path = Path(edit.file)
        if path not in texts:
            try:
                texts[path] = path.read_bytes().decode("utf-8")
            except (FileNotFoundError, UnicodeDecodeError):
                return []
        span = _span(edit, texts[path])
        if span is None:
            return []
        found.append((path, span))
    return found


def _span(edit: Edit, text: str) -> _Span | None:
    """The offsets of an edit; None where its lines or columns are not there."""
    lines = source_lines(text, keepends=True)
    starts = [0, *accumulate(map(len, lines))]
    widths = [*map(len, lines), 0]
    is_inside = edit.line <= len(lines) and edit.end_line <= len(starts)
    if not is_inside or edit.column > widths[edit.line - 1] + 1 or edit.end_column > widths[edit.end_line - 1] + 1:
        return None
    mark = text.startswith("\ufeff")
    begin = starts[edit.line - 1] + edit.column - 1 + (mark and edit.line == 1)
    end = starts[edit.end_line - 1] + edit.end_column - 1 + (mark and edit.end_line == 1)
    line = lines[edit.line - 1]
    new = edit.text.replace("\n", line[len(line.rstrip("\r\n")) :] or "\n")  # a new line ends as those around it
    return (begin, end, new) if begin <= end <= len(text) else None


def _overlap(one: _Span, other: _Span) -> bool:
    """Whether two edits touch the same characters, or put text at the same place."""
    return (one[0] < other[1] and other[0] < one[1]) or one[:2] == other[:2]


def _edited(text: str, spans: list[_Span]) -> str:
    for begin, end, new in sorted(spans, reverse=True):
        text = text[:begin] + new + text[end:]
    return text
