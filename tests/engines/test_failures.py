"""An engine that stops in the middle: its own sentence, no half answer."""

from __future__ import annotations

from typing import Any

import pytest

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
