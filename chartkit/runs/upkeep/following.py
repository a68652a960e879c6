"""The rows of a run as they come, from where the last look ended.

Takes a run's folder; gives at each look the lines that are new, and whether the run goes on. Each journal is read from
the byte after its last whole line, so that a look costs what is new.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple, cast

import orjson

from chartkit.data.values import decode_value
from chartkit.diagnostics import RunError, reason_of
from chartkit.files import open_own
from chartkit.runs.start_record import damaged, read_start
from chartkit.runs.states import state_of, writer_story
from chartkit.runs.store import journals_of
from chartkit.runs.writing.keyed import unkeyed


class LoggedRow(NamedTuple):
    """What one call logged."""

    timestamp: float
    step: int
    values: dict[str, Any]
    """By key; charts, tables and media as `<chart>` and so on."""


class Following:
    """One reader's place in the journals of a run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ends: dict[str, int] = {}
        self._stories: dict[str, list[dict[str, Any]]] = {}

    def look(self) -> list[LoggedRow]:
        """The rows that are new since the last look, in the order of time. Raises `OSError` when the folder is gone,
        `RunError` for a journal that cannot be read.
        """
        if not self._folder.is_dir():
            raise FileNotFoundError(2, "the run's folder is gone", str(self._folder))
        rows = [row for path in journals_of(self._folder) for row in self._new(path)]
        return sorted(rows, key=lambda row: row.timestamp)

    def is_running(self) -> bool:
        """Whether more may come, as of the last look."""
        maker = read_start(self._folder)[0].get("writer")
        return state_of((writer_story(*one) for one in self._stories.items()), maker)[0] == "running"

    def _new(self, path: Path) -> list[LoggedRow]:
        start = self._ends.get(path.name, 0)
        try:
            with open_own(path) as file:
                file.seek(start)
                content = file.read()
        except OSError as error:
            raise RunError(damaged(path, reason_of(error))) from error
        end = content.rfind(b"\n") + 1
        self._ends[path.name] = start + end
        story = self._stories.setdefault(path.name, [])
        rows: list[LoggedRow] = []
        for line in content[:end].split(b"\n"):
            row = _row(line, story) if line else None
            if row is not None:
                rows.append(row)
        return rows


def _row(line: bytes, story: list[dict[str, Any]]) -> LoggedRow | None:
    """The row of a line, None for other lines, of which those that say how the run goes are added to `story`."""
    try:
        record: Any = orjson.loads(line)
        if "log" not in record:
            story += [record] if isinstance(record, dict) and record.keys() & {"writer", "finish", "resumed"} else []
            return None
        values = {str(key): _shown(value) for key, value in unkeyed(record["log"])}
        return LoggedRow(float(record["_timestamp"]), int(record["_step"]), values)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):  # `runs verify` names damaged lines
        return None


def _shown(value: Any) -> Any:
    if isinstance(value, dict) and cast(dict[str, Any], value).get("$") in ("chart", "table", "media"):
        found = cast(dict[str, Any], value)
        return f"<{found.get('kind', found['$'])}>"
    return decode_value(value) if isinstance(value, dict | list) else value
