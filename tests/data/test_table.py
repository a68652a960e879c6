"""`Table`: W&B's constructor forms and methods, and the whole sentence for each way to fill one wrongly."""

from __future__ import annotations

import datetime as dt
import decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from chartkit.data import Table
from chartkit.diagnostics import DataError

NAN = float("nan")


def refused(call: Any) -> str:
    with pytest.raises(DataError) as caught:
        call()
    return str(caught.value)


class Media:
    """An object that no other library knows."""

    def __repr__(self) -> str:
        return "Media()"


@pytest.mark.parametrize(
    "data",
    [
        [[1, 2.5], [3, 4.5]],
        ((1, 2.5), (3, 4.5)),
        [(1, 2.5), [3, 4.5]],
        np.array([[1, 2.5], [3, 4.5]]),
        [np.array([1, 2.5]), np.array([3, 4.5])],
        {"a": [1, 3], "b": [2.5, 4.5]},
        [{"a": 1, "b": 2.5}, {"a": 3, "b": 4.5}],
        pd.DataFrame({"a": [1, 3], "b": [2.5, 4.5]}),
        pl.DataFrame({"a": [1, 3], "b": [2.5, 4.5]}),
        pl.LazyFrame({"a": [1, 3], "b": [2.5, 4.5]}),
        pa.table({"a": [1, 3], "b": [2.5, 4.5]}),
        Table(columns=["a", "b"], data=[[1, 2.5], [3, 4.5]]),
        Table(columns=["a", "b"], data=[[1, 2.5], [3, 4.5]]).to_dataset(),
    ],
    ids=lambda data: type(data).__module__ + "." + type(data).__name__,
)
def test_data_in_any_form(data: Any) -> None:
    for table in (Table(columns=["a", "b"], data=data), Table(["a", "b"], rows=data)):
        assert table.columns == ["a", "b"]
        assert table.data == [[1, 2.5], [3, 4.5]]
        assert len(table) == 2


def test_default_columns() -> None:
    table = Table()
    assert (table.columns, table.data, len(table)) == (["Input", "Output", "Expected"], [], 0)
    table.add_data("question", "answer", None)
    table.add_row("another", None, "answer")
    assert table.data == [["question", "answer", None], ["another", None, "answer"]]


def test_the_frame_s_columns_win_and_become_text() -> None:
    frame = pd.DataFrame({0: [1, 2], "b": ["x", None]}, index=[7, 8])
    table = Table(columns=["p", "q", "r"], dataframe=frame)
    assert table.columns == ["0", "b"]
    assert table.data == [[1, "x"], [2, None]]
    assert Table(columns=["p"], data=frame) == table


def test_integer_names_become_text() -> None:
    assert Table(columns=[0, 1], data=[[1, 2]]).columns == ["0", "1"]


def test_later_changes_to_what_was_given_do_not_reach_the_table() -> None:
    rows = [[1, "a"]]
    frame = pd.DataFrame({"x": [1, 2]})
    array = np.eye(2)
    tables = Table(["x", "y"], rows), Table(dataframe=frame), Table(["x", "y"], array)
    rows[0][0] = 9
    rows.append([2, "b"])
    frame.loc[0, "x"] = 9
    array[0, 0] = 9
    assert [table.data for table in tables] == [[[1, "a"]], [[1], [2]], [[1, 0], [0, 1]]]


def test_a_dataset_is_a_snapshot() -> None:
    table = Table(columns=["x"], data=[[1]])
    before = table.to_dataset()
    table.add_data(2)
    between = table.to_dataset()
    table.add_data(3)
    table.data[0][0] = 100
    assert before.column("x").values == [1]
    assert between.column("x").values == [1, 2]
    assert table.to_dataset().column("x").values == [100, 2, 3]


def test_columns_are_added_to_rows_and_to_columns() -> None:
    table = Table(columns=["x"], data=[[1], [2]])
    table.add_column("y", ["a", "b"])
    table.add_data(3, "c")
    table.add_column("z", np.array([0.1, 0.2, 0.3]))
    assert table.data == [[1, "a", 0.1], [2, "b", 0.2], [3, "c", 0.3]]
    assert table.columns == ["x", "y", "z"]
    empty = Table(columns=[])
    empty.add_column("first", [1, 2])
    assert empty.data == [[1], [2]]


