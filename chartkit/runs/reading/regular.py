"""A journal whose rows are numbers alone, read by column: what most trainings write, many times faster than by line.

Takes the bytes of whole lines; gives `Regular`, or None where anything is unusual (a torn line, a text, a chart, a late
row, a clock set back, a step that falls): such journals are read line by line, by `story.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from chartkit.runs.reading.columns import Values
from chartkit.runs.reading.lines import Lines
from chartkit.runs.reading.row_columns import RowColumns, ragged_rows, uniform_rows

if TYPE_CHECKING:
    import numpy as np

_OTHERS = (b'{"_timestamp":', b'{"writer":')


class Regular(NamedTuple):
    """The lines of one journal that log rows, by column, and what its other lines say."""

    steps: Any
    """int64, never falling."""
    times: Any
    """float64, never falling, also counted with those of the other lines."""
    runtimes: Any
    """float64."""
    values: dict[str, Values]
    """Keys in the order they first came."""
    brief: bytes | None
    """Lines that tell the same story as all but for the rows: the first and last of each key, and those that log
    nothing. None where a defined metric makes every row count."""
    said_s: float
    """The time of the last line."""

    @property
    def n_lines(self) -> int:
        """How many lines log something."""
        return len(self.steps)


class _Parted(NamedTuple):
    """A journal's rows apart from its other lines."""

    log: bytes
    counts: list[int]
    """How many rows there are before, between and after the other lines."""
    others: list[bytes]


def read_regular(content: bytes) -> Regular | None:
    """The columns of whole lines, None for lines that need the exact reading."""
    return read_many([content])[0]


def read_many(contents: Sequence[bytes]) -> list[Regular | None]:
    """The columns of several journals, parsed together where they have the same keys."""
    framed = [_framed(content) if content.endswith(b"\n") else None for content in contents]
    rows = iter(uniform_rows([log for one in framed if one is not None for log in (one[1],)]))
    return [
        _read_framed(*one, table) if one is not None and (table := next(rows)) is not None else _read_parted(content)
        for content, one in zip(contents, framed, strict=True)
    ]


def _read_framed(head: list[bytes], log: bytes, tail: list[bytes], rows: RowColumns) -> Regular | None:
    counts = [0] * len(head) + [len(rows.steps)] + [0] * len(tail)
    return _regular(_Parted(log, counts, [*head, *tail]), rows)


def _read_parted(content: bytes) -> Regular | None:
    """The journal by all that parts it: other lines between its rows, or rows with different keys."""
    if content and not content.endswith(b"\n"):
        return None
    starts = sorted(place for prefix in _OTHERS for place in _line_starts(content, prefix))
    n_logs = content.count(b"\n") - len(starts)
    segments, others = _parted(content, starts)
    is_framed = sum(map(bool, segments)) == 1
    log = max(segments, key=len) if is_framed else b"".join(segments)
    if not all(map(_is_change, others)):
        return None
    if not log:
        return _without_rows(content, others)
    counts = [n_logs if one is log else one.count(b"\n") for one in segments]
    found = (None if is_framed else uniform_rows([log])[0]) or ragged_rows(log, n_logs)
    return None if found is None else _regular(_Parted(log, counts, others), found)


def _regular(journal: _Parted, found: RowColumns) -> Regular | None:
    steps, times, runtimes, values = found
    log, counts, others = journal
    said_s = _last_time(steps, times, counts, others) if all(map(_is_change, others)) else None
    if said_s is None or any(_may_become_whole(steps, one) for one in values.values()):
        return None
    lines = Lines(log, len(steps))
    values, telling = _in_order_of_keys(lines, values)
    return Regular(steps, times, runtimes, values, _brief(counts, others, lines, telling), said_s)


def _framed(content: bytes) -> tuple[list[bytes], bytes, list[bytes]] | None:
    """The lines before the rows, the rows, and the lines after them; None where there is nothing between."""
    head: list[bytes] = []
    tail: list[bytes] = []
    start, end = 0, len(content)
    while content.startswith(_OTHERS, start):
        head.append(content[start : content.index(b"\n", start) + 1])
        start += len(head[-1])
    while start < end:
        last = max(start, content.rfind(b"\n", start, end - 1) + 1)
        if not content.startswith(_OTHERS, last):
            return head, content[start:end], tail[::-1]
        tail.append(content[last:end])
        end = last
    return None


