"""What is known of one run without its rows: what lists show, filters ask for and orders sort by.

Takes a run's start record and its story, or a kept form of both; gives `Facts`, which go to JSON and back exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast

import orjson

from chartkit.data.values import decode_value, encode_value
from chartkit.runs.reading.columns import ROW_COLUMNS, Columns
from chartkit.runs.references import Reference
from chartkit.runs.states import RunState, WriterStory, state_of
from chartkit.runs.story import Story
from chartkit.runs.writers import is_gone


class Facts(NamedTuple):
    """One run at one moment."""

    start: dict[str, Any]
    """The fields of `run.json` that are right."""
    changes: dict[str, Any]
    """Name, notes and tags as they were changed since."""
    config: dict[str, Any]
    summary: dict[str, Any]
    writers: Sequence[Sequence[Any]]
    """The fields of each `WriterStory`, as JSON has them."""
    is_damaged: bool
    metrics: Sequence[dict[str, Any]] = ()
    """What `define_metric` said, as journals have it."""
    numbers: Sequence[str] = ()
    """The keys of the history whose values are numbers."""
    logged: Sequence[Sequence[Any]] = ()
    """What was logged beside numbers: `chart`, `table` or `media`, its key, the kind of its last item, its steps."""

    def setting(self, name: str) -> Any:
        """The name, notes or tags as they are now; None where nothing says."""
        return self.changes[name] if name in self.changes else self.start.get(name)

    def end(self) -> tuple[RunState | str, int | None]:
        """How the run goes at the moment of the call, and its exit code."""
        state, code = state_of(map(_writer, self.writers), self.start.get("writer"))
        return ("damaged" if self.is_damaged else state), code

    def is_closed(self) -> bool:
        """True when nobody appends to its journals any more: a change would be a new file in the folder."""
        writers = list(map(_writer, self.writers))
        return bool(writers) and all(one.exit_code is not None or is_gone(dict(one.writer)) for one in writers)


def facts_of(start: dict[str, Any], story: Story, is_damaged: bool, columns: Columns) -> Facts:
    """The facts that a story and its rows' columns tell; the config that the run began with is in the story's."""
    start = start | {"config": None} if "config" in start else start
    writers = [[*one[:3], sorted(one.resumed_after), *one[4:]] for one in story.writers]
    numbers = [key for key, one in columns.values.items() if one.is_array and key not in ROW_COLUMNS]
    metrics = [one.to_record() for one in story.metrics.definitions.values()]
    logged = [[group, key, kind_of(group, steps), sorted(steps)] for group, key, steps in _logged(story)]
    return Facts(start, story.changes, story.config, story.summary, writers, is_damaged, metrics, numbers, logged)


def kind_of(group: str, by_step: Mapping[int, Sequence[Mapping[str, Any]]]) -> str:
    """What was logged under a key: `chart`, `table`, or the kind of the media logged last, such as `image`."""
    if group != "media":
        return group
    latest = by_step[max(by_step)][-1]
    items = [latest] if latest.get("kind") != "list" else cast(list[Reference], latest.get("items") or [])
    return str(items[0].get("kind", "file")) if items else "list"  # items without `get` are no line of a journal


def _logged(story: Story) -> Iterator[tuple[str, str, dict[int, list[Reference]]]]:
    for group, by_key in (("chart", story.charts), ("table", story.tables), ("media", story.media)):
        yield from ((group, key, by_step) for key, by_step in by_key.items())


def to_bytes(value: Any) -> bytes:
    """A part of the facts as JSON. Raises `ValueError` or `TypeError` for values that JSON cannot carry."""
    return orjson.dumps(encode_value(value))


def from_bytes(kept: bytes) -> Any:
    """What `to_bytes` was given. Raises `ValueError` for damaged bytes."""
    found = orjson.loads(kept)
    return decode_value(found) if b'"$' in kept else found


def _writer(fields: Sequence[Any]) -> WriterStory:
    return WriterStory._make((*fields[:3], frozenset(fields[3]), *fields[4:]))
