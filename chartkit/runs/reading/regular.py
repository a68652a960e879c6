"""A journal whose rows are numbers alone, read by column: what most trainings write, many times faster than by line.

Takes the bytes of whole lines; gives `Regular`, or None where anything is unusual (a torn line, a tag, a text, a late
row, a clock set back, a step that falls): such journals are read line by line, by `story.py`. What is given is what
that reading gives: Polars refuses numbers of another kind than the schema says, and the keys counted in the text must
be those found in the columns, so that none was left out, null or there twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

import orjson

from chartkit.runs.reading.columns import LARGEST_EXACT, Values

if TYPE_CHECKING:
    import numpy as np

_LOG = b'{"_step":'
_OTHERS = (b'{"_timestamp":', b'{"writer":')
_ROW = {"_step", "_timestamp", "_runtime", "log"}
_CRC = b'},"_crc":'
"""How the checksum begins after a row's values, of which none is an object."""
_SAMPLED = 48
"""Lines looked at from the start, from the end and between: their keys are the columns."""
_MOST_KEYS = 500
"""The library takes time by the square of the keys."""


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


def read_regular(content: bytes) -> Regular | None:
    """The columns of whole lines, None for lines that need the exact reading."""
    if content and not content.endswith(b"\n"):
        return None
    starts = sorted(place for prefix in _OTHERS for place in _line_starts(content, prefix))
    n_logs = content.count(b"\n" + _LOG) + content.startswith(_LOG)
    if n_logs + len(starts) != content.count(b"\n"):
        return None
    segments, others = _parted(content, starts)
    log = max(segments, key=len) if sum(map(bool, segments)) == 1 else b"".join(segments)  # no copy of most journals
    if not all(map(_is_change, others)):
        return None
    if not log:
        return _without_rows(content, others)
    found = _parsed(log, n_logs)
    if found is None:
        return None
    steps, times, runtimes, values = found
    said_s = _last_time(steps, times, segments, others)
    if said_s is None:
        return None
    if any(_may_become_whole(steps, one) for one in values.values()):
        return None
    lines = _Lines(log)
    values, telling = _in_order_of_keys(lines, values)
    return Regular(steps, times, runtimes, values, _brief(segments, others, lines, telling), said_s)


class _Lines:
    """Lines by their number."""

    def __init__(self, text: bytes) -> None:
        import numpy as np

        self._text = text
        self._ends = np.flatnonzero(np.frombuffer(text, dtype=np.uint8) == ord("\n"))

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, place: int) -> bytes:
        return self._text[int(self._ends[place - 1]) + 1 if place else 0 : int(self._ends[place]) + 1]


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


def _parsed(log: bytes, n_lines: int) -> tuple[Any, Any, Any, dict[str, Values]] | None:
    """Steps, times, runtimes and the logged columns."""
    schema = _schema(log)
    if schema is None or len(schema) > _MOST_KEYS:
        return None
    import polars as pl

    types = {key: pl.Float64 if is_float else pl.Int64 for key, is_float in schema.items()}
    row = {"_step": pl.Int64, "_timestamp": pl.Float64, "_runtime": pl.Float64, "log": pl.Struct(types)}
    try:
        frame = pl.read_ndjson(log, schema=row)
    except (pl.exceptions.PolarsError, ValueError, OverflowError):
        return None
    logged = frame["log"]
    if frame.height != n_lines or any(frame[name].null_count() for name in row):
        return None
    columns = {key: logged.struct.field(key) for key in types}
    n_found = sum(n_lines - column.null_count() for column in columns.values())
    if log.count(b'":') != len(row) * n_lines + n_found + log.count(_CRC):
        return None
    steps, times, runtimes = (frame[name].to_numpy() for name in ("_step", "_timestamp", "_runtime"))
    values = {key: _values(column) for key, column in columns.items()}
    if not _are_floats(log, times, runtimes) or not all(map(_is_exact, values.values())):
        return None
    return steps, times, runtimes, values


def _schema(log: bytes) -> dict[str, bool] | None:
    """The keys of a sample of the lines, and whether any of a key's values is a float. None for other values."""
    keys: dict[str, bool] = {}
    for line in _sample(log):
        try:
            record: Any = orjson.loads(line)
        except orjson.JSONDecodeError:
            return None
        logged = record.get("log")
        if not isinstance(logged, dict) or record.keys() - {"_crc"} != _ROW:
            return None
        for key, value in cast(dict[str, Any], logged).items():
            if (type(value) is not float and type(value) is not int) or key.startswith("$"):
                return None
            keys[key] = keys.get(key, False) or type(value) is float
    return keys or None


