"""`Table`'s keys, casts and computed columns: what they give, and the whole sentence for each wrong use."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from chartkit.data import Table
from chartkit.diagnostics import DataError


def people() -> Table:
    return Table(columns=["id", "age"], data=[["x", 1], ["y", 2]])


def test_rows_by_their_number() -> None:
    table = people()
    assert table.get_index() == [0, 1]
    assert table.index_ref(1).get_row() == {"id": "y", "age": 2}
    assert [(number.get_row()["id"], row) for number, row in table.iterrows()] == [("x", ["x", 1]), ("y", ["y", 2])]


def test_computed_columns() -> None:
    table = people()
    table.add_computed_columns(lambda number, row: {"twice": row["age"] * 2, 0: number})
    assert table.columns == ["id", "age", "twice", "0"]
    assert table.data == [["x", 1, 2, 0], ["y", 2, 4, 1]]


def test_keys_and_casts() -> None:
    table, scores = people(), Table(["id", "score"], [["x", 0.5], ["x", 1.0], [None, 2.0]])
    table.set_pk("id")
    scores.set_fk("id", table, "id")
    table.cast("age", float)
    assert (table.primary_key, scores.foreign_keys["id"].table is table, scores.foreign_keys["id"].column) == (
        "id",
        True,
        "id",
    )
    assert table.data == people().data
    with pytest.raises(DataError):
        table.add_data("z", "old")


def test_ragged_lists_as_an_array() -> None:
    found = Table(["x"], [[[1, 2]], [[3]]]).get_column("x", convert_to="numpy")
    assert isinstance(found, np.ndarray)
    assert found.tolist() == [[1, 2], [3]]


@pytest.mark.parametrize("rows", [([each] for each in (1, 2)), iter([[1], [2]]), map(list, [[1], [2]])])
def test_rows_of_an_iterator(rows: Any) -> None:
    assert Table(["x"], rows).data == [[1], [2]]


def test_wandb_s_limits_may_be_set_and_limit_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Table, "MAX_ROWS", 5)
    monkeypatch.setattr(Table, "MAX_ARTIFACT_ROWS", 3)
    assert len(Table(["x"], [[row] for row in range(20)])) == 20


WRONG: dict[str, tuple[Any, str]] = {
    "cast": (
        lambda: people().cast("age", str),
        "CK405 row 0 (counted from 0) has a number in column 'age', 1; its dtype is text.\n"
        "help: make the column one type, or pass allow_mixed_types=True to keep several",
    ),
    "cast of no column": (
        lambda: people().cast("zz", str),
        "CK404 the table has no column 'zz'.\nhelp: columns: 'id' and 'age'",
    ),
    "cast to no type": (
        lambda: people().cast("age", "float"),  # type: ignore[arg-type]
        "CK412 dtype takes Python types; found 'float'.\n"
        "help: write dtype=float, or one type per column: dtype=[int, str]",
    ),
    "primary key twice": (
        lambda: Table(["x"], [[1], [2], [1]]).set_pk("x"),
        "CK419 rows 0 and 2 (counted from 0) have the same value in column 'x', 1; a primary key names one row.\n"
        "help: take a column whose values are all different",
    ),
    "primary key of fractions": (
        lambda: Table(["x"], [[1.5]]).set_pk("x"),
        "CK405 row 0 (counted from 0) has a number in column 'x', 1.5; a primary key is text or a whole number.\n"
        "help: take a column that names each row",
    ),
    "foreign key of nothing": (
        lambda: Table(["x"], [["x"], ["q"]]).set_fk("x", people(), "id"),
        "CK419 row 1 (counted from 0) has 'q' in column 'x'; column 'id' of the other table has no such value.\n"
        "help: add its row to the other table first, or None where there is none",
    ),
    "index beyond the end": (
        lambda: people().index_ref(2),
        "CK413 index_ref takes the number of a row, from 0; found 2, and the table has 2 rows.",
    ),
    "computed, no dict": (
        lambda: people().add_computed_columns(lambda number, row: [1]),
        "CK413 the function of add_computed_columns gives a dict of column names and values;"
        " for row 0 (counted from 0) it gave a list.\nhelp: end it with return {'name': value}",
    ),
    "computed, other columns": (
        lambda: people().add_computed_columns(lambda number, row: {"a": 1} if number else {}),
        "CK402 the function of add_computed_columns gave the columns 'a' for row 1 (counted from 0),"
        " and no columns for row 0.\nhelp: give the same columns for every row, None where there is no value",
    ),
    "a column beside the rows that are logged": (
        lambda: Table(["x"], [[1]], log_mode="INCREMENTAL").add_column("y", [1]),
        "CK418 add_column is not for a table with log_mode='INCREMENTAL': its logged rows stay as they are.\n"
        "help: add the column before the rows, or pass log_mode='MUTABLE' to keep each version whole",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_said(case: str) -> None:
    call, message = WRONG[case]
    with pytest.raises(DataError) as caught:
        call()
    assert str(caught.value) == message


def test_computed_columns_are_added_together_or_not_at_all() -> None:
    table = people()
    with pytest.raises(DataError):
        table.add_computed_columns(lambda number, row: {"fine": 1, "mixed": "a" if number else 1})
    assert (table.columns, table.data) == (people().columns, people().data)
