"""None that was logged is no gap, where rows can tell the two apart."""

from __future__ import annotations

from typing import Any

import pytest

from chartkit.runs import Api, RunReader, init

ROWS: list[dict[str, Any]] = [
    {"a": 1, "b": None},
    {"a": None, "x": 3},
    {"c": {"d": None}, "e": [1, None], "x": 1},
    {"a": 2.5, "x": None},
    {"x": 2},
]
FLAT: list[dict[str, Any]] = [*ROWS[:2], {"c.d": None, "e": [1, None], "x": 1}, *ROWS[3:]]


@pytest.fixture(params=[0, 2000], ids=["short", "long"])
def run(request: pytest.FixtureRequest) -> RunReader:
    """A run read line by line, or one long enough to be read by column."""
    with init(project="p", id="r") as run:
        for row in ROWS:
            run.log(row)
        for number in range(request.param):
            run.log({"a": number, "x": None} if number == 7 else {"a": number} if number % 2 else {"y": number})
    return Api().run("r")


def plain(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in row.items() if key[0] != "_"} for row in rows]


def test_rows_have_none_where_it_was_logged(run: RunReader) -> None:
    rows = run.history(pandas=False)
    assert plain(rows)[:5] == FLAT
    assert rows == list(run.scan_history())
    assert plain(run.history(keys=["b", "a"], pandas=False))[:3] == [{"b": None, "a": 1}, {"a": None}, {}]


def test_rows_in_the_order_of_a_key(run: RunReader) -> None:
    rows = run.history(keys=["a"], x_axis="x", pandas=False)
    assert plain(rows)[:4] == [{"x": 1}, {"x": 2}, {"x": 3, "a": None}, {"a": 1}]
    assert [row["_step"] for row in rows] == run.history(keys=["a"], x_axis="x")["_step"].tolist()


def test_late_rows_are_flagged_in_all() -> None:
    with init(project="p", id="r") as run:
        run.log({"a": None}, step=5)
        with pytest.warns(match="behind"):
            run.log({"b": 1}, step=2)
    assert [(row["_step"], row["_late"]) for row in Api().run("r").history(pandas=False)] == [(2, True), (5, False)]
