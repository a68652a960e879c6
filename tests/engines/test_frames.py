"""A frame holds the values that a chart's JSON would hold, whichever engine the rows are in."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import polars as pl
import pyarrow as pa
import pytest

from chartkit.data import to_dataset
from chartkit.data.engines import UnframedColumn, dataset_of, frame_of, non_finite_of
from chartkit.diagnostics import DataError

NAN, INF = float("nan"), float("inf")
MOMENT = dt.datetime(2024, 11, 3, 5, 30, 0, 123999)
OLD = dt.datetime(1960, 2, 29, 23, 59, 59, 999999)
ZONE = "America/New_York"

COLUMNS: dict[str, tuple[list[Any], pa.DataType]] = {
    "small": ([1, -128, None], pa.int8()),
    "integer": ([2**53 + 1, -5, None], pa.int64()),
    "unsigned": ([2**63 + 5, 0, 7], pa.uint64()),
    "float": ([0.1, NAN, -INF], pa.float64()),
    "short float": ([0.1, NAN, None], pa.float32()),
    "decimal": ([Decimal("0.1"), Decimal("-2.5"), None], pa.decimal128(9, 3)),
    "text": (["é", "", None], pa.string()),
    "boolean": ([True, None, False], pa.bool_()),
    "day": ([dt.date(1960, 2, 29), None, dt.date(2024, 1, 1)], pa.date32()),
    "time": ([MOMENT, OLD, None], pa.timestamp("us")),
    "zoned": ([MOMENT, OLD, None], pa.timestamp("us", "UTC")),
    "duration": ([dt.timedelta(microseconds=-1), dt.timedelta(3, 4), None], pa.duration("us")),
    "clock": ([dt.time(1, 2, 3), dt.time(1, 2, 3, 400), None], pa.time64("us")),
    "category": (["a", "b", None], pa.dictionary(pa.int32(), pa.string())),
    "nothing": ([None, None, None], pa.null()),
    "a.b `c` \"d\" 'e'": ([1, 2, 3], pa.int64()),
}
"""Every type that a frame holds, with the values that engines differ in."""

ABSENT = {
    "polars": set[str](),
    "duckdb": {"duration", "nothing"},
    "pyspark": {"unsigned", "category"},
    "dask": {"integer", "decimal", "day", "clock", "nothing"},
    "ibis": {"zoned", "duration", "clock", "nothing"},
}
"""Types that the engine does not take from Arrow, or that are tested by themselves below."""


def table_without(names: set[str]) -> pa.Table:
    return pa.table({name: pa.array(*given) for name, given in COLUMNS.items() if name not in names})


def test_values_are_those_of_a_chart(engine: str, moved: Callable[[Any], Any]) -> None:
    table = table_without(ABSENT[engine])
    there, here = to_dataset(moved(table), timezone=ZONE), to_dataset(table, timezone=ZONE)
    assert (there.engine, there.is_lazy, there.names) == (engine, True, here.names)
    aliases = {f"column_{index}": name for index, name in enumerate(there.names)}
    found = dataset_of(frame_of(there, aliases).collect(), ZONE)
    assert found.names == tuple(aliases)
    for alias, name in aliases.items():
        assert (name, counts_of(found.column(alias))) == (name, counts_of(here.column(name)))


def counts_of(column: Any) -> Counter[Any]:
    """The column's values for JSON, in no order; numbers that only tell things apart keep all their digits."""
    return Counter(column.emitted(ZONE, discrete=column.kind == "quantitative")[0])


@pytest.mark.parametrize("form", ["polars", "arrow", "pandas", "lists", "records"])
def test_values_in_memory_are_those_of_a_chart(form: str) -> None:
    table = table_without(set())
    forms: dict[str, Callable[[], Any]] = {
        "polars": lambda: pl.DataFrame(table),
        "arrow": lambda: table,
        "pandas": lambda: table.to_pandas(),
        "lists": lambda: table.to_pydict(),
        "records": lambda: table.to_pylist(),
    }
    dataset = to_dataset(forms[form](), timezone=ZONE)
    aliases = {f"column_{index}": name for index, name in enumerate(dataset.names)}
    frame = frame_of(dataset, aliases)
    found = dataset_of(frame.collect(), ZONE)
    assert (frame.engine, frame.is_ordered, [*frame.kinds]) == ("polars", True, [*aliases])
    for alias, name in aliases.items():
        direct, there = dataset.column(name), found.column(alias)
        discrete = direct.kind == "quantitative" and name != "unsigned"
        assert (name, there.emitted(ZONE, discrete)[0]) == (name, direct.emitted(ZONE, discrete)[0])


def test_what_is_lost_is_counted(engine: str, moved: Callable[[Any], Any]) -> None:
    names = ["float", "short float", "text", "time"]
    table = table_without(set(COLUMNS) - {*names})
    lost = non_finite_of(to_dataset(moved(table)), {"a": "float", "b": "short float", "c": "text", "d": "time"})
    assert lost is not None
    as_pandas = engine == "dask"  # NaN is how pandas writes a missing number
    assert lost.collect().to_dicts() == [{"a": 2, "b": 2 if as_pandas else 1, "d": 0}]
    assert non_finite_of(to_dataset(moved(table)), {"c": "text"}) is None


