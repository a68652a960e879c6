"""Calculate adds one column to a frame, in its engine where that can do it."""

from typing import Any

import duckdb
import narwhals as nw
import polars as pl

from chartkit.compiler.reductions.calculate import calculate_of
from chartkit.data.frame import ROW, Frame, FrameKind

KINDS: dict[str, FrameKind] = {"x": "number", "s": "text"}
TABLE = pl.DataFrame({"x": [1.0, None, 3.0], "s": ["a", "b", None]})


def test_it_adds_a_column() -> None:
    reduction = calculate_of({"calculate": "datum.x + 1", "as": "more"}, KINDS)
    made = reduction.apply(Frame(nw.from_native(TABLE.lazy()), KINDS))
    assert made.kinds == {"x": "number", "s": "text", "more": "number"}
    assert made.collect().rows() == [(1.0, "a", 2.0), (None, "b", 1.0), (3.0, None, 4.0)]


def test_it_replaces_a_column_of_the_same_name_with_another_kind() -> None:
    reduction = calculate_of({"calculate": "datum.x > 1", "as": "x"}, KINDS)
    made = reduction.apply(Frame(nw.from_native(TABLE.lazy()), KINDS))
    assert made.kinds == {"s": "text", "x": "boolean"}
    assert made.collect().rows() == [("a", False), ("b", False), (None, True)]


def test_duckdb_computes_it_itself_unless_text_is_worked_on() -> None:
    connection = duckdb.connect()
    connection.register("held", TABLE.to_arrow())
    relation: Any = connection.sql("select * from held")
    frame = Frame(nw.from_native(relation), KINDS, "duckdb", False)
    made = calculate_of({"calculate": "datum.x * 2", "as": "made"}, KINDS).apply(frame)
    assert (made.engine, made.notes) == ("duckdb", ())
    assert "* 2" in made.lazy.to_native().sql_query()
    made = calculate_of({"calculate": "upper(datum.s) + (datum.x % 2 ? '!' : '')", "as": "made"}, KINDS).apply(frame)
    assert (made.engine, made.notes) == ("polars", ("upper() runs in Polars",))
    assert made.collect()["made"].to_list() == ["A!", "B", "NULL!"]


def test_hidden_row_numbers_stay() -> None:
    frame = Frame(nw.from_native(TABLE.with_row_index(ROW).lazy()), KINDS)
    made = calculate_of({"calculate": "upper(datum.s)", "as": "made"}, KINDS).apply(frame)
    assert made.lazy.collect_schema().names() == ["x", "s", "made", ROW]


def test_what_it_reads_makes_and_says() -> None:
    reduction = calculate_of({"calculate": "datum.x + datum['x']", "as": "sum"}, KINDS)
    assert (reduction.reads, reduction.makes) == (frozenset("x"), {"sum": "number"})
    assert (reduction.is_shrinking, reduction.is_new_table) == (False, False)
    assert reduction.explain() == "calculate sum = datum.x + datum['x']"