def test_reading() -> None:
    table = Table(columns=["x", "y"], data=[[1, "a"], [2, "b"]])
    assert table.get_column("x") == [1, 2]
    column = table.get_column("x", convert_to="numpy")
    assert isinstance(column, np.ndarray)
    assert column.tolist() == [1, 2]
    assert list(table.iterrows()) == [(0, [1, "a"]), (1, [2, "b"])]
    assert list(table) == [[1, "a"], [2, "b"]]
    assert table.get_index() == [0, 1]
    pd.testing.assert_frame_equal(table.get_dataframe(), pd.DataFrame({"x": [1, 2], "y": ["a", "b"]}))
    assert repr(table) == "Table(2 rows × 2 columns)"


def test_a_data_frame_of_any_text() -> None:
    frame = Table(["a\ud800", "n"], [["\udc00", 1], ["b", 2]]).get_dataframe()
    assert frame.columns.to_list() == ["a\ud800", "n"]
    assert frame.to_numpy().tolist() == [["\udc00", 1], ["b", 2]]


def test_a_column_read_is_a_copy() -> None:
    table = Table(columns=["x"], data=[[1], [2]])
    table.get_column("x").append(3)
    assert table.get_column("x") == [1, 2]


def test_equality() -> None:
    cells = [[1, NAN, [1, NAN], {"k": (1, 2)}, np.array([1, 2])]]
    names = list("abcde")
    again = [[1, float("nan"), [1, float("nan")], {"k": [1, 2]}, np.array([1, 2])]]
    assert Table(names, cells) == Table(names, again)
    assert Table(names, cells) != Table(names, [[1, NAN, [1, NAN], {"k": [1, 3]}, np.array([1, 2])]])
    assert Table(names, cells) != Table(names, [[1, NAN, [1], {"k": [1, 2]}, np.array([1, 2])]])
    assert Table(names, cells) != Table(names, [[1, NAN, [1, NAN], {"k": [1, 2]}, 3]])
    assert Table(["a"], [[1]]) != Table(["b"], [[1]])
    assert Table(["a"], [[1]]) != [[1]]


def test_max_rows_limits_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Table, "MAX_ROWS", 1)
    table = Table(columns=["x"], data=[[1], [2]])
    table.add_data(3)
    assert len(table.to_dataset().column("x").values) == 3


NUMBERS = [1, 2.5, NAN, np.float32(1), np.int8(3), np.uint64(4), decimal.Decimal("1.5"), None]
TEXTS = ["a", np.str_("b"), None, NAN]
TIMES = [dt.datetime(2024, 1, 1), dt.date(2024, 1, 1), np.datetime64("2024-01-01"), pd.Timestamp(0), pd.NaT]


@pytest.mark.parametrize(
    "cells",
    [
        NUMBERS,
        NUMBERS[::-1],
        TEXTS,
        TEXTS[::-1],
        TIMES,
        TIMES[::-1],
        [True, np.True_, None],
        [[1], (2, "a"), None],
        [{"a": 1}, {"a": "x"}],
        [b"1", bytearray(b"2")],
        [dt.timedelta(1), np.timedelta64(1, "s")],
        [dt.time(1), None],
        [Media(), Media()],
        [np.array(1.5), 2],
        [None, None],
        [NAN, "a", NAN],
    ],
    ids=lambda cells: type(cells[0]).__name__,
)
def test_one_kind_in_a_column(cells: list[Any]) -> None:
    bulk = Table(columns=["x"], data=[[cell] for cell in cells])
    one_by_one = Table(columns=["x"])
    for cell in cells:
        one_by_one.add_data(cell)
    assert bulk == one_by_one


def test_an_array_of_no_dimensions_is_its_number() -> None:
    table = Table(columns=["x"], data=[[np.array(1.5)]])
    table.add_data(np.array(2))
    assert [type(cell) for cell in table.get_column("x")] == [np.float64, np.int64]


