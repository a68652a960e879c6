"""What is no table: whole messages, each with its way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from chartkit.data import Column, Dataset, to_dataset
from chartkit.diagnostics import DataError

ACCEPTED = (
    "help: pass a chartkit.Table, a list of rows or of dicts, a dict of columns, a 2-D or structured NumPy array,"
    " or a data frame (pandas, Polars, PyArrow, or any that narwhals or Arrow knows)"
)
SAME_LENGTH = "help: give every column the same number of values"
ONE_LIST = "help: a dict gives one list per column: {'x': [1, 2], 'y': [3, 4]}"
TWICE = "CK403 column names must be unique; found more than once: 'x'.\nhelp: rename or drop one of each"
CASES: dict[str, tuple[Callable[[], Any], str]] = {
    "None": (lambda: to_dataset(None), f"CK401 a table is needed; found None.\n{ACCEPTED}"),
    "text": (lambda: to_dataset("loss"), f"CK401 a table is needed; found text.\n{ACCEPTED}"),
    "a path of no file": (
        lambda: to_dataset("loss.csv"),
        "loss.csv: CK420 this table cannot be read: no such file or directory.",
    ),
    "an object": (
        lambda: to_dataset(object()),
        f"CK401 a table is needed; found an object of type object.\n{ACCEPTED}",
    ),
    "an array": (
        lambda: to_dataset(np.zeros(3)),
        f"CK401 a table is needed; found a one-dimensional array.\n{ACCEPTED}",
    ),
    "a number": (lambda: to_dataset(np.float64(3)), f"CK401 a table is needed; found a number.\n{ACCEPTED}"),
    "pandas series": (
        lambda: to_dataset(pd.Series([1])),
        f"CK401 a table is needed; found an object of type Series.\n{ACCEPTED}",
    ),
    "polars series": (
        lambda: to_dataset(pl.Series([1])),
        f"CK401 a table is needed; found an object of type Series.\n{ACCEPTED}",
    ),
    "arrow array": (
        lambda: to_dataset(pa.array([1])),
        f"CK401 a table is needed; found an object of type Int64Array.\n{ACCEPTED}",
    ),
    "a class": (
        lambda: to_dataset(pd.DataFrame),
        f"CK401 a table is needed; found an object of type type.\n{ACCEPTED}",
    ),
    "lengths": (
        lambda: to_dataset({"x": [1, 2], "y": [1]}),
        f"CK402 column 'y' has 1 value; column 'x' has 2.\n{SAME_LENGTH}",
    ),
    "a number for a column": (
        lambda: to_dataset({"x": 1}),
        f"CK402 column 'x' must be a list of values; found a number: 1.\n{ONE_LIST}",
    ),
    "text for a column": (
        lambda: to_dataset({"x": "abc"}),
        f"CK402 column 'x' must be a list of values; found text: 'abc'.\n{ONE_LIST}",
    ),
    "a dict for a column": (
        lambda: to_dataset({"x": {"a": 1}}),
        f"CK402 column 'x' must be a list of values; found a dict: {{'a': 1}}.\n{ONE_LIST}",
    ),
    "a time for a column": (
        lambda: to_dataset({"x": pd.Timestamp(0)}),
        "CK402 column 'x' must be a list of values; found a date or time: Timestamp('1970-01-01 00:00:00').\n"
        + ONE_LIST,
    ),
    "ragged": (
        lambda: to_dataset([[1, 2], [3, 4, 5]]),
        "CK402 row 1 (counted from 0) has 3 values; the table has 2 columns: '0' and '1'.\n"
        "help: give every row one value per column; columns=[…] names them",
    ),
    "records and rows": (
        lambda: to_dataset([{"x": 1}, [2]]),
        "CK402 row 1 (counted from 0) must be a dict like the rows before; found a list: [2].\n"
        "help: give every row as a dict of column names and values",
    ),
    "rows and records": (
        lambda: to_dataset([1, 2]),
        "CK402 row 0 (counted from 0) must be a list of values; found a number: 1.\n"
        "help: data is a list of rows, each a list with one value per column",
    ),
    "names for an array": (
        lambda: to_dataset(np.zeros((1, 2)), columns=["x"]),
        "CK402 the array has 2 columns; columns names 1.\nhelp: give columns=[…] one name per column of the array",
    ),
    "same name in rows": (lambda: to_dataset([[1, 2]], columns=["x", "x"]), TWICE),
    "same name in pandas": (lambda: to_dataset(pd.DataFrame([[1, 2]], columns=["x", "x"])), TWICE),
    "same name in arrow": (lambda: to_dataset(pa.table([[1], [2]], names=["x", "x"])), TWICE),
    "same text": (lambda: to_dataset({"x": [1], ("x", ""): [2]}), TWICE),
    "same columns": (lambda: Dataset([Column("x", None, [1]), Column("x", None, [1])]), TWICE),
    "unknown column": (
        lambda: to_dataset({"loss": [1]}).column("los"),
        "CK404 the table has no column 'los'.\nhelp: did you mean 'loss'? columns: 'loss'",
    ),
    "no columns": (
        lambda: to_dataset([]).column("x"),
        "CK404 the table has no column 'x'.\nhelp: the table has no columns",
    ),
    "a lazy frame that fails": (
        lambda: to_dataset(pl.LazyFrame({"x": ["a"]}).select(pl.col("x").str.to_integer())).column("x").values,
        'CK411 Polars stopped before the rows were read: strict integer parsing failed for 1 value(s): ["a"];'
        " error message for the first shown value: 'invalid digit found in string' (consider non-strict parsing).\n"
        "help: the table's own query fails at some row: run it there alone, or filter that row out",
    ),
    "a lazy frame without its columns": (
        lambda: to_dataset(pl.LazyFrame({"x": ["a"]}).select("y")),
        'CK411 the rows of polars.LazyFrame cannot be read: unable to find column "y"; valid columns: ["x"].\n'
        "help: convert it to a pandas, Polars or PyArrow table first",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_said(case: str) -> None:
    call, message = CASES[case]
    with pytest.raises(DataError) as caught:
        call()
    assert str(caught.value) == message
