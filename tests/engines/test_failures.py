"""An engine that stops in the middle: its own sentence, no half answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from chartkit import plot_table
from chartkit.data import to_dataset
from chartkit.data.engines import frame_of
from chartkit.diagnostics import DataError

HELP = "help: the table's own query fails at some row: run it there alone, or filter that row out"


def said(table: Any, name: str) -> str:
    dataset = to_dataset(table)
    with pytest.raises(DataError) as caught:
        frame_of(dataset, {"x": name}).collect()
    return str(caught.value)


def test_a_relation_of_duckdb_that_fails_at_one_row(duckdb: Any) -> None:
    relation = duckdb.sql("SELECT CAST(CASE WHEN i = 900 THEN 'x' ELSE '1' END AS DOUBLE) AS v FROM range(1000) t(i)")
    reason = "Conversion Error: Could not convert string 'x' to DOUBLE"
    assert said(relation, "v").startswith(f"CK411 DuckDB stopped before the rows were read: {reason}")


@pytest.mark.spark
def test_a_job_of_spark_that_fails_in_the_middle(spark: Any) -> None:
    from pyspark.sql import functions

    @functions.udf("double")
    def halved(value):  # Spark reads type hints as a form of its own
        if value == 900:
            raise ValueError("row 900 has no half")
        return value / 2

    frame = spark.range(1000).select(halved("id").alias("half"))
    assert said(frame, "half") == (
        f"CK411 Spark stopped before the rows were read: ValueError: row 900 has no half.\n{HELP}"
    )
    checked = spark.range(1000).selectExpr("assert_true(id < 5) AS v", "id")
    with pytest.raises(DataError) as caught:
        _ = to_dataset(checked).column("id").values
    assert str(caught.value) == (f"CK411 Spark stopped before the rows were read: '(id < 5)' is not true!.\n{HELP}")


@pytest.mark.dask
def test_a_task_of_dask_that_fails_in_the_middle(dask_client: Any) -> None:
    import dask.dataframe as dd
    import pandas as pd

    def checked(part: Any) -> Any:
        if (part["v"] == 900).any():
            raise ValueError("row 900 is not there")
        return part

    library: Any = dd
    frame = library.from_pandas(pd.DataFrame({"v": range(1000)}), npartitions=4).map_partitions(checked)
    assert said(frame, "v") == f"CK411 Dask stopped before the rows were read: row 900 is not there.\n{HELP}"


def boom(_: Any) -> Any:
    raise RuntimeError("no row 7")


@pytest.mark.parametrize("mark", ["bar", "point", "line"])
def test_every_way_of_drawing_says_it_alike(mark: str) -> None:
    axis = {"field": "a", "type": "quantitative"}
    spec = {"data": {"name": "table"}, "mark": mark, "encoding": {"x": axis, "y": axis}}
    rows = pl.LazyFrame({"a": [1.0] * 60_000})
    with pytest.raises(DataError) as caught:
        plot_table(spec, rows.with_columns(pl.col("a").map_batches(boom, return_dtype=pl.Float64)), {})
    assert str(caught.value) == f"CK411 Polars stopped before the rows were read: no row 7.\n{HELP}"


def test_a_file_cut_short_after_it_was_opened(tmp_path: Path) -> None:
    path = tmp_path / "rows.parquet"
    pl.DataFrame({"v": pl.arange(0, 20_000, eager=True).cast(pl.Float64)}).write_parquet(path)
    dataset = to_dataset(path)
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(DataError) as caught:
        frame_of(dataset, {"x": "v"}).collect()
    assert str(caught.value).startswith("CK411 Polars stopped before the rows were read: ")
