"""The pieces of the benchmarks of large tables, each once and small; nothing is timed, VegaFusion is not needed."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks/data"
N_ROWS = 20_000


@pytest.fixture(autouse=True)
def data_benchmarks_importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))


def module(name: str) -> ModuleType:
    return importlib.import_module(name)


def rows_of(content: bytes) -> list[dict[str, Any]]:
    datasets: dict[str, list[dict[str, Any]]] = json.loads(content)["datasets"]
    (rows,) = datasets.values()
    return rows


@pytest.mark.parametrize("chart", ["histogram", "bar of means", "line of means", "median by group", "scatter"])
def test_queries_by_hand_draw_as_many_rows_as_each_other(chart: str) -> None:
    columns, queries = module("charts").CHARTS[chart].columns(N_ROWS), module("queries")
    by_polars = rows_of(queries.polars_query(chart, columns)())
    by_duckdb = rows_of(queries.duckdb_query(chart, columns)())
    assert len(by_polars) == len(by_duckdb)
    if "n" in by_polars[0]:
        assert sum(row["n"] for row in by_polars) == sum(row["n"] for row in by_duckdb) == N_ROWS


@pytest.mark.parametrize("chart", ["bar of means", "line of means", "median by group"])
def test_chartkit_draws_the_rows_that_a_query_by_hand_draws(chart: str) -> None:
    columns = module("charts").CHARTS[chart].columns(N_ROWS)
    ours = rows_of(module("tool_calls").chartkit(chart, columns)())
    by_hand = rows_of(module("queries").polars_query(chart, columns)())
    keys = [key for key in by_hand[0] if key != "v"]
    found = {tuple(row[key] for key in keys): row["v"] for row in ours}
    assert found == pytest.approx({tuple(row[key] for key in keys): row["v"] for row in by_hand}, rel=1e-11)


def test_every_row_is_counted_in_a_histogram_of_at_most_ten_kilobytes() -> None:
    content = module("tool_calls").chartkit("histogram", module("charts").CHARTS["histogram"].columns(N_ROWS))()
    assert sum(row["__count"] for row in rows_of(content)) == N_ROWS
    assert len(content) <= 10_000


def test_a_tool_is_measured_by_time_bytes_and_memory() -> None:
    found = module("measured").measured("NumPy reads once", "line", 10_000, 3)
    assert len(found.seconds) == 3
    assert min(found.seconds) > 0
    assert found.json_bytes > 0
    assert found.added_bytes >= 0


def test_a_parquet_file_is_plotted_whole(tmp_path: Path) -> None:
    parquet = module("parquet")
    parquet.make(str(tmp_path / "rows.parquet"), 1_000)
    seconds, peak_bytes, counted = parquet.plot(str(tmp_path / "rows.parquet"))
    assert counted == 1_000
    assert seconds > 0
    assert peak_bytes > 0


def test_a_plan_without_data_is_measured() -> None:
    one = next(iter(module("specs").named_specs()))
    assert module("planning").seconds(one, 3) > 0


def test_the_table_compares_with_the_faster_query_by_hand() -> None:
    page, figures = module("page"), module("rounds").Figures
    wanted = page.Wanted("histogram", 1_000_000, to_hand=1.5, to_vegafusion=1 / 4)
    measured = {
        "chartkit": figures(0.006, 4_000, 2_000_000),
        "Polars by hand": figures(0.005, 900, 0),
        "DuckDB by hand": figures(0.004, 900, 0),
        "VegaFusion": figures(0.03, 6_000, 0),
        "NumPy reads once": figures(0.0002, 20, 0),
    }
    slow = page.Wanted("line", 10_000_000, seconds=0.03)
    times = {"chartkit": figures(0.05, 4_000, 0), "NumPy reads once": figures(0.0002, 20, 0)}
    assert page.table([(wanted, measured), (slow, times)]).splitlines()[2:] == [
        "| histogram | 1,000,000 | 6 ms | 4 ms | 1.5 | 30 ms | 1/5 | 200 µs | 4 KB | 2 MB "
        "| ≤ 1.5 × hand, ≤ 1/4 × VegaFusion | none |",
        "| line | 10,000,000 | 50 ms | – | – | – | – | 200 µs | 4 KB | 0 KB | ≤ 30 ms | ≤ 30 ms |",
    ]
