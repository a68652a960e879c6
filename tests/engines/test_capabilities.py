"""What engines lack is what they lack today: every operation is tried on every engine, and compared with Polars."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from typing import Any

import narwhals as nw
import pyarrow as pa
import pytest

from chartkit.data import to_dataset
from chartkit.data.engines import frame_of, lacks
from chartkit.data.engines.capabilities import LACKING

TABLE = pa.table(
    {
        "g": ["a", "b", "a", "b", "a", "c"],
        "r": [0, 1, 2, 3, 4, 5],
        "x": [1.5, -2.0, 3.25, None, 0.5, 7.0],
        "y": [2.0, 2.0, 1.0, 5.0, 4.0, 3.0],
        "d": ["u", None, "u", "v", "u", "v"],
        "s": ["Ab", "cde", None, "", "Ab", "ü"],
        "t": [dt.datetime(2023, 1 + 2 * i, 10 + i, 3 * i, 7, 9, 123_000) for i in range(6)],
    }
)
X, Y, R, S, T = (nw.col(name) for name in "xyrst")

N_TRIES = 50
"""How often an operation that an engine lacks may be right: Ibis' first by an order reads memory that nobody wrote."""


def grouped(expression: Any) -> Callable[[Any], Any]:
    return lambda lazy: lazy.group_by("g").agg(expression.alias("o"))


def made(expression: Any) -> Callable[[Any], Any]:
    return lambda lazy: lazy.select("r", o=expression)