MIXED = [
    (1, "a", "text in column 'x', 'a'; row 0 has a number there."),
    ("a", 1, "a number in column 'x', 1; row 0 has text there."),
    (True, 2, "a number in column 'x', 2; row 0 has a boolean there."),
    (2, True, "a boolean in column 'x', True; row 0 has a number there."),
    (1, dt.timedelta(1), "a duration in column 'x', datetime.timedelta(days=1); row 0 has a number there."),
    (1, dt.date(2024, 1, 1), "a date or time in column 'x', datetime.date(2024, 1, 1); row 0 has a number there."),
    ("a", dt.time(1), "a time of day in column 'x', datetime.time(1, 0); row 0 has text there."),
    ("a", b"a", "bytes in column 'x', b'a'; row 0 has text there."),
    ([1], {}, "a dict in column 'x', {}; row 0 has a list there."),
    ({}, np.array([1]), "an array in column 'x', array([1]); row 0 has a dict there."),
    (1, Media(), "an object of type Media in column 'x', Media(); row 0 has a number there."),
    (Media(), 1j, "an object of type complex in column 'x', 1j; row 0 has an object of type Media there."),
]


@pytest.mark.parametrize(("first", "second", "words"), MIXED)
def test_mixed_types(first: Any, second: Any, words: str) -> None:
    expected = (
        f"CK405 row 2 (counted from 0) has {words}\n"
        "help: make the column one type, or pass allow_mixed_types=True to keep several"
    )
    assert refused(lambda: Table(columns=["x"], data=[[first], [None], [second]])) == expected
    table = Table(columns=["x"], data=[[first], [None]])
    assert refused(lambda: table.add_data(second)) == expected
    assert len(table) == 2
    assert Table(["x"], [[first], [None], [second]], allow_mixed_types=True).get_column("x") == [first, None, second]
    assert Table(["x"], [[first], [second]], dtype=object).get_column("x") == [first, second]


def test_a_refused_row_teaches_nothing() -> None:
    table = Table(columns=["x", "y"], data=[[None, 1]])
    with pytest.raises(DataError):
        table.add_data("text", "text")
    table.add_data(2, 3)
    assert table.data == [[None, 1], [2, 3]]


def test_mixed_types_in_a_frame() -> None:
    frame = pd.DataFrame({"x": pd.Series([1, "a"], dtype=object)})
    assert refused(lambda: Table(dataframe=frame)).startswith(
        "CK405 row 1 (counted from 0) has text in column 'x', 'a'"
    )


@pytest.mark.parametrize("dtype", [float, int, [float]])
def test_declared_types(dtype: Any) -> None:
    table = Table(columns=["x"], dtype=dtype)
    assert refused(lambda: table.add_data("1")) == (
        "CK405 row 0 (counted from 0) has text in column 'x', '1'; its dtype is a number.\n"
        "help: make the column one type, or pass allow_mixed_types=True to keep several"
    )
    table.add_data(1)
    assert table.get_column("x") == [1]


def test_declared_types_of_a_frame() -> None:
    message = refused(lambda: Table(dataframe=pl.DataFrame({"x": ["a"]}), dtype=float))
    assert message.startswith("CK405 row 0 (counted from 0) has text in column 'x', 'a'; its dtype is a number.")


MISSING = (
    "CK406 row 1 (counted from 0) has None in column 'x', which is not optional.\n"
    "help: pass optional=True to allow missing values"
)


def test_columns_that_are_not_optional() -> None:
    assert refused(lambda: Table(["x"], [[1], [None]], optional=False)) == MISSING
    table = Table(["x", "y"], [[1, None]], optional=[False, True])
    assert refused(lambda: table.add_data(None, 1)) == MISSING
    assert refused(lambda: Table(["y"], [[1], [2]]).add_column("x", [1, None])) == MISSING
    table.add_data(NAN, None)
    table.add_column("z", [None, 1], optional=True)
    assert table.columns == ["x", "y", "z"]


def test_a_refused_row_leaves_the_rules_of_columns_added_later() -> None:
    table = Table(["x"], [[1]], dtype=[int], optional=[False])
    table.add_column("y", ["a"])
    for _ in range(2):
        assert refused(lambda: table.add_data(None, "b")) == MISSING
        assert refused(lambda: table.add_data(2, None)) == MISSING.replace("'x'", "'y'")
    table.add_data(2, "b")
    assert table.data == [[1, "a"], [2, "b"]]


