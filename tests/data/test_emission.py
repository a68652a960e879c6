"""What becomes of each type of value in a chart's JSON."""

from __future__ import annotations

import datetime as dt
import decimal
import fractions
from typing import Any

import numpy as np
import orjson
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartkit.data import Column
from chartkit.diagnostics import DataError, shown

NAN, INF = float("nan"), float("inf")
SEOUL = dt.timezone(dt.timedelta(hours=9))


class Broken:
    """An object that cannot be written."""

    def __str__(self) -> str:
        raise RuntimeError


MIDNIGHT = '["2024-01-01T00:00:00.000Z"]'
ITSELF: list[Any] = []
ITSELF.append(ITSELF)

MATRIX: list[tuple[str, list[Any], str, list[Any], int]] = [
    ("nothing", [], "empty", [], 0),
    ("all missing", [None, None], "empty", [None, None], 0),
    ("floats", [1.5, -0.0, 1e300], "quantitative", [1.5, -0.0, 1e300], 0),
    ("not finite", [1.5, NAN, INF, -INF, None], "quantitative", [1.5, None, None, None, None], 3),
    ("only NaN", [NAN], "quantitative", [None], 1),
    ("sum overflows", [1e308, 1e308], "quantitative", [1e308, 1e308], 0),
    ("integers", [1, 2**53, -(2**53)], "quantitative", [1, 2**53, -(2**53)], 0),
    ("large integers", [2**53 + 1, 2**70], "quantitative", [float(2**53), float(2**70)], 0),
    ("huge integers", [1.5, 10**400, -(10**400)], "quantitative", [1.5, None, None], 2),
    ("integers and floats", [1, 2.5, None], "quantitative", [1, 2.5, None], 0),
    ("booleans", [True, None, np.False_], "boolean", [True, None, False], 0),
    ("booleans and numbers", [True, 2], "mixed", [True, 2], 0),
    ("decimals", [decimal.Decimal("1.10"), decimal.Decimal("NaN")], "quantitative", [1.1, None], 1),
    ("signalling", [decimal.Decimal("sNaN"), decimal.Decimal("1e400")], "quantitative", [None, None], 2),
    ("fractions", [fractions.Fraction(1, 4)], "quantitative", [0.25], 0),
    ("numpy", [np.float32(0.5), np.int8(3), np.float64(NAN)], "quantitative", [0.5, 3, None], 1),
    ("long doubles", [np.longdouble("0.5")], "quantitative", [0.5], 0),
    ("arrays of no dimensions", [np.array(1.5), np.array(2)], "quantitative", [1.5, 2], 0),
    ("text", ["a", "", None, "é\0"], "nominal", ["a", "", None, "é\0"], 0),
    ("text and NaN", ["a", NAN], "nominal", ["a", None], 0),
    ("surrogates", ["a\ud800b", "\ud83d\ude00"], "nominal", ["a\ufffdb", "😀"], 0),
    ("numpy text", [np.str_("a")], "nominal", ["a"], 0),
    ("dates", [dt.date(2024, 2, 29)], "temporal", ["2024-02-29T00:00:00.000Z"], 0),
    ("wall clock", [dt.datetime(1, 1, 1, 2, 3, 4, 567891)], "temporal", ["0001-01-01T02:03:04.567Z"], 0),
    ("moment", [dt.datetime(2024, 1, 1, 2, tzinfo=SEOUL), NAN], "temporal", ["2023-12-31T17:00:00.000Z", None], 0),
    ("out of years", [dt.datetime(1, 1, 1, tzinfo=SEOUL)], "temporal", [None], 0),
    ("last moment", [dt.datetime.max], "temporal", ["9999-12-31T23:59:59.999Z"], 0),
    ("numpy times", [np.datetime64("2024-01-01T02", "h")], "temporal", ["2024-01-01T02:00:00.000Z"], 0),
    ("numpy years", [np.datetime64("20000-01-01"), np.datetime64("NaT")], "temporal", [None, None], 0),
    ("pandas times", [pd.Timestamp("2024-01-01 02:00"), pd.NaT], "temporal", ["2024-01-01T02:00:00.000Z", None], 0),
    ("durations", [dt.timedelta(1, 2, 500_000), pd.Timedelta(1, "s")], "quantitative", [86402.5, 1.0], 0),
    ("numpy durations", [np.timedelta64(1500, "ms"), np.timedelta64("NaT")], "quantitative", [1.5, None], 0),
    ("months", [np.timedelta64(0, "M")], "quantitative", ["0 months"], 0),
    ("times of day", [dt.time(1, 2), dt.time(1, 2, 3, 4)], "nominal", ["01:02:00", "01:02:03.000004"], 0),
    ("bytes", [b"abc", b"\xff\x00", memoryview(b"d")], "mixed", ["abc", "0xff00", "d"], 0),
    ("lists", [[1, NAN, "a"], (), {"k": [None]}], "mixed", ['[1,null,"a"]', "[]", '{"k":[null]}'], 1),
    ("arrays", [np.array([[1.5, 2]]), np.array(["2024"], "M8[ns]")], "mixed", ["[[1.5,2.0]]", MIDNIGHT], 0),
    ("a list in itself", [ITSELF], "mixed", ["<list>"], 0),
    ("objects", [1j, object, Broken()], "mixed", ["1j", "<class 'object'>", "<Broken>"], 0),
    ("several", [1, "a", None, NAN], "mixed", [1, "a", None, None], 1),
    ("missing of pandas", [pd.NA, pd.NaT, None], "empty", [None, None, None], 0),
]


