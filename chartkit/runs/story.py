"""What the journals of a run say, put together: rows, settings, charts by step, how it ended.

Takes the lines of every journal in a run's folder; gives a `Story`. Lines of one writer with one step are one row; what
several writers say of the run itself is taken in the order of its timestamps, the last one wins. A line that cannot be
read is skipped and counted, wherever it is (`records.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from chartkit.data.values import decode_value
from chartkit.diagnostics import Diagnostic, reason_of
from chartkit.runs.metrics.definitions import Metric, Metrics
from chartkit.runs.metrics.tallies import Row as CountedRow
from chartkit.runs.records import JournalFile, read_records
from chartkit.runs.references import Reference, diagnostics_of, is_reference, kept_diagnostic
from chartkit.runs.start_record import damaged, is_tags
from chartkit.runs.states import WriterStory, writer_story
from chartkit.runs.store import journals_of
from chartkit.runs.writing.keyed import unkeyed
from chartkit.runs.writing.nested import flatten, merge

Row = dict[str, Any]
ByStep = dict[str, dict[int, list[Reference]]]
"""References by key and step, those of one step in the order of time."""
_UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, RecursionError)
"""What reading JSON that no run writes may raise."""


@dataclass
class Story:
    """One reading of a run's journals."""

    rows: list[Row] = field(default_factory=list[Row])
    changes: dict[str, Any] = field(default_factory=dict[str, Any])
    config: dict[str, Any] = field(default_factory=dict[str, Any])
    summary: dict[str, Any] = field(default_factory=dict[str, Any])
    charts: ByStep = field(default_factory=dict[str, dict[int, list[Reference]]])
    tables: ByStep = field(default_factory=dict[str, dict[int, list[Reference]]])
    media: ByStep = field(default_factory=dict[str, dict[int, list[Reference]]])
    diagnostics: dict[Diagnostic, None] = field(default_factory=dict[Diagnostic, None])
    metrics: Metrics = field(default_factory=Metrics)
    """What `define_metric` said, and the figures that the summary shows for it."""
    writers: list[WriterStory] = field(default_factory=list[WriterStory])
    """What each journal says of how the run goes, for `states.state_of`."""
    artifacts: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    """Which versions of artifacts were logged and used, as the journals say it."""
    skipped_lines: int = 0
    damage: list[Diagnostic] = field(default_factory=list[Diagnostic])
    """Journals that cannot be read at all."""


def tell_of(folder: Path, config: dict[str, Any]) -> Story:
    """The story of the run in `folder`; where that may not be looked into, one without lines that says why."""
    try:
        journals = journals_of(folder)
    except OSError as error:
        return Story(config=config, damage=[damaged(folder, reason_of(error))])
    return tell(journals, config)


def tell(journals: Iterable[JournalFile], config: dict[str, Any]) -> Story:
    """The story that the journals tell, `config` being what the run started with."""
    story = Story(config=config)
    records: list[tuple[float, str, dict[str, Any]]] = []
    for journal in sorted(journals, key=lambda journal: journal.name):
        said_s = 0.0
        found = read_records(journal)
        story.skipped_lines += found.skipped_lines
        story.damage += found.damage
        story.writers.append(writer_story(journal.name, found.records))
        for record in found.records:
            if "writer" in record:
                continue
            # A clock set back in the middle of a run does not change the order of one writer's lines.
            said_s = max(said_s, record["_timestamp"])
            records.append((said_s, journal.name, record))
    records.sort(key=lambda timed: timed[0])
    _define(story, [record for _, _, record in records if "metric" in record])
    open_rows: dict[tuple[str, int], Row] = {}
    for _, writer, record in records:
        try:
            if "log" in record:
                _add_log(story, open_rows, writer, record)
            else:
                _add_change(story, record)
        except _UNREADABLE:
            story.skipped_lines += 1
    story.metrics.show(story.summary, story.metrics.touched)
    story.rows.sort(key=lambda row: row["_step"])
    return story


def _define(story: Story, records: list[dict[str, Any]]) -> None:
    """Read what the script defined before any row: a definition is of the whole run."""
    for record in records:
        try:
            story.metrics.define(Metric.from_record(record["metric"]))
        except _UNREADABLE:
            story.skipped_lines += 1


def _add_log(story: Story, open_rows: dict[tuple[str, int], Row], writer: str, record: dict[str, Any]) -> None:
    step, is_late = record["_step"], "_late" in record
    logged = _decoded(record["log"])
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
    for key, value, reference in logged:
        if reference is not None:
            _add_reference(story, key, step, reference)
        elif type(value) is not dict and type(value) is not list:
            row[key] = scalars[key] = value
        else:
            others[key] = value
            flatten(row, key, value)
    if not is_late:
        story.summary.update(scalars)
        merge(story.summary, others)
    if story.metrics:
        story.metrics.count(scalars | others, CountedRow(writer, step, is_late))


def _decoded(log: dict[str, Any]) -> list[tuple[str, Any, Reference | None]]:
    """Keys with their values, or with the reference to a chart or table. Raises one of `_UNREADABLE` before any use."""
    found: list[tuple[str, Any, Reference | None]] = []
    for key, value in unkeyed(log):
        if type(key) is not str:
            raise TypeError(key)
        if is_reference(value):
            diagnostics_of(value)
            found.append((key, None, value))
        else:
            found.append((key, decode_value(value) if type(value) in (dict, list) else value, None))
    return found


def _add_reference(story: Story, key: str, step: int, found: Reference) -> None:
    kinds = {"chart": story.charts, "table": story.tables, "media": story.media}
    references = kinds[found["$"]]
    versions = references.setdefault(key, {}).setdefault(step, [])
    if not versions or versions[-1] != found:
        versions.append(found)
    story.diagnostics.update(dict.fromkeys(diagnostics_of(found)))


def _add_change(story: Story, record: dict[str, Any]) -> None:
    for kind, value in record.items():
        if kind in ("config", "summary"):
            section = story.config if kind == "config" else story.summary
            values = _with_text_keys(decode_value(value))
            section.update(values)
            if kind == "summary":
                story.metrics.overridden(values)
        elif kind in ("config_removed", "summary_removed"):
            section = story.config if kind == "config_removed" else story.summary
            removed = decode_value(value)
            for key in removed:
                section.pop(key, None)
            if kind == "summary_removed":
                story.metrics.overridden(removed)
        elif kind in ("name", "notes", "tags", "group", "job_type", "color"):
            story.changes[kind] = _fact(kind, decode_value(value))
        elif kind == "finish":
            _exit_code(value["exit_code"])
        elif kind == "artifact":
            story.artifacts.append({**decode_value(value)})
        elif kind == "diagnostic":
            story.diagnostics[kept_diagnostic(value)] = None


def _with_text_keys(values: Any) -> dict[str, Any]:
    if not isinstance(values, dict) or not all(isinstance(key, str) for key in cast(dict[Any, Any], values)):
        raise TypeError("a section has text keys")
    return cast(dict[str, Any], values)


def _fact(kind: str, value: Any) -> Any:
    if not (is_tags(value) if kind == "tags" else isinstance(value, str) or (kind != "name" and value is None)):
        raise TypeError(value)
    return value


def _exit_code(value: Any) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value
