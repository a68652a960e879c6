"""Anything tabular becomes the same `Dataset`."""

from __future__ import annotations

import collections
import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from chartkit.compiler import plot_table
from chartkit.data import Table, to_dataset
from chartkit.diagnostics import ChartkitWarning

NAN = float("nan")
COLUMNS: dict[str, list[Any]] = {
    "integer": [1, 2, 3],
    "float": [1.5, NAN, float("inf")],
    "text": ["a", "é", "a.b"],
    "boolean": [True, False, True],
    "time": [dt.datetime(2024, 1, 1, 1, 2, 3, 456789)] * 3,
}
ROWS = [list(row) for row in zip(*COLUMNS.values(), strict=True)]
NAMES = list(COLUMNS)
KINDS = ["quantitative", "quantitative", "nominal", "boolean", "temporal"]
EMITTED = [
    ([1, 2, 3], 0),
    ([1.5, None, None], 2),
    (["a", "é", "a.b"], 0),
    ([True, False, True], 0),
    (["2024-01-01T01:02:03.456Z"] * 3, 0),
]
STRUCTURED = np.array(
    [tuple(row) for row in ROWS],
    dtype=[("integer", "i8"), ("float", "f8"), ("text", "U3"), ("boolean", "?"), ("time", "M8[us]")],
)


class ArrowStream:
    """A table of a library that nobody has heard of, which speaks Arrow."""

    def __init__(self) -> None:
        self._table = pa.table(COLUMNS)

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self._table.__arrow_c_stream__(requested_schema)