def _line_starts(content: bytes, prefix: bytes) -> list[int]:
    places = [0] if content.startswith(prefix) else []
    place = content.find(b"\n" + prefix)
    while place >= 0:
        places.append(place + 1)
        place = content.find(b"\n" + prefix, place + 1)
    return places


def _parted(content: bytes, starts: list[int]) -> tuple[list[bytes], list[bytes]]:
    """The rows before, between and after the other lines, and these."""
    segments: list[bytes] = []
    others: list[bytes] = []
    place = 0
    for start in starts:
        end = content.index(b"\n", start) + 1
        segments.append(content[place:start])
        others.append(content[start:end])
        place = end
    return [*segments, content[place:]], others


def _is_change(line: bytes) -> bool:
    try:
        record: Any = orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    if "writer" in record:
        return isinstance(record["writer"], dict)
    return type(record["_timestamp"]) is float and "log" not in record


def _may_become_whole(steps: Any, values: Values) -> bool:
    """True for floats of which one took another's place in its row, where integers alone may be left of a mixture."""
    import numpy as np

    if values.data.dtype == np.int64 or not bool((steps[1:] == steps[:-1]).any()):
        return False
    there = slice(None) if values.is_there is None else values.is_there
    rows, data = steps[there], values.data[there]
    return bool((rows[1:] == rows[:-1]).any()) and bool((np.floor(data) == data).any())


def _last_time(steps: Any, times: Any, counts: list[int], others: list[bytes]) -> float | None:
    """The last line's time; None where steps fall, or times, the other lines' among them."""
    import numpy as np

    if bool((steps[1:] < steps[:-1]).any()):
        return None
    stamps: list[float] = []
    places: list[int] = []
    n_rows = 0
    for count, other in zip(counts, others, strict=False):
        n_rows += count
        record: Any = orjson.loads(other)
        if "writer" not in record:
            stamps.append(record["_timestamp"])
            places.append(n_rows)
    everything: np.ndarray[Any, Any] = np.insert(times, places, stamps) if stamps else times
    if bool((everything[1:] < everything[:-1]).any()) or bool((everything[:1] < 0).any()):
        return None
    return float(everything[-1]) if len(everything) else 0.0


def _in_order_of_keys(lines: Lines, values: dict[str, Values]) -> tuple[dict[str, Values], list[int]]:
    """The columns in the order their keys first came, and the lines in which each came first and last."""
    import numpy as np

    firsts: dict[str, int] = {}
    lasts: set[int] = set()
    for key, one in values.items():
        firsts[key] = 0 if one.is_there is None else int(np.argmax(one.is_there))
        lasts.add(len(lines) - 1 - (0 if one.is_there is None else int(np.argmax(one.is_there[::-1]))))
    ordered: dict[str, Values] = {}
    for place in sorted(set(firsts.values())):
        keys = list(orjson.loads(lines[place])["log"])
        ordered |= {key: values[key] for key in keys if key not in ordered}
    return ordered, sorted(lasts.union(firsts.values()))


def _brief(counts: list[int], others: list[bytes], lines: Lines, telling: list[int]) -> bytes | None:
    """The lines numbered in `telling` where they stood among the other lines."""
    if any("metric" in orjson.loads(other) for other in others):
        return None
    parts: list[bytes] = []
    n_rows = place = 0
    for count, other in zip(counts, [*others, b""], strict=True):
        n_rows += count
        while place < len(telling) and telling[place] < n_rows:
            parts.append(lines[telling[place]])
            place += 1
        parts.append(other)
    return b"".join(parts)


def _without_rows(content: bytes, others: list[bytes]) -> Regular | None:
    import numpy as np

    whole, parts = np.array([], dtype=np.int64), np.array([], dtype=np.float64)
    said_s = _last_time(whole, parts, [0] * len(others), others)
    if said_s is None:
        return None
    brief = None if any("metric" in orjson.loads(one) for one in others) else content
    return Regular(whole, parts, parts, {}, brief, said_s)
