"""Any value through JSON and back."""

from __future__ import annotations

import datetime as dt
import decimal
import fractions
import zoneinfo
from typing import Any

import numpy as np
import orjson
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartkit.data import UnkeptValueError, decode_value, encode_value

NAN, INF = float("nan"), float("inf")
SEOUL = zoneinfo.ZoneInfo("Asia/Seoul")


def through_json(value: Any) -> Any:
    return decode_value(orjson.loads(orjson.dumps(encode_value(value))))


def exactly(value: Any) -> Any:
    """The value with all that `==` overlooks: types, the sign of zero, NaN, offsets, order of keys."""
    if isinstance(value, list):
        return [exactly(item) for item in value]
    if isinstance(value, dict):
        return [(exactly(key), exactly(item)) for key, item in value.items()]
    if isinstance(value, dt.datetime | dt.time):
        return type(value).__name__, value.replace(tzinfo=None, fold=0), value.utcoffset()
    return type(value).__name__, repr(value) if not isinstance(value, int) else value


scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-(2**80), 2**80),
    st.floats(),
    st.decimals(),
    st.fractions(),
    st.text(st.characters()),
    st.text("$"),
    st.binary(),
    st.datetimes(timezones=st.one_of(st.none(), st.timezones())),
    st.dates(),
    st.times(),
    st.timedeltas(),
)
keys = st.one_of(st.text(st.characters()), st.text("$ab"), st.integers(), st.none(), st.tuples(st.integers()))
values = st.recursive(
    scalars, lambda inner: st.one_of(st.lists(inner), st.dictionaries(keys, inner, max_size=4)), max_leaves=20
)


@given(values)
def test_round_trip(value: Any) -> None:
    assert exactly(through_json(value)) == exactly(value)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (NAN, {"$": "nan"}),
        (INF, {"$": "inf"}),
        (-INF, {"$": "-inf"}),
        (2**63, {"$": "int", "v": "9223372036854775808"}),
        (b"\xff", {"$": "bytes", "v": "/w=="}),
        (decimal.Decimal("1.10"), {"$": "decimal", "v": "1.10"}),
        (fractions.Fraction(1, 3), {"$": "fraction", "v": "1/3"}),
        (dt.datetime(2024, 1, 1, tzinfo=SEOUL), {"$": "datetime", "v": "2024-01-01T00:00:00+09:00"}),
        (dt.date(2024, 1, 1), {"$": "date", "v": "2024-01-01"}),
        (dt.time(1, 2), {"$": "time", "v": "01:02:00"}),
        (dt.timedelta(-1, 2, 3), {"$": "timedelta", "v": [-1, 2, 3]}),
        ({"$": 1, "$a": [NAN]}, {"$$": 1, "$$a": [{"$": "nan"}]}),
        ({1: "a"}, {"$": "dict", "v": [[1, "a"]]}),
        ((1, (2,)), [1, [2]]),
        (np.float32(0.5), 0.5),
        (np.int64(3), 3),
        (np.True_, True),
        (np.str_("a"), "a"),
        (np.array([[1, 2]]), [[1, 2]]),
        (np.array(1.5), 1.5),
        (np.datetime64("2024-01-01T00:00:00.000000001"), {"$": "datetime", "v": "2024-01-01T00:00:00"}),
        (np.timedelta64(1, "s"), {"$": "timedelta", "v": [0, 1, 0]}),
        (np.datetime64("NaT"), None),
        (pd.Timestamp("2024-01-01 00:00:00.000000001"), {"$": "datetime", "v": "2024-01-01T00:00:00"}),
        (pd.NaT, None),
        (pd.Series([1, 2]), [1, 2]),
    ],
)
def test_written_form(value: Any, written: Any) -> None:
    assert encode_value(value) == written


@pytest.mark.parametrize("value", [1, 1.5, "é", True, None, [1, "a", [2.5]], {"a": {"b": [1]}}, [], {}])
def test_clean_values_are_not_copied(value: Any) -> None:
    assert encode_value(value) is value


def test_integers_of_any_length() -> None:
    assert through_json(10**5000) == 10**5000
    assert through_json(-(10**5000)) == -(10**5000)


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


def test_depth() -> None:
    assert through_json(nested(55)) == nested(55)
    deep: Any = 1
    for _ in range(55):
        deep = {1: deep}
    assert through_json(deep) == deep


ITSELF: list[Any] = []
ITSELF.append(ITSELF)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (object(), "an object of type object cannot be kept"),
        ({"a": [1, {2}]}, "an object of type set at $.a[1] cannot be kept"),
        ({"a b": lambda: 1}, "an object of type function at $['a b'] cannot be kept"),
        ([1j], "an object of type complex at $[0] cannot be kept"),
        (np.timedelta64(1, "M"), "a duration cannot be kept"),
        (np.array, "an object of type builtin_function_or_method cannot be kept"),
        (np.ndarray, "an object of type type cannot be kept"),
        (np.datetime64("20000-01-01"), "a date or time cannot be kept"),
        (nested(100), "a value nested too deeply at $[0][0][0] cannot be kept"),
        (ITSELF, "a value nested too deeply at $[0][0][0] cannot be kept"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_kept(value: Any, words: str) -> None:
    with pytest.raises(UnkeptValueError) as caught:
        encode_value(value)
    assert str(caught.value) == words


@pytest.mark.parametrize(
    "tagged", [{"$": "chart", "sha": "0"}, {"$": 1}, {"$": None}, {"$": ["nan"]}, {"$": "new", "v": 1}]
)
def test_other_tags_are_left(tagged: Any) -> None:
    assert decode_value(tagged) == tagged


@pytest.mark.parametrize(
    "tagged",
    [
        {"$": "int"},
        {"$": "int", "v": "x"},
        {"$": "int", "v": 1.5},
        {"$": "bytes", "v": "*"},
        {"$": "text", "v": "/w=="},
        {"$": "datetime", "v": "yesterday"},
        {"$": "date", "v": 3},
        {"$": "time", "v": None},
        {"$": "timedelta", "v": [1]},
        {"$": "timedelta", "v": [10**12, 0, 0]},
        {"$": "decimal", "v": "x"},
        {"$": "fraction", "v": "1/0"},
        {"$": "dict", "v": [1]},
        {"$": "dict", "v": [[{"a": 1}, 2]]},
    ],
)
def test_damaged_tags(tagged: Any) -> None:
    with pytest.raises(ValueError, match=r"^a value tagged '[a-z]+' is damaged$"):
        decode_value(tagged)