FORMS: dict[str, Callable[[], Any]] = {
    "table": lambda: Table(NAMES, ROWS),
    "table of a frame": lambda: Table(dataframe=pd.DataFrame(COLUMNS)),
    "dataset": lambda: to_dataset(COLUMNS),
    "dict of lists": lambda: COLUMNS,
    "dict of tuples": lambda: {name: tuple(values) for name, values in COLUMNS.items()},
    "dict of iterators": lambda: {name: iter(values) for name, values in COLUMNS.items()},
    "dict of arrays": lambda: {name: np.array(values) for name, values in COLUMNS.items()},
    "dict of pandas": lambda: {name: pd.Series(values) for name, values in COLUMNS.items()},
    "dict of polars": lambda: {name: pl.Series(values) for name, values in COLUMNS.items()},
    "dict of arrow": lambda: {name: pa.chunked_array([values]) for name, values in COLUMNS.items()},
    "records": lambda: [dict(zip(NAMES, row, strict=True)) for row in ROWS],
    "other mappings": lambda: [collections.ChainMap(dict(zip(NAMES, row, strict=True))) for row in ROWS],
    "columns and data": lambda: {"columns": NAMES, "data": ROWS},
    "columns, rows": lambda: (NAMES, ROWS),
    "rows, columns": lambda: (ROWS, NAMES),
    "structured": lambda: STRUCTURED,
    "recarray": lambda: STRUCTURED.view(np.recarray),
    "pandas": lambda: pd.DataFrame(COLUMNS),
    "pandas objects": lambda: pd.DataFrame(COLUMNS).astype(object),
    "pandas nullable": lambda: pd.DataFrame(COLUMNS).astype(
        {"integer": "Int64", "text": "string", "boolean": "boolean"}
    ),
    "polars": lambda: pl.DataFrame(COLUMNS),
    "polars lazy": lambda: pl.DataFrame(COLUMNS).lazy(),
    "polars nanoseconds": lambda: pl.DataFrame(COLUMNS).cast({pl.Datetime: pl.Datetime("ns")}),
    "arrow": lambda: pa.table(COLUMNS),
    "arrow batch": lambda: pa.RecordBatch.from_pydict(COLUMNS),
    "narwhals": lambda: nw.from_native(pl.DataFrame(COLUMNS)),
    "arrow stream": ArrowStream,
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same(form: str) -> None:
    dataset = to_dataset(FORMS[form]())
    assert dataset.names == tuple(NAMES)
    assert dataset.n_rows == 3
    assert [column.kind for column in dataset.columns] == KINDS
    assert [column.emitted() for column in dataset.columns] == EMITTED


@pytest.mark.parametrize(
    "rows", [ROWS, tuple(map(tuple, ROWS)), np.array(ROWS, dtype=object)], ids=["lists", "tuples", "array"]
)
def test_rows_with_columns(rows: Any) -> None:
    dataset = to_dataset(rows, columns=NAMES)
    assert [column.emitted() for column in dataset.columns] == EMITTED


@pytest.mark.parametrize(
    "rows", [[[1, "a"], [2, "b"]], np.array([[1, "a"], [2, "b"]], dtype=object)], ids=["lists", "array"]
)
def test_rows_without_columns_are_named_by_place(rows: Any) -> None:
    assert to_dataset(rows).names == ("0", "1")


def test_missing_values_of_every_library() -> None:
    values: dict[str, list[Any]] = {
        "i": [1, None],
        "s": ["a", None],
        "b": [True, None],
        "t": [dt.date(2024, 1, 1), None],
    }
    expected = [[1, None], ["a", None], [True, None], ["2024-01-01T00:00:00.000Z", None]]
    frame = pd.DataFrame({name: pd.Series(column, dtype=object) for name, column in values.items()})
    forms = [values, frame, frame.convert_dtypes(), pl.DataFrame(values), pa.table(values)]
    assert [[column.emitted()[0] for column in to_dataset(form).columns] for form in forms] == [expected] * 5


def test_categories_of_text_are_nominal() -> None:
    texts = ["a", "b", None]
    forms = [
        pd.DataFrame({"c": pd.Categorical(texts)}),
        pl.DataFrame({"c": texts}, schema={"c": pl.Categorical}),
        pl.DataFrame({"c": texts}, schema={"c": pl.Enum(["b", "a"])}),
        pa.table({"c": pa.array(texts).dictionary_encode()}),
    ]
    columns = [to_dataset(form).column("c") for form in forms]
    assert [(column.kind, column.emitted()[0]) for column in columns] == [("nominal", texts)] * 4


def test_zones_of_every_library() -> None:
    moment = dt.datetime(2024, 1, 1, 12, tzinfo=dt.UTC)
    forms: list[Any] = [
        {"t": [moment]},
        pd.DataFrame({"t": [moment]}),
        pl.DataFrame({"t": [moment]}),
        pa.table({"t": [moment]}),
    ]
    assert [to_dataset(form).column("t").emitted("Asia/Seoul")[0] for form in forms] == [
        ["2024-01-01T21:00:00.000Z"]
    ] * 4


def test_records_may_miss_keys() -> None:
    dataset = to_dataset([{"a": 1}, {"b": 2, "a": 3}, {}])
    assert dataset.names == ("a", "b")
    assert dataset.rows() == [[1, None], [3, 2], [None, None]]


def test_records_are_not_changed() -> None:
    record: collections.defaultdict[str, int] = collections.defaultdict(int, a=1)
    assert to_dataset([record, {"b": 2}]).rows() == [[1, None], [None, 2]]
    assert record == {"a": 1}


def test_a_table_may_have_columns_called_columns_and_data() -> None:
    assert to_dataset({"columns": ["a", "b"], "data": [1, 2]}).rows() == [["a", 1], ["b", 2]]


HOSTILE = ["a.b", "a[0]", "it's", 'a"b', "x\\y", "constructor", "toString", "__proto__", "", "\0", "é" * 300, "\ud800"]


def test_any_text_is_a_name() -> None:
    dataset = to_dataset({name: [index] for index, name in enumerate(HOSTILE)})
    assert dataset.names == tuple(HOSTILE)
    assert [dataset.column(name).values for name in HOSTILE] == [[index] for index in range(len(HOSTILE))]


@pytest.mark.parametrize("library", [pd.DataFrame, pl.DataFrame, pa.table])
def test_any_text_is_a_name_in_a_frame(library: Any) -> None:
    names = [name for name in HOSTILE if name != "\ud800" and (name != "\0" or library is not pa.table)]
    assert to_dataset(library({name: [1] for name in names})).names == tuple(names)


def test_names_that_are_no_text() -> None:
    frame = pd.DataFrame([[1, 2, 3]], columns=pd.MultiIndex.from_tuples([("a", "x"), ("a", "y"), ("b", "")]))
    assert to_dataset(frame).names == ("a_x", "a_y", "b")
    assert to_dataset(pd.DataFrame([[1, 2]], columns=[1.5, dt.date(2024, 1, 1)])).names == ("1.5", "2024-01-01")
    assert to_dataset({1: [1], None: [2]}).names == ("1", "None")


@pytest.mark.parametrize("data", [[], (), {}, pd.DataFrame(), pl.DataFrame(), np.zeros((0, 0))], ids=str)
def test_no_columns(data: Any) -> None:
    dataset = to_dataset(data)
    assert (dataset.names, dataset.n_rows, dataset.rows()) == ((), 0, [])


@pytest.mark.parametrize(
    "data",
    [
        {"x": []},
        pd.DataFrame({"x": []}),
        pl.DataFrame({"x": []}, schema={"x": pl.Float64}),
        Table(["x"]),
        np.zeros((0, 1)),
    ],
    ids=lambda data: type(data).__name__,
)
def test_no_rows(data: Any) -> None:
    dataset = to_dataset(data)
    assert (dataset.n_rows, [column.kind for column in dataset.columns]) == (0, ["empty"])


def test_a_snapshot_of_every_form() -> None:
    frame, array, series = pd.DataFrame({"x": [1, 2]}), np.array([[1], [2]]), pl.DataFrame({"x": [1, 2]})
    lists, column = {"x": [1, 2]}, np.array([1, 2])
    datasets = [to_dataset(form) for form in (frame, array, series, lists, {"x": column})]
    frame.loc[0, "x"] = 9
    array[0, 0] = 9
    series[0, "x"] = 9
    lists["x"].append(3)
    column[0] = 9
    assert [dataset.rows() for dataset in datasets] == [[[1], [2]]] * 5


def test_what_the_dataset_tells() -> None:
    frame = pd.DataFrame({"x": [1, 2]})
    dataset = to_dataset(frame, timezone="Asia/Seoul")
    assert (dataset.native is frame, dataset.timezone, repr(dataset)) == (
        True,
        "Asia/Seoul",
        "Dataset(2 rows × 1 column)",
    )
    assert repr(dataset.column("x")) == "Column('x', 'quantitative', 2 values)"


def test_the_zone_that_is_asked_for_wins_over_the_tables_own() -> None:
    table = Table(["x"], [[1]], timezone="Asia/Seoul")
    dataset = to_dataset(table)
    assert (table.timezone, dataset.timezone) == ("Asia/Seoul", "Asia/Seoul")
    assert to_dataset(table, timezone="UTC").timezone == "UTC"
    assert to_dataset(dataset) is dataset
    assert to_dataset(dataset, timezone="Asia/Seoul") is dataset
    moved = to_dataset(dataset, timezone="UTC")
    assert (moved.timezone, moved.rows(), moved.native is table) == ("UTC", [[1]], True)
    assert [Table(data=given).timezone for given in (table, dataset, [[1, 2, 3]])] == [
        "Asia/Seoul",
        "Asia/Seoul",
        "UTC",
    ]
    assert Table(data=table, timezone="UTC").timezone == "UTC"


def test_python_rows_import_no_other_library() -> None:
    script = """
import sys
from chartkit.data import Table, to_dataset, write_table
table = Table(["x", "y", "t"], [[1, 0.5, "a"], [2, float("nan"), None]])
table.add_data(3, 1.5, "b")
table.add_column("z", [1, 2, 3])
for data in (table, table.data, {"x": [1]}, [{"x": 1}]):
    dataset = to_dataset(data)
    for column in dataset.columns:
        column.emitted()
    write_table(dataset, None)
heavy = {"numpy", "pandas", "polars", "narwhals", "pyarrow", "decimal", "zoneinfo", "fractions"}
print(sorted(heavy & set(sys.modules)))
"""
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"


def test_columns_of_frames_are_converted_when_asked_for() -> None:
    frame = pl.DataFrame({"x": [1, 2], "y": [3, 4]})
    dataset = to_dataset(frame)
    assert [column.kind for column in dataset.columns] == ["quantitative"] * 2
    assert dataset.column("x").values == [1, 2]
    assert "_read" in vars(dataset.column("x"))
    assert "_read" not in vars(dataset.column("y"))


@pytest.mark.parametrize(
    ("values", "kind", "emitted"),
    [
        (pd.Categorical([1, 2]), "quantitative", [1, 2]),
        (pd.Categorical([2, 1, None]), "quantitative", [2, 1, None]),
        (pd.Categorical([1.5, 2.0]), "quantitative", [1.5, 2.0]),
        (pd.Categorical([True, False]), "boolean", [True, False]),
        (pd.Categorical(["a", None]), "nominal", ["a", None]),
        (pd.Categorical(["a", 1]), "mixed", ["a", 1]),
        (pd.Categorical(["a", "b"], categories=["a", "b", 1]), "nominal", ["a", "b"]),
        (pd.Categorical([dt.date(2024, 1, 1)]), "temporal", ["2024-01-01T00:00:00.000Z"]),
        (pd.cut([1, 2], 2), "nominal", ["(0.999, 1.5]", "(1.5, 2.0]"]),
    ],
    ids=str,
)
def test_categories_are_of_the_kind_of_their_values(values: Any, kind: str, emitted: list[Any]) -> None:
    column = to_dataset(pd.DataFrame({"a": values})).column("a")
    assert (column.kind, column.emitted()) == (kind, (emitted, 0))


def test_integer_categories_are_drawn_as_times_and_numbers() -> None:
    frame = pd.DataFrame({"step": pd.Categorical([1, 2]), "loss": [0.5, 0.25]})
    chart = plot_table("wandb/line/v0", frame, {"x": "step", "y": "loss"})
    assert chart.spec["datasets"]["table"] == [{"step": 1, "loss": 0.5}, {"step": 2, "loss": 0.25}]
    times = to_dataset(frame).column("step").as_temporal()
    assert times is not None
    assert times.emitted() == (["1970-01-01T00:00:00.001Z", "1970-01-01T00:00:00.002Z"], 0)


BEYOND = (
    "holds times outside of the years 1 to 9999, drawn as missing: 1 of 2.\nhelp: check the unit that the numbers were"
    " read in"
)


@pytest.mark.parametrize(
    ("values", "first"),
    [
        (pa.array([0, 10**15], pa.timestamp("s")), dt.datetime(1970, 1, 1)),
        (pa.array([0, -(10**15)], pa.timestamp("ms")), dt.datetime(1970, 1, 1)),
        (pa.array([0, 10**15], pa.timestamp("s", "UTC")), dt.datetime(1970, 1, 1, tzinfo=dt.UTC)),
        (pa.array([0, 2**31 - 1], pa.date32()), dt.date(1970, 1, 1)),
        (pa.array([253402300799, 253402300800], pa.timestamp("s")), dt.datetime(9999, 12, 31, 23, 59, 59)),
        (pa.array([-62135596800, -62135596801], pa.timestamp("s")), dt.datetime(1, 1, 1)),
        (pa.array([2932896, 2932897], pa.date32()), dt.date(9999, 12, 31)),
    ],
    ids=str,
)
def test_times_that_python_has_not_are_missing_and_said(values: Any, first: Any) -> None:
    with pytest.warns(ChartkitWarning) as caught:
        found = to_dataset(pa.table({"t": values})).column("t").values
    assert found == [first, None]
    assert [str(one.message) for one in caught] == [f"CK456 column 't' {BEYOND}"]
    assert caught[0].filename == __file__


def test_durations_that_python_has_not_are_missing_and_said() -> None:
    with pytest.warns(ChartkitWarning) as caught:
        found = to_dataset(pa.table({"t": pa.array([0, 10**15], pa.duration("s"))})).column("t").values
    assert found == [dt.timedelta(0), None]
    assert str(caught[0].message).startswith(
        "CK456 column 't' holds durations of over 999,999,999 days, drawn as missing: 1 of 2."
    )


def test_none_and_nan_are_two_names() -> None:
    both = [None, NAN]
    forms = [
        pd.DataFrame([[1, 2]], columns=pd.Index(both, dtype=object)),
        dict(zip(both, [[1], [2]], strict=True)),
        [dict(zip(both, [1, 2], strict=True))],
    ]
    assert [to_dataset(form).names for form in forms] == [("None", "nan")] * 3
    assert to_dataset([[1, 2]], columns=both).names == ("None", "nan")