@pytest.mark.parametrize(
    ("values", "kind", "expected", "n_non_finite"), [row[1:] for row in MATRIX], ids=[r[0] for r in MATRIX]
)
def test_matrix(values: list[Any], kind: str, expected: list[Any], n_non_finite: int) -> None:
    column = Column("x", None, list(values))
    assert column.kind == kind
    found, count = column.emitted()
    assert (found, list(map(type, found)), count) == (expected, list(map(type, expected)), n_non_finite)
    assert orjson.loads(orjson.dumps(found)) == expected


@pytest.mark.parametrize("values", [[1.5, 2.5], ["a", None], [1, 2], [True], [1, 2.5, "x", None]])
def test_clean_values_are_not_copied(values: list[Any]) -> None:
    assert Column("x", None, values).emitted()[0] is values


def test_moments_are_shown_in_the_zone() -> None:
    moment = dt.datetime(2024, 7, 1, 12, tzinfo=dt.UTC)
    column = Column("x", None, [moment, dt.datetime(2024, 7, 1, 12)])
    assert column.emitted("America/New_York")[0] == ["2024-07-01T08:00:00.000Z", "2024-07-01T12:00:00.000Z"]


@pytest.mark.parametrize("timezone", ["Mars/Olympus", "../UTC", "", "\0", "a" * 5000])
def test_unknown_zone(timezone: str) -> None:
    with pytest.raises(DataError) as caught:
        Column("x", None, [dt.datetime(2024, 1, 1)]).emitted(timezone)
    assert str(caught.value) == (
        f"CK409 {shown(timezone)} is not a time zone this machine knows.\n"
        "help: use a name such as 'UTC' or 'Asia/Seoul'; `pip install tzdata` brings them all"
    )


def test_discrete_integers_stay_apart() -> None:
    column = Column("id", None, [2**53 + 1, 2**53, 5, 10**5000])
    found, count = column.emitted(discrete=True)
    assert found[:3] == ["9007199254740993", 2**53, 5]
    assert (len(set(found)), count) == (4, 0)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["2024-05-01", "2024-05-01T10:00:00Z", None], ["2024-05-01T00:00:00.000Z", "2024-05-01T10:00:00.000Z", None]),
        (["2024-05-01", "20240502"], ["2024-05-01T00:00:00.000Z", "2024-05-02T00:00:00.000Z"]),
        (["2024", "2024-05", NAN], ["2024-01-01T00:00:00.000Z", "2024-05-01T00:00:00.000Z", None]),
        (["2024-05-01 10:00:00+09:00 "], ["2024-05-01T01:00:00.000Z"]),
        ([0, 1.5, None, NAN, 10**30], ["1970-01-01T00:00:00.000Z", "1970-01-01T00:00:00.001Z", None, None, None]),
        ([dt.date(2024, 5, 1)], ["2024-05-01T00:00:00.000Z"]),
    ],
)
def test_read_as_times(values: list[Any], expected: list[Any]) -> None:
    given = Column("x", None, values)
    column = given.as_temporal()
    assert column is not None
    assert (column.kind, column.emitted()[0]) == ("temporal", expected)
    assert given.as_temporal() is column, "read once"


@pytest.mark.parametrize("values", [["a"], ["2024-05-01", "x"], [True], [[1]], [dt.timedelta(1)], [dt.time(1)], [""]])
def test_not_times(values: list[Any]) -> None:
    assert Column("x", None, values).as_temporal() is None


@given(st.lists(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(st.characters()), st.binary())))
def test_whatever_is_emitted_is_json(values: list[Any]) -> None:
    found, _ = Column("x", None, values).emitted()
    assert orjson.loads(orjson.dumps(found, option=orjson.OPT_STRICT_INTEGER)) == found