OPERATIONS: dict[str, Callable[[Any], Any]] = {
    "group count": grouped(nw.len()),
    "group valid": grouped(X.count()),
    "group sum": grouped(X.sum()),
    "group mean": grouped(X.mean()),
    "group min": grouped(X.min()),
    "group max": grouped(X.max()),
    "group text min": grouped(S.min()),
    "group n_unique": grouped(nw.col("d").n_unique()),
    "group std": grouped(Y.std()),
    "group var": grouped(Y.var()),
    "group median": grouped(X.median()),
    "group quantile": lambda lazy: lazy.group_by("g").agg(X.quantile(0.25, "linear").alias("o")),
    "group conditional sum": grouped(nw.when(X > 1).then(X).sum()),
    "group boolean sum": grouped((X > 1).sum()),
    "group sum of product": grouped((X * Y).sum()),
    "group sum of a made column": lambda lazy: (
        lazy.with_columns(p=nw.when(X > 1).then(X * Y)).group_by("g").agg(nw.col("p").sum().alias("o"))
    ),
    "group min of time": grouped(T.min()),
    "group first by": grouped(Y.first(order_by="r")),
    "group last by": grouped(Y.last(order_by="r")),
    "group first by value": grouped(R.first(order_by=["y", "r"])),
    "group any_value": lambda lazy: (
        lazy.with_columns(k=nw.lit(1)).group_by("g").agg(nw.col("k").any_value().alias("o"))
    ),
    "total min max": lambda lazy: lazy.select(lo=X.min(), hi=X.max(), n=nw.len()),
    "sum over": made(X.sum().over("g")),
    "mean over": made(X.mean().over("g")),
    "count over": made(nw.len().over("g")),
    "min over": made(X.min().over("g")),
    "cum_sum over order": made(Y.cum_sum().over("g", order_by="r")),
    "shift over order": made(Y.shift(1).over("g", order_by="r")),
    "rank over order": made(Y.rank("ordinal").over("g", order_by="r")),
    "rank over": made(Y.rank("min").over("g")),
    "rolling over order": made(Y.rolling_sum(2).over("g", order_by="r")),
    "row index by": lambda lazy: lazy.with_row_index("o", order_by="y").select("y", "o"),
    "join left": lambda lazy: lazy.join(lazy.group_by("g").agg(X.sum().alias("o")), on="g", how="left").select(
        "r", "o"
    ),
    "join inner": lambda lazy: lazy.join(lazy.group_by("g").agg(X.sum().alias("o")), on="g").select("r", "o"),
    "unpivot": lambda lazy: lazy.unpivot(on=["x", "y"], index=["r"], variable_name="k", value_name="v"),
    "concat": lambda lazy: nw.concat([lazy.select("r", "x"), lazy.select("r", "x")]),
    "unique": lambda lazy: lazy.select("g").unique(),
    "sort head": lambda lazy: lazy.sort("y", "r").head(3).select("r"),
    "floor": made((Y / 1.5).floor()),
    "ceil": made((Y / 1.5).ceil()),
    "floor division": made(Y // 1.5),
    "remainder": made(Y % 1.5),
    "power": made(Y**0.5),
    "sqrt": made(Y.sqrt()),
    "log": made(Y.log()),
    "exp": made(X.exp()),
    "abs": made(X.abs()),
    "sine": made(X.sin()),
    "is_null": made(X.is_null()),
    "fill_null": made(X.fill_null(0.0)),
    "when": made(nw.when(X > 1).then(nw.lit("big")).otherwise(nw.lit("small"))),
    "coalesce": made(nw.coalesce(X, Y)),
    "min_horizontal": made(nw.min_horizontal(X, Y)),
    "is_in": made(S.is_in(["Ab", ""])),
    "float to integer": made((Y / 1.5).cast(nw.Int64)),
    "integer to text": made(R.cast(nw.String)),
    "text to float": made(R.cast(nw.String).cast(nw.Float64)),
    "text length": made(S.str.len_chars()),
    "text slice": made(S.str.slice(0, 1)),
    "text contains": made(S.str.contains("b", literal=True)),
    "text starts_with": made(S.str.starts_with("A")),
    "text replace": made(S.str.replace_all("b", "_", literal=True)),
    "text upper": made(S.str.to_uppercase()),
    "text trim": made(S.str.strip_chars(None)),
    "text concat": made(nw.concat_str(S, S, separator="|")),
    "year": made(T.dt.year()),
    "month": made(T.dt.month()),
    "day": made(T.dt.day()),
    "hour": made(T.dt.hour()),
    "minute": made(T.dt.minute()),
    "second": made(T.dt.second()),
    "millisecond": made(T.dt.millisecond()),
    "weekday": made(T.dt.weekday()),
    "ordinal_day": made(T.dt.ordinal_day()),
    "timestamp ms": made(T.dt.timestamp("ms")),
    "truncate year": made(T.dt.truncate("1y")),
    "truncate quarter": made(T.dt.truncate("1q")),
    "truncate month": made(T.dt.truncate("1mo")),
    "truncate day": made(T.dt.truncate("1d")),
    "truncate hour": made(T.dt.truncate("1h")),
    "truncate 15 minutes": made(T.dt.truncate("15m")),
    "offset": made(T.dt.offset_by("1d")),
    "time comparison": made(dt.datetime(2023, 6, 1) < T),
    "number to time": made((R * 1000).cast(nw.Datetime("us"))),
}


def test_every_operation_is_known() -> None:
    assert set(LACKING) <= set(OPERATIONS)


@pytest.fixture(scope="module")
def wanted() -> dict[str, Any]:
    dataset = to_dataset(TABLE)
    lazy = frame_of(dataset, {name: name for name in dataset.names}).lazy
    return {name: rows_of(operation(lazy)) for name, operation in OPERATIONS.items()}


# Ninety jobs take a minute on Spark and on Dask, and can tell something new only when a pinned release changes.
@pytest.mark.parametrize(
    "engine",
    [
        "polars",
        "duckdb",
        "ibis",
        pytest.param("pyspark", marks=[pytest.mark.spark, pytest.mark.full]),
        pytest.param("dask", marks=[pytest.mark.dask, pytest.mark.full]),
    ],
    indirect=True,
)
@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning", "ignore::RuntimeWarning")
def test_what_engines_lack(engine: str, moved: Callable[[Any], Any], wanted: dict[str, Any]) -> None:
    dataset = to_dataset(moved(TABLE))
    lazy = frame_of(dataset, {name: name for name in dataset.names}).lazy
    lacking = {name for name in LACKING if lacks(engine, name)}

    def is_wrong(name: str) -> bool:
        tries = N_TRIES if name in lacking else 1
        return any(answer_of(OPERATIONS[name], lazy) != wanted[name] for _ in range(tries))

    assert sorted(filter(is_wrong, OPERATIONS)) == sorted(lacking)


def answer_of(operation: Callable[[Any], Any], lazy: Any) -> Any:
    try:
        return rows_of(operation(lazy))
    except Exception as error:  # whatever the engine has for a refusal
        return type(error)


def rows_of(lazy: Any) -> list[Any]:
    frame = lazy.collect(backend="polars").to_native()
    return sorted((tuple(map(plain, row)) for row in frame.select(sorted(frame.columns)).rows()), key=repr)


def plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    return None if math.isnan(value) else round(float(value), 9)
