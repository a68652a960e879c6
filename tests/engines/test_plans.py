"""The group-by runs in the engine: its own plan says so, and only the groups leave it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import narwhals as nw
import pyarrow as pa
import pytest

from chartkit.data import to_dataset
from chartkit.data.engines import explained, frame_of
from chartkit.data.frame import Frame

N_ROWS = 10_000
TABLE = pa.table(
    {
        "group": [f"g{index % 7}" for index in range(N_ROWS)],
        "value": [float(index) for index in range(N_ROWS)],
        "unused": list(range(N_ROWS)),
    }
)
AGGREGATES = {
    "polars": r"AGGREGATE",
    "duckdb": r"(?i)hash.group.by|hash_group_by",
    "pyspark": r"HashAggregate",
    "dask": r"Groupby|Mean|Sum",
    "ibis": r"Aggregate",
}


def mean_by_group(frame: Frame) -> Frame:
    grouped = frame.lazy.group_by("g").agg(nw.col("v").mean(), nw.len().alias("n"))
    return frame._replace(lazy=grouped, kinds={"g": "text", "v": "number", "n": "number"})


def test_groups_are_made_in_the_engine(engine: str, moved: Callable[[Any], Any]) -> None:
    dataset = to_dataset(moved(TABLE))
    frame = mean_by_group(frame_of(dataset, {"g": "group", "v": "value"}))
    plan = explained(frame)
    assert re.search(AGGREGATES[engine], plan), plan
    found = frame.collect().sort("g")
    assert found.columns == ["g", "v", "n"]
    assert found["n"].to_list() == [1429, 1429, 1429, 1429, 1428, 1428, 1428]
    assert found["v"].to_list() == [4998.0, 4999.0, 5000.0, 5001.0, 4998.5, 4999.5, 5000.5]


def test_only_the_columns_of_the_chart_are_read(tmp_path: Any) -> None:
    import polars as pl

    pl.DataFrame(TABLE).write_parquet(tmp_path / "a.parquet")
    plan = explained(mean_by_group(frame_of(to_dataset(tmp_path / "a.parquet"), {"g": "group", "v": "value"})))
    assert "PROJECT 2/3 COLUMNS" in plan
    assert "a.parquet" in plan


def test_the_last_step_of_duckdb_gives_the_groups(duckdb: Any) -> None:
    relation = duckdb.from_arrow(TABLE)
    grouped = mean_by_group(frame_of(to_dataset(relation), {"g": "group", "v": "value"}))
    operators = [found.lower() for found in re.findall(r"(?i)arrow.scan|hash.group.by", explained(grouped))]
    assert [*dict.fromkeys(re.sub(r"\W|_", " ", name) for name in operators)] == ["hash group by", "arrow scan"]


@pytest.mark.spark
def test_spark_shuffles_partial_groups(spark: Any) -> None:
    frame = mean_by_group(frame_of(to_dataset(spark.createDataFrame(TABLE)), {"g": "group", "v": "value"}))
    plan = explained(frame)
    physical = plan[plan.index("== Physical Plan ==") :]
    assert re.search(r"HashAggregate.*?Exchange hashpartitioning.*?HashAggregate.*partial_avg", physical, re.DOTALL)
