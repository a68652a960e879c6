"""The lines that log rows, by column: numbers alone, each column of one kind.

Takes lines; gives arrays of steps, times, runtimes and of every key, or None where a value is no number, or a number is
not what its column's kind holds exactly. What is given is what reading line by line gives: Polars refuses numbers of
another kind than the schema says, and the keys counted in the text must be those found in the columns, so that none was
left out, null or there twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import orjson

from chartkit.runs.reading.columns import LARGEST_EXACT, Values
from chartkit.runs.reading.lines import Lines
from chartkit.runs.reading.nonfinite import Plain, plain
from chartkit.runs.reading.uniform import uniform_columns

if TYPE_CHECKING:
    import numpy as np

_ROW = ("_step", "_timestamp", "_runtime", "log")
_CRC = "_crc"
"""The checksum of a line, which older runs have not."""
_SAMPLED = 48
"""Lines looked at from the start, from the end and between: their keys are the columns."""
_MOST_RAGGED_KEYS = 2_000
"""Over these a column costs more than its lines, where lines have some of the keys."""
_MOST_UNIFORM_KEYS = 20_000
"""The same where all lines have all of them."""
_MOST_CELLS_A_BYTE = 4
"""How many cells the columns may have for a byte of text: some 500 keys where each line has a few of them."""


class RowColumns(NamedTuple):
    """A row a line."""

    steps: Any
    times: Any
    runtimes: Any
    values: dict[str, Values]


class _Schema(NamedTuple):
    """What lines say of all."""

    is_float: dict[str, bool]
    """Whether any of a key's values is a float."""
    first: tuple[str, ...]
    """The keys of the first line."""


def uniform_rows(logs: Sequence[bytes]) -> list[RowColumns | None]:
    """The columns of logs whose lines have the same keys in the same order; None for others.

    Those with the same keys, which most runs of a project have, are parsed together.
    """
    found: list[RowColumns | None] = [None] * len(logs)
    alike: dict[tuple[tuple[str, bool], ...], list[tuple[int, Plain]]] = {}
    for place, log in enumerate(logs):
        numbers = plain(log)
        schema = None if numbers is None else _quick_schema(numbers.text)
        if numbers is not None and schema is not None and tuple(schema.is_float) == schema.first[:_MOST_UNIFORM_KEYS]:
            alike.setdefault(tuple(schema.is_float.items()), []).append((place, numbers))
    for keys, some in alike.items():
        tables = uniform_columns([numbers.text for _, numbers in some], dict(keys), [key for key, _ in keys])
        for (place, numbers), table in zip(some, tables, strict=True):
            if table is not None:
                steps, times, runtimes, *columns = table
                values = {key: Values(column) for (key, _), column in zip(keys, columns, strict=True)}
                found[place] = _checked(numbers, RowColumns(steps, times, runtimes, values))
    return found


def ragged_rows(log: bytes, n_lines: int) -> RowColumns | None:
    """The columns of `n_lines` lines that begin with a step, whatever keys each has."""
    numbers = plain(log)
    schema = None if numbers is None else _schema(_sample(numbers.text))
    if numbers is None or schema is None:
        return None
    found = _ragged(numbers, n_lines, schema)
    if found is None:  # a key that is logged now and then may be in no line of the sample
        of_all = _schema(numbers.text.split(b"\n")[:-1])
        found = None if of_all is None or of_all == schema else _ragged(numbers, n_lines, of_all)
    return found


def _ragged(numbers: Plain, n_lines: int, schema: _Schema) -> RowColumns | None:
    if len(schema.is_float) > _MOST_RAGGED_KEYS:
        return None
    series = _ragged_columns(numbers.text, n_lines, schema.is_float)
    if series is None:
        return None
    steps, times, runtimes, *others = series
    columns = {name: _values(one) for name, one in zip(schema.is_float, others, strict=True)}
    return _checked(numbers, RowColumns(steps.to_numpy(), times.to_numpy(), runtimes.to_numpy(), columns))


def _checked(numbers: Plain, found: RowColumns) -> RowColumns | None:
    """The columns with what stood for NaN and infinities; None where a number is not exactly what was written."""
    steps, times, runtimes, columns = found
    if not _are_floats(numbers.text, times, runtimes) or not all(map(_is_exact, columns.values())):
        return None
    values = numbers.restored(columns)
    return None if values is None else RowColumns(steps, times, runtimes, values)


def _ragged_columns(log: bytes, n_lines: int, is_float: dict[str, bool]) -> list[Any] | None:
    """Steps, times, runtimes and the columns of the keys, as series with nulls where a line has no such key.

    None for keys that are each in so few lines that their columns, mostly nulls, would take the machine's memory.
    """
    import polars as pl

    if n_lines * len(is_float) > _MOST_CELLS_A_BYTE * len(log):
        return None
    types = {key: pl.Float64 if one else pl.Int64 for key, one in is_float.items()}
    row = {"_step": pl.Int64, "_timestamp": pl.Float64, "_runtime": pl.Float64, "log": pl.Struct(types)}
    schema = row | {_CRC: pl.Int64}
    try:
        frame = pl.read_ndjson(log, schema=schema)
    except (pl.exceptions.PolarsError, ValueError, OverflowError):
        return None
    if frame.height != n_lines or any(frame[name].null_count() for name in row):
        return None
    columns = frame["log"].struct.unnest().get_columns()  # one field after the other costs each time all of them
    n_found = sum(n_lines - column.null_count() for column in (frame[_CRC], *columns))
    if log.count(b'":') != len(row) * n_lines + n_found:
        return None
    return [*(frame[name] for name in _ROW[:3]), *columns]


def _schema(lines: Iterable[bytes]) -> _Schema | None:
    """The keys of the lines; None for other values than numbers."""
    keys: dict[str, bool] = {}
    first: tuple[str, ...] | None = None
    for line in lines:
        try:
            record: Any = orjson.loads(line)
        except orjson.JSONDecodeError:
            return None
        logged = cast(dict[str, Any], record).get("log") if isinstance(record, dict) else None
        if not isinstance(logged, dict) or record.keys() - {_CRC} != set(_ROW):
            return None
        for key, value in cast(dict[str, Any], logged).items():
            if (type(value) is not float and type(value) is not int) or key.startswith("$"):
                return None
            keys[key] = keys.get(key, False) or type(value) is float
        first = tuple(keys) if first is None else first
    return _Schema(keys, first or ()) if keys else None


def _quick_schema(log: bytes) -> _Schema | None:
    """The schema that the first line tells, where all its values are floats; else that of the sample."""
    first = _schema([log[: log.index(b"\n")]])
    return first if first is None or all(first.is_float.values()) else _schema(_sample(log))


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


def _are_floats(log: bytes, times: np.ndarray[Any, Any], runtimes: np.ndarray[Any, Any]) -> bool:
    """False when a time is written as an integer, which no run writes; lines with a whole number are looked at."""
    import numpy as np

    if not bool(np.isfinite(times).all() and np.isfinite(runtimes).all()):
        return False
    whole = np.flatnonzero((np.floor(times) == times) | (np.floor(runtimes) == runtimes)).tolist()
    if not whole:
        return True
    lines = Lines(log, len(times))
    rows: list[Any] = [orjson.loads(lines[place]) for place in whole]
    return all(type(row["_timestamp"]) is type(row["_runtime"]) is float for row in rows)
