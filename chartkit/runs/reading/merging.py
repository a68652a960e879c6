"""Rows out of the lines of regular journals: lines of one writer with one step are one row, writers stay apart.

Takes the columns of each journal; gives the run's `Columns`, the same that `story.py` makes of the same journals.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from chartkit.runs.reading.columns import LARGEST_EXACT, ROW_COLUMNS, Columns, Values, columns_of_rows, packed
from chartkit.runs.reading.regular import Regular


class _Rows(NamedTuple):
    """A journal's rows."""

    lines: Regular
    """One line a row."""
    opened: Any
    """When each row's first line was written."""


def merged(journals: Sequence[Regular]) -> Columns:
    """The rows of all journals, in the order of their steps; of one step, in the order of time."""
    writers = [_rows(journal) for journal in journals if journal.n_lines]
    if len(writers) == 1:
        return _columns(writers[0].lines)
    if not writers:
        return columns_of_rows([])
    return _together(writers)


def _columns(lines: Regular) -> Columns:
    values = {"_step": Values(lines.steps), "_timestamp": Values(lines.times), "_runtime": Values(lines.runtimes)}
    return Columns(lines.n_lines, values | lines.values)


def _rows(journal: Regular) -> _Rows:
    """The journal with one line a row; the last value of a key within a row wins."""
    import numpy as np

    if bool((journal.steps[1:] > journal.steps[:-1]).all()):
        return _Rows(journal, journal.times)
    is_new = np.concatenate(([True], journal.steps[1:] > journal.steps[:-1]))
    places = np.cumsum(is_new) - 1
    n_rows = int(places[-1]) + 1
    lasts = np.append(np.flatnonzero(is_new)[1:] - 1, len(places) - 1)
    values = {key: _last_of(one, places, n_rows) for key, one in journal.values.items()}
    lines = Regular(journal.steps[lasts], journal.times[lasts], journal.runtimes[lasts], values, None, journal.said_s)
    return _Rows(lines, journal.times[is_new])


def _last_of(values: Values, places: Any, n_rows: int) -> Values:
    import numpy as np

    there = np.ones(len(places), dtype=bool) if values.is_there is None else values.is_there
    data = np.zeros(n_rows, dtype=values.data.dtype)
    has_value = np.zeros(n_rows, dtype=bool)
    data[places[there]] = values.data[there]  # of several lines of one row the last is assigned last
    has_value[places[there]] = True
    return Values(data, None if bool(has_value.all()) else has_value)


def _together(writers: list[_Rows]) -> Columns:
    """Rows of several writers, each a row of its own."""
    import numpy as np

    steps = np.concatenate([one.lines.steps for one in writers])
    opened = np.concatenate([one.opened for one in writers])
    order = np.lexsort((opened, steps))
    starts = np.cumsum([0, *(one.lines.n_lines for one in writers)])
    parts = [_columns(one.lines).values for one in writers]
    names = dict.fromkeys(name for part in parts for name in part)
    values = {name: _stacked([part.get(name) for part in parts], starts).take(order) for name in names}
    if any(not one.is_array for one in values.values()):
        values = {name: packed(one.to_list()) for name, one in values.items()}
    firsts = {name: 0 if one.is_there is None else int(np.argmax(one.is_there)) for name, one in values.items()}
    inside = {name: place for part in reversed(parts) for place, name in enumerate(part)}
    whose = np.searchsorted(starts, order, side="right") - 1

    def came(name: str) -> tuple[bool, int, int]:
        part = parts[int(whose[firsts[name]])]
        return name not in ROW_COLUMNS, firsts[name], list(part).index(name) if name in part else inside[name]

    return Columns(len(order), {name: values[name] for name in sorted(values, key=came)})


def _stacked(parts: list[Values | None], starts: Any) -> Values:
    """The values of all writers one after the other; a writer without the key has gaps."""
    import numpy as np

    found = [one for one in parts if one is not None]
    types = {one.data.dtype for one in found}
    if len(types) > 1 and not all(_fits(one) for one in found):
        lengths = np.diff(starts).tolist()
        lists = [[None] * length if one is None else one.to_list() for one, length in zip(parts, lengths, strict=True)]
        return Values([value for values in lists for value in values])
    data = np.zeros(int(starts[-1]), dtype=np.int64 if types == {np.dtype(np.int64)} else np.float64)
    there = np.zeros(int(starts[-1]), dtype=bool)
    for place, one in enumerate(parts):
        if one is not None:
            rows = slice(int(starts[place]), int(starts[place + 1]))
            data[rows] = one.data
            there[rows] = True if one.is_there is None else one.is_there
    return Values(data, None if bool(there.all()) else there)


def _fits(values: Values) -> bool:
    """True for numbers that floats hold."""
    import numpy as np

    return values.data.dtype != np.int64 or bool((np.abs(values.data.astype(np.float64)) <= LARGEST_EXACT).all())
