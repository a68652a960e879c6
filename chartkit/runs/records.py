"""The lines of one journal as records; what a stranger, a torn write or damage left between them is counted.

Takes a journal; gives what the writer of a run writes, in its order. A record of a kind that is not known is one too.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple, Protocol, cast

import orjson

from chartkit.diagnostics import Diagnostic, reason_of
from chartkit.files import read_own
from chartkit.runs.start_record import damaged


class JournalFile(Protocol):
    """A journal's file, or lines in its place."""

    @property
    def name(self) -> str:
        """The file's name."""
        ...

    def read_bytes(self) -> bytes:
        """The lines. Raises `OSError`."""
        ...


class Records(NamedTuple):
    """What one journal holds."""

    records: list[dict[str, Any]]
    skipped_lines: int = 0
    damage: tuple[Diagnostic, ...] = ()
    """Why the journal cannot be read at all."""


def read_records(journal: JournalFile) -> Records:
    """The journal's records, and how many of its lines are none; without records for one that cannot be read."""
    try:
        content = read_own(journal) if isinstance(journal, Path) else journal.read_bytes()
    except OSError as error:
        return Records([], damage=(damaged(Path(str(journal)), reason_of(error)),))
    found = [_record(line) for line in content.split(b"\n") if line]
    records = [record for record in found if record is not None]
    return Records(records, len(found) - len(records))


def _record(line: bytes) -> dict[str, Any] | None:
    try:
        found: Any = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return found if _is_record(found) else None


def _is_record(record: Any) -> bool:
    """True for what `Journal` and `Run` write, so that a stranger's line breaks no reading."""
    if not isinstance(record, dict):
        return False
    found = cast(dict[str, Any], record)
    if "writer" in found:
        return isinstance(found["writer"], dict)
    if type(found.get("_timestamp")) is not float:
        return False
    if "log" not in found:
        return True
    is_timed = type(found.get("_step")) is int and type(found.get("_runtime")) is float
    return is_timed and isinstance(found["log"], dict)