CASES = {
    "short row": (
        lambda: Table(["x", "y"], [[1, 2], [3]]),
        "CK402 row 1 (counted from 0) has 1 value; the table has 2 columns: 'x' and 'y'.\n"
        "help: give every row one value per column; columns=[…] names them",
    ),
    "long row": (
        lambda: Table(["x"], [[1]]).add_data(1, 2),
        "CK402 row 1 (counted from 0) has 2 values; the table has 1 column: 'x'.\n"
        "help: give every row one value per column; columns=[…] names them",
    ),
    "text for a row": (
        lambda: Table(["x", "y"], [[1, 2], "ab"]),
        "CK402 row 1 (counted from 0) must be a list of values; found text: 'ab'.\n"
        "help: data is a list of rows, each a list with one value per column",
    ),
    "number for a row": (
        lambda: Table(["x"], [1]),
        "CK402 row 0 (counted from 0) must be a list of values; found a number: 1.\n"
        "help: data is a list of rows, each a list with one value per column",
    ),
    "number for data": (
        lambda: Table(["x"], 1),
        "CK401 a table is needed; found a number.\n"
        "help: pass a chartkit.Table, a list of rows or of dicts, a dict of columns, a 2-D or structured NumPy array,"
        " or a data frame (pandas, Polars, PyArrow, or any that narwhals or Arrow knows)",
    ),
    "array of three dimensions": (
        lambda: Table(["x"], np.zeros((1, 1, 1))),
        "CK401 a table is needed; found an array.\n"
        "help: pass a chartkit.Table, a list of rows or of dicts, a dict of columns, a 2-D or structured NumPy array,"
        " or a data frame (pandas, Polars, PyArrow, or any that narwhals or Arrow knows)",
    ),
    "same name twice": (
        lambda: Table(["x", "y", "x"]),
        "CK403 column names must be unique; found more than once: 'x'.\nhelp: rename or drop one of each",
    ),
    "name taken": (
        lambda: Table(["x"], [[1]]).add_column("x", [1]),
        "CK403 column names must be unique; found more than once: 'x'.\nhelp: rename or drop one of each",
    ),
    "column of another length": (
        lambda: Table(["x"], [[1], [2]]).add_column("y", [1]),
        "CK402 column 'y' has 1 value; the table has 2 rows.\nhelp: give the column one value per row",
    ),
    "unknown column": (
        lambda: Table(["loss", "step"]).get_column("los"),
        "CK404 the table has no column 'los'.\nhelp: did you mean 'loss'? columns: 'loss' and 'step'",
    ),
    "text for columns": (
        lambda: Table("xy"),
        "CK410 columns takes a list of names; found 'xy'.\nhelp: write columns=['x', 'y']",
    ),
    "dtype of another length": (
        lambda: Table(["x"], dtype=[int, str]),
        "CK412 dtype has 2 items; the table has 1 column.\nhelp: give dtype one item per column, or one for all",
    ),
    "dtype that is no type": (
        lambda: Table(["x"], dtype="float"),
        "CK412 dtype takes Python types; found 'float'.\n"
        "help: write dtype=float, or one type per column: dtype=[int, str]",
    ),
    "log_mode": (
        lambda: Table(log_mode="APPEND"),  # pyright: ignore[reportArgumentType]
        "CK413 log_mode is 'IMMUTABLE', 'MUTABLE' or 'INCREMENTAL'; found 'APPEND'.",
    ),
    "zone": (
        lambda: Table(["x"], timezone="Mars/Olympus"),
        "CK409 'Mars/Olympus' is not a time zone this machine knows.\n"
        "help: use a name such as 'UTC' or 'Asia/Seoul'; `pip install tzdata` brings them all",
    ),
    "zone that is no name": (
        lambda: Table(["x"], timezone=dt.UTC),  # pyright: ignore[reportArgumentType]
        "CK409 datetime.timezone.utc is not a time zone this machine knows.\n"
        "help: use a name such as 'UTC' or 'Asia/Seoul'; `pip install tzdata` brings them all",
    ),
    "convert_to": (
        lambda: Table(["x"]).get_column("x", convert_to="list"),  # pyright: ignore[reportArgumentType]
        "CK413 convert_to is None or 'numpy'; found 'list'.",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_said(case: str) -> None:
    call, message = CASES[case]
    assert refused(call) == message