def _sample(log: bytes) -> list[bytes]:
    head = log[: 1 << 16].split(b"\n")[:-1][:_SAMPLED]
    tail = log[-(1 << 16) :].split(b"\n")[1:-1][-_SAMPLED:]
    between: list[bytes] = []
    for part in range(1, _SAMPLED):
        start = log.find(b"\n", len(log) * part // _SAMPLED) + 1
        end = log.find(b"\n", start)
        if 0 < start < end:
            between.append(log[start:end])
    return [*(head or log.split(b"\n", 1)[:1]), *between, *tail]


def _values(column: Any) -> Values:
    if not column.null_count():
        return Values(column.to_numpy())
    return Values(column.fill_null(0).to_numpy(), column.is_not_null().to_numpy())


def _is_exact(values: Values) -> bool:
    """False for floats so large that they may have been integers which no float holds."""
    import numpy as np

    return values.data.dtype == np.int64 or bool((np.abs(values.data) <= LARGEST_EXACT).all())


def _may_become_whole(steps: Any, values: Values) -> bool:
    """True for floats of which one took another's place in its row, where integers alone may be left of a mixture."""
    import numpy as np

    if values.data.dtype == np.int64 or not bool((steps[1:] == steps[:-1]).any()):
        return False
    there = slice(None) if values.is_there is None else values.is_there
    rows, data = steps[there], values.data[there]
    return bool((rows[1:] == rows[:-1]).any()) and bool((np.floor(data) == data).any())


def _are_floats(log: bytes, times: Any, runtimes: Any) -> bool:
    """False when a time is written as an integer, which no run writes; lines with a whole number are looked at."""
    import numpy as np

    whole = np.flatnonzero((np.floor(times) == times) | (np.floor(runtimes) == runtimes)).tolist()
    if not whole:
        return True
    lines = _Lines(log)
    rows: list[Any] = [orjson.loads(lines[place]) for place in whole]
    return all(type(row["_timestamp"]) is type(row["_runtime"]) is float for row in rows)


def _last_time(steps: Any, times: Any, segments: list[bytes], others: list[bytes]) -> float | None:
    """The last line's time; None where steps fall, or times, the other lines' among them."""
    import numpy as np

    if bool((steps[1:] < steps[:-1]).any()):
        return None
    stamps: list[float] = []
    places: list[int] = []
    n_rows = 0
    for segment, other in zip(segments, others, strict=False):
        n_rows += segment.count(b"\n")
        record: Any = orjson.loads(other)
        if "writer" not in record:
            stamps.append(record["_timestamp"])
            places.append(n_rows)
    everything: np.ndarray[Any, Any] = np.insert(times, places, stamps) if stamps else times
    if bool((everything[1:] < everything[:-1]).any()) or bool((everything[:1] < 0).any()):
        return None
    return float(everything[-1]) if len(everything) else 0.0


def _in_order_of_keys(lines: _Lines, values: dict[str, Values]) -> tuple[dict[str, Values], list[int]]:
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


def _brief(segments: list[bytes], others: list[bytes], lines: _Lines, telling: list[int]) -> bytes | None:
    """The lines numbered in `telling` where they stood among the other lines."""
    if any("metric" in orjson.loads(other) for other in others):
        return None
    parts: list[bytes] = []
    n_rows = place = 0
    for segment, other in zip(segments, [*others, b""], strict=True):
        n_rows += segment.count(b"\n")
        while place < len(telling) and telling[place] < n_rows:
            parts.append(lines[telling[place]])
            place += 1
        parts.append(other)
    return b"".join(parts)


def _without_rows(content: bytes, others: list[bytes]) -> Regular | None:
    import numpy as np

    whole, parts = np.array([], dtype=np.int64), np.array([], dtype=np.float64)
    said_s = _last_time(whole, parts, [b""] * len(others), others)
    if said_s is None:
        return None
    brief = None if any("metric" in orjson.loads(one) for one in others) else content
    return Regular(whole, parts, parts, {}, brief, said_s)
