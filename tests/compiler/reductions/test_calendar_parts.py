from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pytest

from chartkit.compiler.reductions.calendar_parts import milliseconds, unit_end, unit_keys, unit_start
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.compiler.reductions.time_units import TimeUnit, time_unit_of

UNITS = """
year quarter month week day dayofyear date hours minutes seconds milliseconds
yearquarter yearquartermonth yearmonth yearmonthdate yearmonthdatehours yearmonthdatehoursminutes
yearmonthdatehoursminutesseconds yearweek yearweekday yearweekdayhours yearweekdayhoursminutes
yearweekdayhoursminutesseconds yeardayofyear quartermonth monthdate monthdatehours monthdatehoursminutes
monthdatehoursminutesseconds weekday weekdayhours weekdayhoursminutes weekdayhoursminutesseconds dayhours
dayhoursminutes dayhoursminutesseconds hoursminutes hoursminutesseconds minutesseconds secondsmilliseconds
""".split()
STEPPED = "year quarter month week day dayofyear date hours yearweek yearweekday yearmonth monthdatehours".split()
EPOCH = datetime(1970, 1, 1)


def _times() -> list[datetime]:
    draw = random.Random(7)
    random_times = [datetime(1906, 1, 1) + timedelta(milliseconds=draw.randrange(6 * 10**12)) for _ in range(60)]
    years = range(2009, 2022)
    edges = [datetime(year, month, day, 23, 59, 59, 999000) for year in years for month, day in [(12, 31), (2, 28)]]
    starts = [datetime(year, 1, day) for year in years for day in (1, 3, 7)]
    odd = [datetime(2012, 2, 29, 12), datetime(1900, 3, 1), datetime(2000, 2, 29), datetime(1969, 12, 31, 23, 59, 59)]
    return [*random_times, *edges, *starts, *odd]


def _milliseconds_of(time: datetime) -> int:
    return round((time - EPOCH) / timedelta(milliseconds=1))


def _polars(frame: pl.DataFrame) -> Any:
    return nw.from_native(frame.lazy())


def _duckdb(frame: pl.DataFrame) -> Any:
    return nw.from_native(duckdb.connect().from_arrow(frame.to_arrow()))


@pytest.fixture(scope="module")
def vega_starts(vega_rows: Any) -> dict[tuple[str, int], list[tuple[str, ...]]]:
    """For each unit and step the starts and ends in Vega, in milliseconds."""
    rows = [{"t": _milliseconds_of(time)} for time in _times()]
    wanted = [(unit, 1) for unit in UNITS] + [(unit, step) for unit in STEPPED for step in (2, 5)]
    floors = [
        {"timeUnit": {"unit": f"utc{unit}", "step": step}, "field": "t", "as": f"{unit}{step}"} for unit, step in wanted
    ]
    names = [name for unit, step in wanted for name in (f"{unit}{step}", f"{unit}{step}_end")]
    numbers = [{"calculate": f"+datum.{name}", "as": f"{name}_ms"} for name in names]
    [found] = vega_rows([(rows, [*floors, *numbers], [f"{name}_ms" for name in names])])
    return {case: [row[2 * i : 2 * i + 2] for row in found] for i, case in enumerate(wanted)}


@pytest.mark.parametrize(("engine", "native"), [("polars", _polars), ("duckdb", _duckdb)])
def test_units_are_floored_as_in_vega(
    vega_starts: dict[tuple[str, int], list[tuple[str, ...]]], engine: Any, native: Callable[[pl.DataFrame], Any]
) -> None:
    frame = native(pl.DataFrame({"n": range(len(_times()) + 1), "t": [*_times(), None]}))
    time = nw.col("t")
    for (word, step), expected in vega_starts.items():
        unit = time_unit_of({"unit": word, "step": step, "utc": True})
        keys = {f"k{i}": key for i, key in enumerate(unit_keys(time, unit, engine))}
        starts = {"start": unit_start(time, unit), "end": unit_end(time, unit)}
        *found, nothing = frame.select("n", **starts, **keys).collect("polars").to_native().sort("n").rows()
        assert [row[1:3] for row in found] == [(float(a), float(b)) for a, b in expected], (word, step)
        assert set(nothing[1:]) == {None}
        groups = {(row[1], row[3:]) for row in found}
        assert len(groups) == len({row[1] for row in found}) == len({row[3:] for row in found}), (word, step)


@pytest.mark.parametrize(("engine", "native"), [("polars", _polars), ("duckdb", _duckdb)])
def test_milliseconds(engine: Any, native: Callable[[pl.DataFrame], Any]) -> None:
    frame = native(pl.DataFrame({"n": range(len(_times())), "t": _times()}))
    found = frame.select("n", ms=milliseconds(nw.col("t"), engine)).collect("polars").to_native().sort("n")
    assert found["ms"].to_list() == [time.replace(tzinfo=UTC).timestamp() * 1000 for time in _times()]


def test_parts_of_units() -> None:
    assert time_unit_of("utcyearmonthdate") == TimeUnit(("year", "month", "date"))
    assert time_unit_of("binnedyearmonth") == TimeUnit(("year", "month"), is_binned=True)
    assert time_unit_of({"unit": "secondsmilliseconds", "utc": True, "step": 5}).step == 5
    assert time_unit_of("utcyeardayofyear").parts == ("year", "dayofyear")
    assert str(time_unit_of({"unit": "utchours", "step": 6})) == "hours, step 6"


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("yearmonth", "reads the viewer's time zone"),
        ({"unit": "hours"}, "reads the viewer's time zone"),
        ({"maxbins": 10, "utc": True}, "the unit of time depends on the extent of the times"),
        ({"unit": "utchours", "step": 1.5}, "steps of 1.5 units of time are no calendar"),
        ("utcyearfortnight", "Vega knows no unit of time 'yearfortnight'"),
    ],
)
def test_refused_units(word: Any, reason: str) -> None:
    with pytest.raises(NotReducible) as raised:
        time_unit_of(word)
    assert raised.value.reason == reason
