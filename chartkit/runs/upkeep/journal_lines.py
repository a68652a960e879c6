"""The lines of a journal, checked one by one.

Takes a file of JSON lines; gives its records and a finding for each line whose bytes are not those that were written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, cast

import orjson

from chartkit.diagnostics import Diagnostic, Location, counted, reason_of
from chartkit.files import read_own
from chartkit.runs.start_record import damaged
from chartkit.runs.upkeep.line_numbers import Numbered

DAMAGED_LINE = "CK638"
_STEP = re.compile(rb'\{"_step":(-?\d+),')


class CheckedLines(NamedTuple):
    """What a journal holds."""

    records: list[dict[str, Any]]
    """Those of the lines that are right, but for rows of plain values."""
    findings: list[Diagnostic]
    n_lines: int
    n_unchecked: int
    """Lines without a checksum, as older versions wrote them: their JSON alone was looked at."""
    n_bytes: int


def checked_lines(path: Path) -> CheckedLines:
    """The lines of a journal, or of another file that is written as one."""
    try:
        content = read_own(path)
    except OSError as error:
        return CheckedLines([], [damaged(path, reason_of(error))], 0, 0, 0)
    records: list[dict[str, Any]] = []
    findings: list[Diagnostic] = []
    n_lines = n_unchecked = 0
    numbered = Numbered()
    for number, line in _lines(content):
        n_lines += 1
        record = _record(line)
        is_whole = numbered.is_whole(line, number, record is not None and "writer" in record)
        if record is None or is_whole is False or not line.endswith(b"\n"):
            findings.append(_damage(path, number, line, record))
        else:
            if "log" not in record or b'"$"' in line:
                records.append(record)
            n_unchecked += is_whole is None
    numbered.finish()
    findings += [_gone(path, number, n_lines) for number, n_lines in numbered.gone.items()]
    return CheckedLines(records, findings, n_lines, n_unchecked, len(content))


def _lines(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines that are not empty, each with its number and newline."""
    parts = content.split(b"\n")
    for number, part in enumerate(parts, 1):
        if part:
            yield number, part if number == len(parts) else part + b"\n"


def _record(line: bytes) -> dict[str, Any] | None:
    try:
        found: Any = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return cast(dict[str, Any], found) if isinstance(found, dict) else None


def _gone(path: Path, number: int, n_lines: int) -> Diagnostic:
    they = f"{counted(n_lines, 'line')} that stood before this one {'is' if n_lines == 1 else 'are'}"
    help = f"what {'it' if n_lines == 1 else 'they'} said is lost; the other lines stand by themselves."
    return Diagnostic(DAMAGED_LINE, f"{they} gone from the journal.", location=Location(str(path), number), help=help)


def _damage(path: Path, number: int, line: bytes, record: dict[str, Any] | None) -> Diagnostic:
    if not line.endswith(b"\n"):
        reason = "it has no end: the disk was full, or the file was cut"
    elif record is None:
        reason = "it is no JSON: cut off by a full disk, or changed after"
    else:
        reason = "its bytes are not those that were written"
    step = _STEP.match(line)
    what = f"what was logged there at step {int(step[1])}" if step is not None else "what it said"
    place = Location(str(path), number)
    fate = "is lost" if record is None else "cannot be trusted"
    help = f"{what} {fate}; the other lines stand by themselves."
    return Diagnostic(DAMAGED_LINE, f"a line is damaged: {reason}.", location=place, help=help)