def test_numbers_are_read_as_times(engine: str, moved: Callable[[Any], Any]) -> None:
    table = pa.table({"ms": pa.array([1_700_000_000_123, -1, 0]), "float": pa.array([1.9999, -1.5, 1e300])})
    dataset = to_dataset(moved(table), timezone=ZONE)
    if engine == "ibis":
        with pytest.raises(UnframedColumn) as caught:
            frame_of(dataset, {"a": "ms"}, times={"a"})
        assert str(caught.value) == "column 'ms' holds numbers that are drawn as times: cast them to timestamps in Ibis"
        return
    frame = frame_of(dataset, {"a": "ms", "b": "float"}, times={"a", "b"})
    assert frame.kinds == {"a": "time", "b": "time"}
    expected = [to_dataset(table).column(name).as_temporal() for name in ("ms", "float")]
    found = dataset_of(frame.collect())
    for alias, column in zip("ab", expected, strict=True):
        assert column is not None
        assert counts_of(found.column(alias)) == counts_of(column)


def test_text_is_read_as_times_in_polars_alone(engine: str, moved: Callable[[Any], Any]) -> None:
    table = pa.table({"day": ["2024-05-06", "2024-05-06T07:08:09.123456+09:00", None]})
    dataset = to_dataset(moved(table), timezone=ZONE)
    if engine == "polars":
        found = dataset_of(frame_of(dataset, {"a": "day"}, times={"a"}).collect(), ZONE).column("a").emitted(ZONE)[0]
        assert found == ["2024-05-06T00:00:00.000Z", "2024-05-05T18:08:09.123Z", None]
        return
    with pytest.raises(DataError) as caught:
        frame_of(dataset, {"a": "day"}, times={"a"})
    word = {"duckdb": "DuckDB", "pyspark": "Spark", "dask": "Dask", "ibis": "Ibis"}[engine]
    assert str(caught.value) == (
        f"CK414 column 'day' is drawn as times, and is text in {word}.\n"
        "help: cast it to a timestamp there before it is charted: CAST(day AS TIMESTAMP)"
    )


def test_columns_that_no_frame_holds() -> None:
    lists = pl.DataFrame({"a": [[1], [2]], "b": [True, False]})
    for dataset, message in [
        (to_dataset(lists), "column 'a' holds values of several kinds, or lists and objects"),
        (to_dataset(lists.lazy()), "column 'a' holds values of type List(Int64), which are not computed with"),
        (to_dataset({"a": [1, "x"]}), "column 'a' holds values of several kinds, or lists and objects"),
    ]:
        with pytest.raises(UnframedColumn) as caught:
            frame_of(dataset, {"x": "a"})
        assert (str(caught.value), caught.value.name) == (message, "a")
    with pytest.raises(UnframedColumn) as caught:
        frame_of(to_dataset(lists), {"x": "b"}, times={"x"})
    assert str(caught.value) == "column 'b' holds values of type Boolean, which are not times"


def test_times_out_of_the_calendar_are_missing(duckdb: Any) -> None:
    relation = duckdb.sql("SELECT unnest([TIMESTAMP 'infinity', TIMESTAMP '12000-01-01', TIMESTAMP '9999-12-31']) AS t")
    dataset = to_dataset(relation)
    lost = non_finite_of(dataset, {"t": "t"})
    assert lost is not None
    assert lost.collect().item() == 2
    assert dataset_of(frame_of(dataset, {"t": "t"}).collect()).column("t").values == [
        None,
        None,
        dt.datetime(9999, 12, 31),
    ]


def test_types_of_duckdb_alone(duckdb: Any) -> None:
    relation = duckdb.sql(
        "SELECT INTERVAL '1 day 2 seconds' AS i, '8b2f6e2c-0000-0000-0000-000000000001'::UUID AS u, 7::HUGEINT AS h,"
        " 'a'::ENUM('a', 'b') AS e, NULL AS n, '[1]'::JSON AS j"
    )
    dataset = to_dataset(relation)
    kinds = ["quantitative", "nominal", "quantitative", "nominal", "empty", "nominal"]
    assert [column.kind for column in dataset.columns] == kinds
    found = frame_of(dataset, {name: name for name in dataset.names}).collect().row(0)
    assert found == (86402.0, "8b2f6e2c-0000-0000-0000-000000000001", 7.0, "a", None, "[1]")
    assert [column.emitted()[0] for column in dataset.columns] == [[value] for value in found]


def test_names_that_differ_in_case_alone_are_two(engine: str, moved: Callable[[Any], Any]) -> None:
    import narwhals as nw

    dataset = to_dataset(moved(pa.table({"x": [1.5], "y": [2.5]})))
    both = frame_of(dataset, {"loss": "x", "Loss": "y"})
    assert both.collect().to_dicts() == [{"loss": 1.5, "Loss": 2.5}]
    made = frame_of(dataset, {"loss": "x"}).with_columns({"Loss": (nw.col("loss") * 2, "number")})
    assert made.collect().to_dicts() == [{"loss": 1.5, "Loss": 3.0}]
    words = {"duckdb": "DuckDB", "pyspark": "Spark", "ibis": "Ibis"}
    notes = (f"{words[engine]} takes the columns 'loss' and 'Loss' for one",) if engine in words else ()
    assert (both.notes, made.notes) == (notes, notes)
