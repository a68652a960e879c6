"""Whose rows a chart draws: `${run:…}`, W&B's columns of the run, and tables of several runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import chartkit
from chartkit.compiler import Chart
from chartkit.data import Dataset, to_dataset
from chartkit.data.run_label import RunLabel
from chartkit.data.run_rows import with_runs
from chartkit.diagnostics import DataError, PresetError
from chartkit.presets import load

SPEC: dict[str, Any] = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "data": {"name": "table"},
    "title": "Loss of ${run:name}",
    "transform": [{"filter": "datum.${run:id} !== '${run:id}!'"}, {"calculate": "upper(${run:name})", "as": "shout"}],
    "mark": "point",
    "encoding": {
        "x": {"field": "${field:x}"},
        "color": {"field": "${run:color}"},
        "detail": {"field": "${run:name}"},
    },
}
WANDB: dict[str, Any] = {
    "data": {"name": "wandb"},
    "mark": "line",
    "encoding": {"x": {"field": "${field:x}", "type": "quantitative"}, "color": {"field": "name", "type": "nominal"}},
}
SEVERAL = {
    "x": [1, 2],
    "_run_id": ["a1", "b2"],
    "_run_name": ["quiet-otter", "brisk-lark"],
    "_run_color": ["#111111", "#222222"],
}


def rows(chart: Chart) -> list[dict[str, Any]]:
    return next(iter(chart.spec["datasets"].values()))


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Any]:
    run = chartkit.init(project="p", dir=tmp_path, name="quiet-otter", id="a1", color="#123456")
    yield run
    run.finish()


def test_without_a_run_rows_are_of_one_called_run() -> None:
    chart = chartkit.plot_table(SPEC, {"x": [1]}, {"x": "x"})
    assert rows(chart) == [{"x": 1, "_run_id": "run", "_run_name": "run", "_run_color": "#4269d0"}]
    assert chart.spec["title"] == "Loss of run"


def test_in_a_run_rows_and_texts_are_its_own(run: Any, tmp_path: Path) -> None:
    chart = chartkit.plot_table(SPEC, {"x": [1, 2]}, {"x": "x"})
    label = {"_run_id": "a1", "_run_name": "quiet-otter", "_run_color": "#123456"}
    assert rows(chart) == [{"x": 1, **label}, {"x": 2, **label}]
    assert chart.spec["title"] == "Loss of quiet-otter"
    assert chart.spec["transform"] == [
        {"filter": "datum[\"_run_id\"] !== 'a1!'"},
        {"calculate": 'upper(datum["_run_name"])', "as": "shout"},
    ]
    assert chart.spec["encoding"]["color"] == {
        "scale": None,
        "field": "_run_color",
        "type": "nominal",
        "title": "run color",
    }
    chart.save(tmp_path / "chart.svg")
    assert 'stroke="#123456"' in (tmp_path / "chart.svg").read_text()


def test_after_the_run_it_is_nobodys_again(run: Any) -> None:
    run.finish()
    assert chartkit.plot_table(SPEC, {"x": [1]}, {"x": "x"}).spec["title"] == "Loss of run"


def test_a_table_of_several_runs_keeps_its_own(run: Any, tmp_path: Path) -> None:
    chart = chartkit.plot_table(SPEC, SEVERAL, {"x": "x"})
    assert [row["_run_name"] for row in rows(chart)] == ["quiet-otter", "brisk-lark"]
    assert chart.spec["title"] == "Loss of 2 runs"
    chart.save(tmp_path / "chart.svg")
    assert {"#111111", "#222222"} <= {*re.findall(r'stroke="(#\d+)"', (tmp_path / "chart.svg").read_text())}


def test_a_column_of_the_users_is_never_overwritten(run: Any) -> None:
    chart = chartkit.plot_table(SPEC, {"x": [1], "_run_name": ["mine"]}, {"x": "x"})
    assert rows(chart) == [{"x": 1, "_run_name": "mine", "_run_id": "a1", "_run_color": "#123456"}]
    assert chart.spec["title"] == "Loss of mine"


def test_wandb_presets_read_the_same_as_name_color_and_id(run: Any) -> None:
    assert rows(chartkit.plot_table(WANDB, {"x": [1]}, {"x": "x"})) == [{"x": 1, "name": "quiet-otter"}]
    several = rows(chartkit.plot_table(WANDB, SEVERAL, {"x": "x"}))
    assert several == [{"x": 1, "name": "quiet-otter"}, {"x": 2, "name": "brisk-lark"}]
    own = rows(chartkit.plot_table(WANDB, {"x": [1], "name": ["mine"]}, {"x": "x"}))
    assert own == [{"x": 1, "name": "mine"}]


def test_run_slots_in_a_wandb_preset_are_the_same_columns(run: Any) -> None:
    spec = {**WANDB, "encoding": {**WANDB["encoding"], "detail": {"field": "${run:name}"}}}
    chart = chartkit.plot_table(spec, SEVERAL, {"x": "x"})
    assert chart.spec["encoding"]["detail"]["field"] == "name"
    mine = chartkit.plot_table(spec, {**SEVERAL, "name": ["a", "b"]}, {"x": "x"})
    assert rows(mine)[0] == {"x": 1, "name": "a", "_run_name": "quiet-otter"}


def test_a_logged_chart_keeps_the_name_its_run_had(run: Any, tmp_path: Path) -> None:
    run.log({"chart": chartkit.plot_table(SPEC, {"x": [1]}, {"x": "x"})})
    run.name = "renamed"
    run.finish()
    kept = chartkit.Api(tmp_path).run("p/a1").chart("chart")
    assert kept.spec["title"] == "Loss of quiet-otter"
    assert rows(kept)[0]["_run_name"] == "quiet-otter"


def test_what_a_run_does_not_have_is_a_fault() -> None:
    with pytest.raises(PresetError) as caught:
        load({**SPEC, "title": "${run:nme} ${run:name:x}"})
    assert str(caught.value) == (
        "CK110 a run has id, name and color; found ${run:nme}.\n"
        "help: did you mean 'name'?\n"
        "CK110 a run has id, name and color; found ${run:name:x}.\n"
        "help: write ${run:name}"
    )


def test_runs_are_stacked_by_column_name() -> None:
    first, second = to_dataset({"step": [1, 2], "loss": [0.5, 0.4]}), to_dataset({"accuracy": [0.9], "step": [1]})
    stacked = with_runs([(RunLabel("a1", "first", "red"), first), (RunLabel("b2", "second"), second)])
    assert stacked.names == ("step", "loss", "accuracy", "_run_id", "_run_name", "_run_color")
    assert stacked.rows() == [
        [1, 0.5, None, "a1", "first", "red"],
        [2, 0.4, None, "a1", "first", "red"],
        [1, None, 0.9, "b2", "second", "#4269d0"],
    ]
    assert [column.kind for column in stacked.columns[:3]] == ["quantitative"] * 3


def test_stacking_keeps_what_a_table_says_itself_and_needs_one_zone() -> None:
    own = to_dataset({"_run_name": ["mine"]})
    assert with_runs([(RunLabel("a1", "first"), own)]).column("_run_name").values == ["mine"]
    assert with_runs([]).n_rows == 0
    zones = [(RunLabel(), Dataset((), zone)) for zone in ("UTC", "Asia/Seoul")]
    with pytest.raises(DataError) as caught:
        with_runs(zones)
    assert str(caught.value) == (
        "CK409 tables of several runs show times in one zone; found 'UTC' and 'Asia/Seoul'.\n"
        "help: convert them with to_dataset(table, timezone=…)"
    )
