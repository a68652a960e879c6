"""What happened to the versions of one artifact's name: which run logged or used which, and which alias went where.

Takes one event a line, appended with one system call; gives the aliases and the runs. The order of the lines is the
order of events, whatever the clocks of several machines say. A line that cannot be read is skipped.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from time import time
from typing import Any, Literal, NamedTuple, cast

import orjson

from chartkit.data.values import decode_value, encode_value
from chartkit.diagnostics import RunError, reason_of
from chartkit.files import read_own
from chartkit.runs.checksums import with_crc
from chartkit.runs.start_record import damaged, is_tags

LATEST = "latest"
How = Literal["logged", "used", "alias", "unalias"]


class Event(NamedTuple):
    """One line: a run logged or used a version, or aliases were given or taken."""

    how: How
    version: int
    project: str | None = None
    run: str | None = None
    aliases: tuple[str, ...] = ()
    timestamp: float = 0.0


def append_event(path: Path, event: Event) -> None:
    """Write one line. Raises `OSError`."""
    record = encode_value(event._replace(timestamp=time(), aliases=tuple(event.aliases))._asdict())
    # A newline in front as well: a process killed by a full disk may have left half a line.
    line = b"\n" + with_crc(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        if os.write(descriptor, line) != len(line):
            raise OSError(28, os.strerror(28), str(path))
    finally:
        os.close(descriptor)


def read_events(path: Path) -> list[Event]:
    """The events so far, in their order; none where there is no file. Raises `RunError` when it cannot be read."""
    try:
        content = read_own(path)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise RunError(damaged(path, reason_of(error))) from error
    return [event for line in content.split(b"\n") if line and (event := _event(line)) is not None]


def aliases_of(events: Iterable[Event], versions: Iterable[int]) -> dict[str, int]:
    """Each alias with its version.

    `latest` is the version logged last. One newer than every event, whose process was killed before it wrote one, is
    the latest as well.
    """
    there = set(versions)
    found: dict[str, int] = {}
    newest_said = -1
    for event in events:
        newest_said = max(newest_said, event.version)
        if event.version not in there:
            continue
        if event.how == "unalias":
            found = {name: number for name, number in found.items() if name not in event.aliases}
        else:
            found |= dict.fromkeys(event.aliases, event.version)
        if event.how == "logged":
            found[LATEST] = event.version
    newest = max(there, default=-1)
    if newest > newest_said or (there and LATEST not in found):
        found[LATEST] = newest
    return found


def _event(line: bytes) -> Event | None:
    try:
        fields = cast(dict[str, Any], decode_value(orjson.loads(line)))
        event = Event(**{key: value for key, value in fields.items() if key in Event._fields})
        texts: tuple[object, ...] = (event.project, event.run)
        is_right = type(event.version) is int and is_tags(event.aliases) and set(map(type, texts)) <= {str, type(None)}
    except (TypeError, ValueError, AttributeError, RecursionError):
        return None
    return event._replace(aliases=tuple(event.aliases)) if is_right else None
