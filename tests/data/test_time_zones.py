"""A table's zone reaches its charts, and comes back with the run that kept both."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import chartkit

NOON = [dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC), dt.datetime(2024, 5, 1, 13, tzinfo=dt.UTC)]


def shown_times(chart: chartkit.Chart) -> list[Any]:
    (rows,) = chart.spec["datasets"].values()
    return [row["time"] for row in rows]


@pytest.mark.parametrize("times", [NOON, pl.Series(NOON), [time.isoformat() for time in NOON]], ids=type)
@pytest.mark.parametrize(("timezone", "hour"), [(None, 12), ("UTC", 12), ("Asia/Seoul", 21), ("America/New_York", 8)])
def test_a_chart_shows_the_wall_clock_of_the_tables_zone(times: Any, timezone: str | None, hour: int) -> None:
    table = chartkit.Table(data={"time": times, "loss": [1.0, 0.5]}, timezone=timezone)
    chart = chartkit.plot_table("wandb/line/v0", table, {"x": "time", "y": "loss"})
    assert shown_times(chart) == [f"2024-05-01T{hour + later:02}:00:00.000Z" for later in (0, 1)]


def test_the_zone_comes_back_with_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    table = chartkit.Table(data={"time": NOON, "loss": [1.0, 0.5]}, timezone="Asia/Seoul")
    chart = chartkit.plot_table("wandb/line/v0", table, {"x": "time", "y": "loss"})
    with chartkit.init(dir=tmp_path, id="r") as run:
        run.log({"chart": chart, "table": table})
    found = chartkit.Api(tmp_path).run("r")
    assert found.chart("chart").to_json() == chart.to_json()
    assert (found.table("table").timezone, found.table("chart").timezone) == ("Asia/Seoul", "Asia/Seoul")
