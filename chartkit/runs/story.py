"""What the journals of a run say, put together: rows, settings, charts by step, how it ended.

Takes the lines of every journal in a run's folder; gives a `Story`. Lines of one writer with one step are one
row; what several writers say of the run itself is taken in the order of its timestamps, the last one wins. A
line that cannot be read is skipped and counted, wherever it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import orjson

from chartkit.data.values import decode_value
from chartkit.diagnostics import Diagnostic
from chartkit.runs.keyed import unkeyed
from chartkit.runs.nested import flatten, merge

Row = dict[str, Any]
ByStep = dict[str, dict[int, dict[str, Any]]]
"""References by key and step."""


@dataclass
class Story:
    """One reading of a run's journals."""

    rows: list[Row] = field(default_factory=list[Row])
    changes: dict[str, Any] = field(default_factory=dict[str, Any])
    config: dict[str, Any] = field(default_factory=dict[str, Any])
    summary: dict[str, Any] = field(default_factory=dict[str, Any])
    charts: ByStep = field(default_factory=dict[str, dict[int, dict[str, Any]]])
    tables: ByStep = field(default_factory=dict[str, dict[int, dict[str, Any]]])
    diagnostics: dict[Diagnostic, None] = field(default_factory=dict[Diagnostic, None])
    writers: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    exit_code: int | None = None
    skipped_lines: int = 0


def tell(journals: Iterable[Path], config: dict[str, Any]) -> Story:
    """The story that the journals tell, `config` being what the run started with."""
    story = Story(config=config)
    records: list[tuple[float, int, dict[str, Any]]] = []
    for writer, journal in enumerate(sorted(journals)):
        said_s = 0.0
        for record in read_lines(journal, story):
            if "writer" in record:
                story.writers.append(record["writer"])
                continue
            # A clock set back in the middle of a run does not change the order of one writer's lines.
            said_s = max(said_s, record["_timestamp"])
            records.append((said_s, writer, record))
    records.sort(key=lambda timed: timed[0])
    open_rows: dict[tuple[int, int], Row] = {}
    for _, writer, record in records:
        try:
            if "log" in record:
                _add_log(story, open_rows, writer, record)
            else:
                _add_change(story, record)
        except (KeyError, TypeError, ValueError, AttributeError):  # JSON, but nothing that a run writes
            story.skipped_lines += 1
    story.rows.sort(key=lambda row: row["_step"])
    return story


def read_lines(journal: Path, story: Story) -> list[dict[str, Any]]:
    """The journal's records; lines that are none are counted in `story`. Raises `OSError`."""
    records: list[dict[str, Any]] = []
    for line in journal.read_bytes().split(b"\n"):
        if not line:
            continue
        try:
            record: Any = orjson.loads(line)
        except orjson.JSONDecodeError:
            record = None
        if _is_record(record):
            records.append(record)
        else:
            story.skipped_lines += 1
    return records


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


def _add_log(story: Story, open_rows: dict[tuple[int, int], Row], writer: int, record: dict[str, Any]) -> None:
    step, is_late = record["_step"], "_late" in record
    row = None if is_late else open_rows.get((writer, step))
    if row is None:
        row = {"_step": step}
        story.rows.append(row)
        if not is_late:
            open_rows[writer, step] = row
    row["_timestamp"], row["_runtime"] = record["_timestamp"], record["_runtime"]
    if is_late:
        row["_late"] = True
    scalars: dict[str, Any] = {}
    others: dict[str, Any] = {}
    for key, value in unkeyed(record["log"]):
        if type(value) is not dict and type(value) is not list:
            row[key] = scalars[key] = value
        elif _is_reference(value):
            _add_reference(story, key, step, cast(dict[str, Any], value))
        else:
            others[key] = decode_value(value)
            flatten(row, key, others[key])
    if not is_late:
        story.summary.update(scalars)
        merge(story.summary, others)


def _is_reference(value: Any) -> bool:
    """True for a chart or a table in a journal. A user's own dict never looks so: its key would be `$$`."""
    return type(value) is dict and cast(dict[str, Any], value).get("$") in ("chart", "table")


def _add_reference(story: Story, key: str, step: int, found: dict[str, Any]) -> None:
    references = story.charts if found["$"] == "chart" else story.tables
    references.setdefault(key, {})[step] = found
    for diagnostic in found.get("diagnostics", ()):
        story.diagnostics[Diagnostic.from_dict(diagnostic)] = None


def _add_change(story: Story, record: dict[str, Any]) -> None:
    for kind, value in record.items():
        if kind == "config":
            story.config.update(decode_value(value))
        elif kind == "summary":
            story.summary.update(decode_value(value))
        elif kind in ("config_removed", "summary_removed"):
            section = story.config if kind == "config_removed" else story.summary
            for key in decode_value(value):
                section.pop(key, None)
        elif kind in ("name", "notes", "tags"):
            story.changes[kind] = decode_value(value)
        elif kind == "finish":
            story.exit_code = value["exit_code"]
        elif kind == "diagnostic":
            story.diagnostics[Diagnostic.from_dict(value)] = None
