"""Real engines for the tests: each started once, on this machine's loopback alone, its start-up time printed."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import duckdb as duckdb_library
import pytest

_STARTED: dict[str, float] = {}
"""Seconds that each engine took to start, until a test's report carries them."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("spark"):
            item.add_marker(
                pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")
            )


def pytest_runtest_call(item: pytest.Item) -> None:
    while _STARTED:
        name, seconds = _STARTED.popitem()
        item.user_properties.append(("engine started", f"{name} started in {seconds:.1f} s"))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    for report in reports:
        if getattr(report, "when", None) == "call":
            for name, value in report.user_properties:
                if name == "engine started":
                    terminalreporter.write_line(value)


@pytest.fixture(scope="session")
def duckdb() -> Iterator[Any]:
    """A connection of its own, with two threads."""
    connection = duckdb_library.connect(config={"threads": 2})
    yield connection
    connection.close()


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """A session of `local[2]` in a zone with summer time, so that nothing may lean on the session's zone."""
    started = time.perf_counter()
    os.environ |= {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    from pyspark.sql import SparkSession

    builder: Any = SparkSession.builder
    session = (
        builder.master("local[2]")
        .appName("chartkit tests")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.memory", "1g")
        .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")  # short jobs: compile less
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.session.timeZone", "America/New_York")
        .config("spark.sql.timestampType", "TIMESTAMP_NTZ")  # so that naive times of Arrow stay naive
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    _STARTED["spark"] = time.perf_counter() - started
    yield session
    session.stop()


@pytest.fixture(scope="module")
def dask_client() -> Iterator[Any]:
    """A distributed cluster of one worker in a thread of this process, which listens on the loopback alone.

    It ends with its module: its threads draw from `random`, which Hypothesis watches in the tests of others.
    """
    started = time.perf_counter()
    from distributed import Client, LocalCluster

    on_loopback = {"dashboard_address": "127.0.0.1:0", "worker_dashboard_address": "127.0.0.1:0"}
    with (
        LocalCluster(
            n_workers=1, threads_per_worker=2, processes=False, protocol="tcp://", host="127.0.0.1", **on_loopback
        ) as cluster,
        Client(cluster) as client,
    ):
        _STARTED["dask"] = time.perf_counter() - started
        yield client


@pytest.fixture(
    params=[
        "polars",
        "duckdb",
        pytest.param("pyspark", marks=pytest.mark.spark),
        pytest.param("dask", marks=pytest.mark.dask),
        "ibis",
    ]
)
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine's name in turn."""
    return request.param


@pytest.fixture
def moved(engine: str, request: pytest.FixtureRequest) -> Callable[[Any], Any]:
    """What puts an Arrow table into the engine and gives its own lazy frame."""
    match engine:
        case "polars":
            import polars as pl

            return lambda table: pl.DataFrame(table).lazy()
        case "duckdb":
            return request.getfixturevalue("duckdb").from_arrow
        case "pyspark":
            return request.getfixturevalue("spark").createDataFrame
        case "dask":
            request.getfixturevalue("dask_client")
            import dask.dataframe as dd
            import pandas as pd
            import pyarrow as pa

            library: Any = dd
            nullable: Any = {pa.bool_(): pd.BooleanDtype()}.get  # Dask reads booleans beside None as text
            return lambda table: library.from_pandas(table.to_pandas(types_mapper=nullable), npartitions=2)
        case _:
            import ibis
            import polars as pl

            return lambda table: ibis.polars.connect({"moved": pl.DataFrame(table).lazy()}).table("moved")
