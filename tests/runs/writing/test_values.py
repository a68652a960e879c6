"""Every value and key that a run keeps comes back equal; the others are refused in one sentence each."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartkit.data import Table
from chartkit.diagnostics import ChartkitWarning, RunError
from chartkit.runs import Api, init
from chartkit.runs.writing.logged import is_plain

KEPT = "a run keeps numbers, text, bool, None, dates, bytes, lists, dicts, arrays, tables, charts and media."


class Net:
    pass


def logged(data: dict[str, Any]) -> dict[str, Any]:
    """The row that `data` becomes."""
    with init() as run:
        run.log(data)
    (row,) = Api().run(run.id).reload().scan_history()
    return {key: value for key, value in row.items() if key not in ("_step", "_timestamp", "_runtime")}


@pytest.mark.parametrize(
    "value",
    [
        0,
        True,
        None,
        "text",
        "",
        "\ud800 half a pair",
        "</script>\u2028",
        2**63,
        2**64,
        -(2**200),
        5e-324,
        math.inf,
        -math.inf,
        Decimal("0.10"),
        b"\x00\xff",
        datetime(2026, 1, 2, 3, 4, 5, 678901),
        datetime(2026, 1, 2, tzinfo=UTC),
        date(2026, 1, 2),
        timedelta(days=1, microseconds=1),
        [],
        [1, [2.5, None, math.inf], {"a": "b"}],
        {},
        [{"$": "nan"}, {"$": "chart"}],
        "x" * 1_000_000,
    ],
    ids=lambda value: repr(value)[:30],
)
def test_values_come_back_equal(value: Any) -> None:
    found = logged({"key": value, "other": 1})
    assert found == {"key": value, "other": 1}
    assert type(found["key"]) is type(value)


def test_nan_and_the_negative_zero_come_back() -> None:
    found = logged({"nan": math.nan, "zero": -0.0})
    assert math.isnan(found["nan"])
    assert math.copysign(1, found["zero"]) == -1


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (np.float32(1.5), 1.5),
        (np.int64(3), 3),
        (np.bool_(True), True),
        (np.arange(3), [0, 1, 2]),
        (np.ones((1, 2)), [[1.0, 1.0]]),
        (np.array(2.5), 2.5),
        (np.datetime64("2026-01-02T03:04:05"), datetime(2026, 1, 2, 3, 4, 5)),
        ((1, 2), [1, 2]),
    ],
    ids=repr,
)
def test_arrays_scalars_and_tuples_come_back_as_python_values(value: Any, kept: Any) -> None:
    found = logged({"key": value})["key"]
    assert found == kept
    assert type(found) is type(kept)


@pytest.mark.parametrize(
    "key", ["", "$", "$x", "$$", "a.b", "a/b", "손실", "__proto__", "\ud800", "\n\x00", "k" * 10_000]
)
def test_hostile_keys_come_back(key: str) -> None:
    assert logged({key: 1, "other": math.nan if key == "a/b" else 2})[key] == 1


def test_a_dict_that_looks_like_a_reference_stays_a_dict() -> None:
    value = {"$": "chart", "sha": "0" * 64, "suffix": ".vl.json", "table": "x.json", "diagnostics": []}
    with init() as run:
        run.log({"$": value, "a": value})
    found = Api().run(run.id)
    assert found.summary == {"$": value, "a": value}
    assert dict(found.charts()) == {}


def test_nested_keys_are_dotted_in_the_history_and_nested_in_the_summary() -> None:
    with init() as run:
        run.log({"a": {"b": {"c": 1}, "e": {}}})
        run.log({"a": {"b": {"d": 2}}})
        assert run.summary.a.b == {"c": 1, "d": 2}
    found = Api().run(run.id)
    assert [{k: v for k, v in row.items() if k[0] != "_"} for row in found.scan_history()] == [
        {"a.b.c": 1, "a.e": {}},
        {"a.b.d": 2},
    ]
    assert found.summary == {"a": {"b": {"c": 1, "d": 2}, "e": {}}}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.text().filter(lambda key: not key.startswith("_")), VALUES, max_size=5))
def test_any_mapping_of_kept_values_comes_back_in_the_summary(data: dict[str, Any]) -> None:
    with init() as run:
        run.log(data)
        assert run.summary == data
    assert Api().run(run.id).summary == data


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([1], "CK607 run.log takes a dict of keys and values; found list."),
        (None, "CK607 run.log takes a dict of keys and values; found NoneType."),
        ({1: 2}, "CK607 keys of run.log are text; found 1 (int)."),
        ({"_step": 2}, "CK607 the key '_step' is written by chartkit itself.\nhelp: pass step=… to run.log."),
        ({"_late": 2}, "CK607 the key '_late' is written by chartkit itself.\nhelp: log it under another name."),
        ({"m": Net()}, f"CK608 'm' holds an object of type Net, which a run cannot keep.\nhelp: {KEPT}"),
        (
            {"m": {"n": [1, Net()]}},
            f"CK608 'm' holds an object of type Net at $.n[1], which a run cannot keep.\nhelp: {KEPT}",
        ),
    ],
)
def test_what_cannot_be_kept_is_refused(data: Any, message: str) -> None:
    with init() as run:
        with pytest.raises(RunError) as caught:
            run.log(data)
        assert run.step == 0
    assert str(caught.value) == message


def test_all_faults_of_a_call_are_one_error() -> None:
    with init() as run, pytest.raises(RunError) as caught:
        run.log({"a": Net(), 2: 3, "fine": 1})  # type: ignore[dict-item]
    assert [diagnostic.code for diagnostic in caught.value.diagnostics] == ["CK608", "CK607"]


def test_when_errors_are_recorded_the_other_keys_are_kept_and_the_fault_is_in_the_run() -> None:
    with init(on_error="record") as run, pytest.warns(ChartkitWarning):
        for value in range(3):
            run.log({"a": Net(), "fine": value})
    found = Api().run(run.id)
    assert [row["fine"] for row in found.scan_history()] == [0, 1, 2]
    assert [str(diagnostic) for diagnostic in found.diagnostics] == [
        f"CK608 'a' holds an object of type Net, which a run cannot keep.\nhelp: {KEPT}"
    ]


def test_a_dict_that_holds_itself_is_refused() -> None:
    data: dict[str, Any] = {}
    data["a"] = data
    with init() as run, pytest.raises(RunError) as caught:
        run.log(data)
    assert caught.value.diagnostics[0].code == "CK608"
    assert "a value nested too deeply" in str(caught.value)


def test_scalars_take_the_short_way() -> None:
    known: set[str] = set()
    assert is_plain({"loss": 0.5, "epoch": 1, "name": "x", "flag": True, "none": None}, known)
    for odd in (math.nan, [1], np.float64(1)):
        assert not is_plain({"loss": odd}, known)
    for key in ("", "$x", "_x", 1):
        assert not is_plain({key: 1}, known)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ({"a.b": 1, "a": {"b": 2}}, "a.b"),
        ({"a": {1: 2, "1": 3}}, "a.1"),
        ({"c": 1, "a": {"b.c": 2, "b": {"c": 3}}}, "a.b.c"),
        ({"a.t": 1, "a": {"t": Table(columns=["x"], data=[[1]])}}, "a.t"),
        ({"a": {"t": Table(columns=["x"], data=[[1]])}, "a.t": 1}, "a.t"),
    ],
    ids=["dotted", "numbers", "deep", "table last", "table first"],
)
def test_two_values_of_one_name_are_said(data: dict[str, Any], name: str) -> None:
    run = init()
    with pytest.warns(ChartkitWarning) as caught:
        run.log(data)
    message = (
        f"CK607 two values of one call are called {name!r}; the last one is kept in its row.\n"
        "help: give each a name of its own."
    )
    assert [str(one.message) for one in caught] == [message]
    assert [str(one) for one in Api().run(run.id).diagnostics] == [message]


class Rude:
    """An object that can be asked nothing."""

    def __repr__(self) -> str:
        raise ValueError("no")

    __str__ = tolist = __repr__


def test_objects_that_raise_when_shown_break_nothing() -> None:
    with pytest.warns(ChartkitWarning) as caught:
        run = init(config={"model": Rude(), "by": {Rude(): 1}})
    assert [str(one.message) for one in caught] == [
        "CK605 config 'model' is Rude, which a run cannot keep; its text is kept: '<Rude>'."
    ]
    assert Api().run(run.id).config == {"model": "<Rude>", "by": {"<Rude>": 1}}
    for value, place in ((Rude(), ""), ({"a": [Rude()]}, " at $.a[0]"), ({Rude(): {"t": 1}}, "")):
        with pytest.raises(RunError) as refused:
            run.log({"x": value})
        assert str(refused.value).startswith(f"CK608 'x' holds an object of type Rude{place}, which a run cannot keep.")
    with pytest.raises(RunError) as refused:
        run.log({Rude(): 1})  # type: ignore[dict-item]
    assert str(refused.value) == "CK607 keys of run.log are text; found <Rude> (Rude)."


@pytest.mark.parametrize("odd", [Decimal("sNaN"), Decimal("NaN"), Decimal("-Infinity")])
def test_decimals_that_are_no_numbers_are_kept_and_read(odd: Decimal) -> None:
    with init(project="p", id="r", config={"lr": odd}) as run:
        run.log({"a": odd, "t": Table(columns=["x", "y"], data=[[odd, "a"], [1, odd]], allow_mixed_types=True)})
    found = Api().run("r")
    ((first, _), (_, last)) = found.table("t").data
    assert [str(value) for value in (found.summary["a"], found.config["lr"], first, last)] == [str(odd)] * 4
    assert found.history(format="polars")["a"].to_list() == [str(odd)]
    assert len(found.history()) == 1
    assert len(Api().runs("p", {"config.lr": {"$gt": 1}})) == len(Api().runs("p", {"config.lr": 1})) == 0
    assert [run.id for run in Api().runs("p", order="-config.lr")] == ["r"]
