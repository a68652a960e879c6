"""The whole call: faults said at once and in full, charts that tell the truth, the same bytes every time."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plotted_points import POINTS, TABLE, n_points, plotted

import chartkit
from chartkit import Chart
from chartkit.schema import validate


def test_every_fault_of_a_call_is_said_at_once() -> None:
    with pytest.raises(chartkit.BindError) as caught:
        chartkit.plot_table(
            POINTS,
            TABLE,
            {"x": "split", "z": "loss", "title": "step", "c": "los", "many": 3.5},
            {"titel": "T", "size": 900},
        )
    assert str(caught.value).splitlines() == [
        "CK201 preset '<dict>' has no field slot 'z'.",
        "help: its field slots: 'x', 'y', 'c' and 'many'",
        "CK201 preset '<dict>' has no field slot 'title'.",
        "help: 'title' goes into string_fields",
        "CK203 slot 'x' takes a quantitative column; 'split' is nominal (it holds 'a').",
        "help: quantitative columns: 'step' and 'loss'",
        "CK202 preset '<dict>' needs a column for its slot 'y'.",
        "help: columns: 'step', 'loss' and 'split'",
        "CK204 slot 'c' names the column 'los', which the table does not have.",
        "help: did you mean 'loss'? columns: 'step', 'loss' and 'split'",
        "CK207 slot 'many' takes a list of column names; found 3.5.",
        "CK201 preset '<dict>' has no string slot 'titel'.",
        "help: did you mean 'title'? its string slots: 'title' and 'size'",
        "CK205 string slot 'size' is at most 500; found 900.",
    ]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("many", "CK205 string slot 'size' is an integer; found 'many'."),
        (True, "CK205 string slot 'size' is an integer; found True."),
        (0, "CK205 string slot 'size' is at least 1; found 0."),
        ("x" * 1_000_000, "CK205 string slot 'size' is an integer; found '" + "x" * 58 + "…."),
    ],
)
def test_string_slots_are_typed(value: object, message: str) -> None:
    with pytest.raises(chartkit.BindError) as caught:
        plotted(size=value)
    assert str(caught.value) == message


def test_an_invalid_spec_is_said_in_the_schemas_words() -> None:
    broken = {**POINTS, "spec": {**POINTS["spec"], "encoding": {"x": {"field": "${field:x}", "type": "quantitive"}}}}
    with pytest.raises(chartkit.PresetError) as caught:
        chartkit.plot_table(broken, TABLE, {"x": "step", "y": "loss"})
    assert str(caught.value).startswith("$.encoding.x.type: CK302 'quantitive'")


def test_the_chart_is_plain_valid_vega_lite() -> None:
    chart = chartkit.plot_table(POINTS, TABLE, {"x": "step", "y": "loss", "c": "split"}, {"title": "T"})
    spec = chart.spec
    rows = zip(*TABLE.values(), strict=True)
    assert spec["datasets"] == {"table": [dict(zip(TABLE, row, strict=True)) for row in rows]}
    assert spec["encoding"]["color"] == {"field": "split", "type": "nominal"}
    assert validate(spec, "vega-lite") == []
    assert orjson.loads(chart.to_json()) == spec
    assert n_points(chart) == 3


def test_the_same_call_gives_the_same_bytes_and_leaves_its_input_alone() -> None:
    data = {name: list(values) for name, values in TABLE.items()}
    preset = orjson.loads(orjson.dumps(POINTS))
    first, second = (chartkit.plot_table(preset, data, {"x": "step", "y": "loss"}).to_json() for _ in range(2))
    assert first == second
    assert (data, preset) == (TABLE, POINTS)


def test_a_chart_is_restored_byte_for_byte() -> None:
    times = [dt.datetime(2024, 1, 1, hour, tzinfo=dt.UTC) for hour in range(3)]
    chart = chartkit.plot_table(POINTS, {**TABLE, "a.b": times}, {"x": "step", "y": "a.b"})
    again = Chart.restore(chart.spec_bytes(), chart.kept_tables)
    assert again.to_json() == chart.to_json()


def test_a_path_is_a_preset(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_bytes(orjson.dumps(POINTS))
    assert n_points(chartkit.plot_table(path, TABLE, {"x": "step", "y": "loss"})) == 3
    assert repr(chartkit.plot_table(str(path), TABLE, {"x": "step", "y": "loss"})) == "Chart('mine', 3 rows)"


def test_author_faults_of_the_call_itself() -> None:
    with pytest.raises(chartkit.BindError, match=r"^CK201 fields maps slots to what fills them; found str\."):
        chartkit.plot_table(POINTS, TABLE, "step")  # type: ignore[arg-type]
    with pytest.raises(chartkit.DataError):
        chartkit.plot_table(POINTS, 5, {})
    with pytest.raises(chartkit.PresetError, match=r"^CK107 a preset is a name, .*; found int\.$"):
        chartkit.plot_table(5, TABLE, {})


def test_a_mark_that_pruning_leaves_without_its_channel_is_an_error() -> None:
    encoding = {"x": {"field": "${field:x}"}, "y": {"field": "${field:y}"}}
    line = {
        "fields": {"x": {}, "y": {"required": False}},
        "spec": {"data": {"name": "table"}, "mark": "line", "encoding": encoding},
    }
    with pytest.raises(chartkit.BindError) as caught:
        chartkit.plot_table(line, TABLE, {"x": "step"})
    assert str(caught.value).splitlines()[0] == (
        "CK208 the mark 'line' needs its channel y or latitude or radius, and the slot that gives it is empty."
    )


class TestSaving:
    def test_every_format_appears_whole(self, tmp_path: Path) -> None:
        chart = plotted(title="Loss")
        starts = {"json": b"{", "html": b"<!DOCTYPE html>", "svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF"}
        for suffix, start in starts.items():
            chart.save(tmp_path / f"chart.{suffix}")
            assert (tmp_path / f"chart.{suffix}").read_bytes().startswith(start)
        assert sorted(path.suffix[1:] for path in tmp_path.iterdir()) == sorted(starts)

    def test_no_width_is_600_by_300_in_files_and_the_containers_in_pages(self, tmp_path: Path) -> None:
        plotted().save(tmp_path / "a.svg")
        assert 'class="background"' in (tmp_path / "a.svg").read_text()
        assert re.search(r'd="M0.5,0.5h600v300h-600Z"', (tmp_path / "a.svg").read_text())
        assert '"width":"container","height":300' in plotted().to_html()
        plotted().save(tmp_path / "b.svg", width=200, height=100)
        assert re.search(r'd="M0.5,0.5h200v100h-200Z"', (tmp_path / "b.svg").read_text())

    def test_refusals(self, tmp_path: Path) -> None:
        with pytest.raises(chartkit.RenderError) as caught:
            plotted().save(tmp_path / "a.pgn")
        assert str(caught.value) == (
            "CK511 a chart cannot be saved as '.pgn'.\n"
            "help: did you mean '.png'? endings: '.json', '.html', '.svg', '.png' and '.pdf'"
        )
        with pytest.raises(chartkit.RenderError, match=r"CK512 cannot write .*a\.json: No such file or directory\."):
            plotted().save(tmp_path / "nowhere" / "a.json")
        assert list(tmp_path.iterdir()) == []


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(6)))
def test_the_order_of_rows_does_not_move_points(order: list[int]) -> None:
    data = {"step": order, "loss": [value * value for value in order]}
    expected = {(value, value * value) for value in range(6)}
    assert {(row["step"], row["loss"]) for row in plotted(data).spec["datasets"]["table"]} == expected


class TestChartsNeverChange:
    def test_what_a_chart_hands_out_is_the_callers_own(self) -> None:
        chart = plotted()
        before = chart.to_json()
        spec = chart.spec
        spec["encoding"]["x"]["field"] = "other"
        spec["datasets"]["table"].clear()
        spec["usermeta"]["chartkit"]["preset"] = "other"
        assert chart.to_json() == before

    def test_a_table_filled_further_leaves_its_charts_alone(self) -> None:
        table = chartkit.Table(columns=["step", "loss"], data=[[0, 1.0]])
        chart = plotted(table)
        table.add_data(1, 0.5)
        table.data[0][0] = 99
        assert chart.spec["datasets"]["table"] == [{"step": 0, "loss": 1.0}]
        assert len(chart.table.data) == 1


@pytest.mark.parametrize("size", ["a", -5, 0, 10**30, True])
@pytest.mark.parametrize("name", ["width", "height"])
def test_a_size_that_cannot_be_drawn_is_refused(name: str, size: Any, tmp_path: Path) -> None:
    for ending in ("svg", "html"):
        with pytest.raises(chartkit.RenderError) as caught:
            plotted().save(tmp_path / f"a.{ending}", **{name: size})
        assert str(caught.value) == f"CK507 {name} is a number of px from 1 to 20,000; found {size!r}."


@pytest.mark.parametrize("ending", ["svg", "html"])
def test_a_theme_that_vega_does_not_have_is_refused(ending: str, tmp_path: Path) -> None:
    plotted().save(tmp_path / f"a.{ending}", theme="dark")
    with pytest.raises(chartkit.RenderError, match=r"^CK507 there is no theme 'darc'\.\nhelp: did you mean 'dark'\?"):
        plotted().save(tmp_path / f"b.{ending}", theme="darc")
