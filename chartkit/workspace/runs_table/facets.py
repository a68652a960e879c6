"""How many runs have each value of a column: takes runs and a column, gives counts, or of many numbers bars.

Source of the bars: equal widths from the least to the greatest number, the last one closed on both sides.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any, cast

from chartkit.runs.faults import text_of
from chartkit.runs.reading.catalogue import ListedRun
from chartkit.runs.reading.fields import MISSING
from chartkit.runs.reading.ordering import rank
from chartkit.workspace.runs_table.cells import cell
from chartkit.workspace.runs_table.columns import WHERE, value_of

MOST_NUMBERS = 12
"""A column with more different numbers is shown as bars."""
MOST_VALUES = 200
_N_BARS = 24


def facet(runs: Sequence[ListedRun], key: str) -> dict[str, Any]:
    """The counts of one column in these runs, JSON-ready.

    Of numbers: `{"kind": "range", "min", "max", "bars": [counts], "n_missing", "n_not_finite"}`; of all else
    `{"kind": "values", "values": [{"value", "n"}], "n_more", "n_missing"}`, the most frequent first. A list counts for
    each of its items.
    """
    field = value_of(key, WHERE)
    values = [item for run in runs for item in _items(field(run))]
    there = [value for value in values if value is not None]
    n_missing = len(values) - len(there)
    numbers = [value for value in there if type(value) in (int, float)]
    finite = [value for value in numbers if math.isfinite(value)]
    if len(numbers) == len(there) and len(set(finite)) > MOST_NUMBERS:
        return {"kind": "range", "n_missing": n_missing, "n_not_finite": len(numbers) - len(finite), **_bars(finite)}
    counts = Counter(map(_counted, there))
    by_count = sorted(counts.items(), key=lambda pair: (-pair[1], _place(pair[0][1])))
    shown = [{"value": value, "n": n} for (_, value), n in by_count[:MOST_VALUES]]
    return {"kind": "values", "values": shown, "n_more": len(by_count) - len(shown), "n_missing": n_missing}


def _counted(value: Any) -> tuple[bool, Any]:
    """What equal values have alone, true apart from 1: a number that is finite, text, or what stands for others."""
    if isinstance(value, bool) or (isinstance(value, int | float) and math.isfinite(value)):
        return isinstance(value, bool), value
    found = cell(value)
    return False, found if isinstance(found, str) else text_of(value)


def _items(value: Any) -> list[Any]:
    if value is MISSING or value is None or value == []:
        return [None]
    return cast(list[Any], value) if isinstance(value, list) else [value]


def _bars(numbers: list[float]) -> dict[str, Any]:
    least, most = min(numbers), max(numbers)
    counts = [0] * _N_BARS
    half = most / 2 - least / 2  # half of it, for the whole may be no float
    for number in numbers:
        share = (number / 2 - least / 2) / half if half else 0.0
        counts[min(_N_BARS - 1, int(share * _N_BARS))] += 1
    return {"min": least, "max": most, "bars": counts}


def _place(value: Any) -> tuple[int, Any]:
    return rank(value) or (9, 0)
