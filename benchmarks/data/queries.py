"""The same charts by hand: the shortest queries that give the rows drawn, in Polars and in DuckDB's SQL.

A hand-written histogram finds its extent first, as it must, and then Vega's step in the short form that positive spans
need; a scatter has as many cells as chartkit draws. The JSON holds the spec and the rows.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import orjson
from charts import CHARTS

CELLS, MAXBINS = {"x": 300, "y": 150}, 50


def polars_query(chart: str, columns: dict[str, Any]) -> Callable[[], bytes]:
    """The chart's JSON by a lazy Polars query over the columns in memory."""
    import polars as pl

    lazy = pl.DataFrame(columns).lazy()
    column, count = pl.col, pl.len().alias("n")

    def histogram() -> pl.LazyFrame:
        start, step = _bins(*lazy.select(low=column("q").min(), high=column("q").max()).collect().row(0))
        return lazy.group_by(((column("q") - start) / step).floor().alias("q")).agg(count)

    def scatter() -> pl.LazyFrame:
        ends = [column(name).min().alias(f"{name}0") for name in "xy"] + [column(name).max() for name in "xy"]
        x0, y0, x1, y1 = lazy.select(ends).collect().row(0)
        cells = [
            ((column(name) - low) * (CELLS[name] / (high - low))).floor().cast(pl.Int32).alias(name)
            for name, low, high in (("x", x0, x1), ("y", y0, y1))
        ]
        return lazy.group_by(cells).agg(count)

    queries: dict[str, Callable[[], pl.LazyFrame]] = {
        "histogram": histogram,
        "bar of means": lambda: lazy.group_by("c", "g").agg(column("v").mean()),
        "line of means": lambda: lazy.group_by("s", "g").agg(column("v").mean()),
        "median by group": lambda: lazy.group_by("c").agg(column("v").median()),
        "scatter": scatter,
    }
    return lambda: _json(chart, queries[chart]().collect().to_dicts())


def duckdb_query(chart: str, columns: dict[str, Any]) -> Callable[[], bytes]:
    """The chart's JSON by SQL over the columns as an Arrow table."""
    import duckdb
    import pyarrow as pa

    connection = duckdb.connect()
    connection.register("t", pa.table(columns))

    def scatter() -> str:
        ends: Any = connection.sql("select min(x), min(y), max(x), max(y) from t").fetchall()[0]
        x0, y0, x1, y1 = ends
        cells = f"floor((x - {x0}) * {CELLS['x'] / (x1 - x0)}) x, floor((y - {y0}) * {CELLS['y'] / (y1 - y0)}) y"
        return f"select {cells}, count(*) n from t group by all"

    def histogram() -> str:
        ends: Any = connection.sql("select min(q), max(q) from t").fetchall()[0]
        start, step = _bins(*ends)
        return f"select floor((q - {start}) / {step}) q, count(*) n from t group by all"

    queries: dict[str, Callable[[], str]] = {
        "histogram": histogram,
        "bar of means": lambda: "select c, g, avg(v) v from t group by all",
        "line of means": lambda: "select s, g, avg(v) v from t group by all",
        "median by group": lambda: "select c, median(v) v from t group by all",
        "scatter": scatter,
    }

    def run() -> bytes:
        found = connection.sql(queries[chart]())
        return _json(chart, [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()])

    return run


def _bins(low: float, high: float) -> tuple[float, float]:
    """Where the first bin starts and how wide bins are: of 1, 2 and 5 times powers of ten the least that is enough."""
    span = high - low
    step = 10.0 ** (math.floor(math.log10(span) + 0.5) - math.ceil(math.log10(MAXBINS)))
    while math.ceil(span / step) > MAXBINS:
        step *= 10
    for part in (5, 2):
        if span / (step / part) <= MAXBINS:
            step /= part
    return math.floor(low / step) * step, step


def _json(chart: str, rows: list[dict[str, Any]]) -> bytes:
    return orjson.dumps({**CHARTS[chart].spec, "datasets": {"table": rows}})
