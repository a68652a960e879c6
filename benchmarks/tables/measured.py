"""One tracker, one source of rows, one size, in this process: `python measured.py TRACKER SOURCE ROWS`.

Prints the seconds of `Table` and of `log`, the bytes that both add at most to what the source takes, and the bytes of
the run's table files. A table of another size comes first, so that libraries and threads are there. The peak is the
kernel's own, set back before.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

COLUMNS = ["i", "f", "s", "b", "t"]
_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")
_START = dt.datetime(2024, 1, 1)


class Measured(NamedTuple):
    """Seconds of `Table`, of `log`, bytes of memory added at most, and bytes of the files of tables."""

    table_s: float
    log_s: float
    added_bytes: int
    file_bytes: int


def python_rows(n_rows: int) -> list[list[Any]]:
    """Lists of an integer, a float, a text, a boolean and a time."""
    second = dt.timedelta(seconds=1)
    return [
        [row, row / 3, f"text {row % 1000} of some length", row % 2 == 0, _START + row * second]
        for row in range(n_rows)
    ]


def polars_frame(n_rows: int) -> Any:
    """The same rows as a Polars frame."""
    return _lazy(n_rows).collect()


def arrow_table(n_rows: int) -> Any:
    """The same rows as an Arrow table."""
    return polars_frame(n_rows).to_arrow()


def parquet_path(n_rows: int) -> Path:
    """The same rows in a Parquet file."""
    path = Path(f"rows_{n_rows}.parquet").absolute()
    _lazy(n_rows).sink_parquet(path)
    return path


def duckdb_relation(n_rows: int) -> Any:
    """The same rows as a relation of DuckDB over a Parquet file."""
    import duckdb

    duckdb.sql("set memory_limit = '200MB'")
    return duckdb.read_parquet(str(parquet_path(n_rows)))


def _lazy(n_rows: int) -> Any:
    import polars as pl

    row = pl.int_range(n_rows).alias("i")
    return (
        pl.LazyFrame()
        .select(row)
        .select(
            "i",
            (pl.col("i") / 3).alias("f"),
            pl.format("text {} of some length", pl.col("i") % 1000).alias("s"),
            (pl.col("i") % 2 == 0).alias("b"),
            (pl.lit(_START) + pl.duration(seconds="i")).alias("t"),
        )
    )


SOURCES: dict[str, Callable[[int], Any]] = {
    "Python rows": python_rows,
    "Polars": polars_frame,
    "PyArrow": arrow_table,
    "a Parquet file": parquet_path,
    "DuckDB": duckdb_relation,
}


def measured(tracker: str, source: str, n_rows: int) -> Measured:
    """The figures of one run. Raises `SystemExit` when chartkit does not give all rows back."""
    module = __import__(tracker)
    rows = SOURCES[source](n_rows)
    run = module.init(project="benchmark", mode="offline", dir=".")
    first = 600_000 if tracker == "chartkit" else 1_000
    run.log({"first": module.Table(COLUMNS, SOURCES[source](first))})
    before, before_bytes = _kilobytes("VmRSS"), _file_bytes()
    _CLEAR.write_text("5", encoding="utf-8")
    start_s = time.perf_counter()
    table = module.Table(COLUMNS, rows)
    made_s = time.perf_counter()
    run.log({"table": table})
    end_s = time.perf_counter()
    added = _kilobytes("VmHWM") - before
    if tracker == "chartkit" and (found := len(module.Api().run(run.id).table("table"))) != n_rows:
        raise SystemExit(f"{n_rows} rows were logged, {found} read back")
    file_bytes = _file_bytes() - before_bytes
    run.finish()
    return Measured(made_s - start_s, end_s - made_s, max(0, added) * 1024, file_bytes)


def _file_bytes() -> int:
    return sum(path.stat().st_size for path in Path().rglob("tables/*") if path.is_file())


def _kilobytes(name: str) -> int:
    line = next(line for line in _STATUS.read_text(encoding="utf-8").splitlines() if line.startswith(name))
    return int(line.split()[1])


if __name__ == "__main__":
    sys.stdout.write(repr(tuple(measured(sys.argv[1], sys.argv[2], int(sys.argv[3])))))
