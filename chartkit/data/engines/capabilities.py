"""What an engine cannot do exactly when narwhals asks it: takes an operation, says which engines lack it.

A reduction looks here before it leaves its engine by `Frame.in_polars`. Tests try every operation on every engine, so a
version that learns one is noticed. Ibis stands for its Polars backend. Dask adds up the distinct values of its
partitions.

Found to be silent, not refused: Dask sums the bare column when an aggregate holds an expression (make the column first,
then aggregate it by name: that is exact everywhere), DuckDB's unpivot drops nulls, Spark's truncation answers in the
session's zone, casts of floats to integers round in DuckDB and truncate elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping

from chartkit.data.frame import Engine


def _engines(*names: Engine) -> frozenset[Engine]:
    return frozenset(names)


LACKING: Mapping[str, frozenset[Engine]] = {
    # inside group_by().agg(): aggregates of an expression, and of rows in an order
    "group conditional sum": _engines("dask"),
    "group boolean sum": _engines("dask", "pyspark"),
    "group sum of product": _engines("dask"),
    "group quantile": _engines("dask"),
    "group n_unique": _engines("dask", "ibis"),
    "group any_value": _engines("dask"),
    "group first by": _engines("dask", "pyspark", "ibis"),
    "group last by": _engines("dask", "pyspark"),
    "group first by value": _engines("dask", "pyspark", "ibis"),
    # windows
    "sum over": _engines("ibis"),
    "mean over": _engines("ibis"),
    "count over": _engines("ibis"),
    "min over": _engines("ibis"),
    "cum_sum over order": _engines("dask", "ibis"),
    "shift over order": _engines("dask", "ibis"),
    "rolling over order": _engines("dask", "ibis"),
    "rank over order": _engines("dask", "duckdb", "pyspark", "ibis"),
    "rank over": _engines("dask", "ibis"),
    "row index by": _engines("ibis"),
    # the shape of the table
    "unpivot": _engines("duckdb"),
    "unique": _engines("ibis"),
    "sort head": _engines("dask"),
    # values
    "float to integer": _engines("duckdb"),
    "is_in": _engines("dask"),
    "text length": _engines("ibis"),
    "text slice": _engines("ibis"),
    # times
    "timestamp ms": _engines("duckdb", "pyspark", "ibis"),
    "truncate year": _engines("dask", "pyspark"),
    "truncate quarter": _engines("dask", "pyspark"),
    "truncate month": _engines("dask", "pyspark"),
    "truncate day": _engines("pyspark"),
    "truncate hour": _engines("pyspark"),
    "truncate 15 minutes": _engines("duckdb", "pyspark"),
    "offset": _engines("dask"),
    "number to time": _engines("duckdb", "pyspark", "ibis"),
}
"""The engines that lack an operation, by its name; an operation that all have is not named."""


def lacks(engine: Engine, operation: str) -> bool:
    """True when `operation`, a key of `LACKING`, has to run in Polars instead. Raises `KeyError` for an unknown one.

    >>> lacks("dask", "group quantile"), lacks("polars", "group quantile")
    (True, False)
    """
    return engine in LACKING[operation]
