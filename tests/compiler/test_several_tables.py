"""Presets over several datasets: a dict of tables in, each view over its own rows, every mistake in one sentence."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import chartkit
from chartkit.check import check_preset
from chartkit.cli.application import application
from chartkit.compiler import Chart
from chartkit.diagnostics import BindError, ChartkitError, DataError, PresetError
from chartkit.presets import load

SIDES: dict[str, Any] = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "hconcat": [
        {
            "data": {"name": "train"},
            "mark": "line",
            "encoding": {"x": {"field": "${field:x}"}, "y": {"field": "${field:loss}"}},
        },
        {
            "data": {"name": "eval"},
            "mark": "bar",
            "encoding": {"x": {"field": "${field:x}", "type": "ordinal"}, "y": {"field": "${field:accuracy}"}},
        },
    ],
}
TABLES = {
    "train": {"step": [1, 2, 3], "loss.a": [3.0, 2.0, 1.0]},
    "eval": {"step": [1, 2], "accuracy": [0.5, 0.7]},
}
FIELDS = {"x": "step", "loss": "loss.a", "accuracy": "accuracy"}
NEEDS = "CK206 preset '<dict>' draws 2 tables, 'train' and 'eval'"
WAY_OUT = "help: pass a dict of tables: {'train': …, 'eval': …}"


def rows(chart: Chart) -> dict[str, list[dict[str, Any]]]:
    return chart.spec["datasets"]


def test_each_view_draws_its_own_table(tmp_path: Path) -> None:
    chart = chartkit.plot_table(SIDES, TABLES, FIELDS)
    assert rows(chart) == {
        "train": [{"step": 1, "loss_a": 3}, {"step": 2, "loss_a": 2}, {"step": 3, "loss_a": 1}],
        "eval": [{"step": 1, "accuracy": 0.5}, {"step": 2, "accuracy": 0.7}],
    }
    chart.save(tmp_path / "chart.svg")
    svg = (tmp_path / "chart.svg").read_text()
    assert svg.count('aria-roledescription="bar"') == 2
    assert re.findall(r"step: (\d)", svg) == ["1", "1", "2"]


def test_a_layer_shares_its_slots_with_all_its_tables() -> None:
    views = [{"data": {"name": name}, "mark": "line"} for name in ("train", "eval")]
    spec = {"layer": views, "encoding": {"x": {"field": "${field:x}"}, "y": {"field": "${field:y}"}}}
    assert load(spec).fields["x"].tables == ("train", "eval")
    tables = {"train": {"a!": [1], "y": [2]}, "eval": {"a": [0], "y": [4], "a!": [3]}}
    chart = chartkit.plot_table(spec, tables, {"x": "a!", "y": "y"})
    assert chart.spec["encoding"]["x"]["field"] == "a_2"
    assert [rows(chart)[name][0]["a_2"] for name in ("train", "eval")] == [1, 3]


def test_a_lookup_reads_the_other_table(tmp_path: Path) -> None:
    lookup = {
        "lookup": "${field:id}",
        "from": {"data": {"name": "names"}, "key": "${field:key}", "fields": ["${field:label}"]},
    }
    spec = {
        "data": {"name": "table"},
        "transform": [lookup],
        "mark": "text",
        "encoding": {"text": {"field": "${field:label}"}},
    }
    preset = load(spec)
    assert preset.tables == ("table", "names")
    assert {name: slot.tables for name, slot in preset.fields.items()} == {
        "id": ("table",),
        "key": ("names",),
        "label": ("table", "names"),
    }


def test_a_declared_table_settles_where_a_slot_stands(tmp_path: Path) -> None:
    spec = {**SIDES, "title": "${field:note}"}
    fields = {"x": {}, "loss": {}, "accuracy": {}, "note": {"table": "eval"}}
    preset = {"fields": fields, "spec": spec}
    tables = {"train": TABLES["train"], "eval": {**TABLES["eval"], "best": [1, 2]}}
    assert chartkit.plot_table(preset, tables, {**FIELDS, "note": "best"}).spec["title"] == "best"
    with pytest.raises(PresetError) as caught:
        load({"fields": {**fields, "note": {"table": "evl"}}, "spec": spec})
    assert str(caught.value) == (
        "CK106 slot 'note' stands in the table 'evl', which the spec does not have.\n"
        "help: did you mean 'eval'? its tables: 'train' and 'eval'"
    )


def test_raw_vega_slots_stand_in_the_tables_that_their_data_comes_from() -> None:
    spec = {
        "$schema": "https://vega.github.io/schema/vega/v6.json",
        "data": [
            {"name": "train"},
            {"name": "eval"},
            {
                "name": "both",
                "source": ["train", "eval"],
                "transform": [{"type": "filter", "expr": "datum.${field:a} > 0"}],
            },
        ],
        "scales": [{"name": "x", "domain": {"data": "eval", "field": "${field:b}"}}],
        "marks": [
            {
                "type": "group",
                "from": {"facet": {"data": "both", "name": "parts", "groupby": "${field:c}"}},
                "marks": [
                    {
                        "type": "symbol",
                        "from": {"data": "parts"},
                        "encode": {"enter": {"x": {"field": "${field:d}"}}},
                    }
                ],
            },
            {
                "type": "symbol",
                "from": {"data": "train"},
                "encode": {"enter": {"x": {"field": "${field:e}"}}},
            },
        ],
    }
    both = ("train", "eval")
    expected = {"a": both, "b": ("eval",), "c": both, "d": both, "e": ("train",)}
    assert {name: slot.tables for name, slot in load(spec).fields.items()} == expected


def test_named_data_with_a_source_elsewhere_is_no_table() -> None:
    points = {"data": {"name": "own", "values": [{"a": 1}]}, "mark": "point"}
    again = {"data": {"name": "own"}, "mark": "point"}
    users = {"data": {"name": "table"}, "mark": "point"}
    assert load({"hconcat": [points, again, users]}).tables == ("table",)


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        ([[1]], f"{NEEDS}; found a list.\n{WAY_OUT}"),
        ({"step": [1], "loss": [2]}, f"{NEEDS}; found a dict of 'step' and 'loss'.\n{WAY_OUT}"),
        ({"train": {"step": [1]}}, f"{NEEDS}; the table 'eval' is missing.\n{WAY_OUT}"),
        (
            {**TABLES, "test": {"step": [1]}},
            "CK206 preset '<dict>' has no table 'test'.\nhelp: its tables: 'train' and 'eval'",
        ),
    ],
)
def test_anything_but_a_table_for_each_name_is_refused(tables: Any, expected: str) -> None:
    with pytest.raises(BindError) as caught:
        chartkit.plot_table(SIDES, tables, FIELDS)
    assert str(caught.value) == expected


def test_faults_name_the_table_they_are_in() -> None:
    with pytest.raises(DataError) as of_data:
        chartkit.plot_table(SIDES, {"train": [[1], [2, 3]], "eval": TABLES["eval"]}, FIELDS)
    assert str(of_data.value).startswith("CK402 the table 'train': ")
    with pytest.raises(BindError) as of_column:
        chartkit.plot_table(SIDES, {**TABLES, "eval": {"epoch": [1], "accuracy": [1]}}, FIELDS)
    assert str(of_column.value) == (
        "CK204 slot 'x' names the column 'step', which the table 'eval' does not have.\n"
        "help: columns: 'epoch' and 'accuracy'"
    )
    with pytest.raises(BindError) as of_types:
        chartkit.plot_table(SIDES, {**TABLES, "eval": {"step": ["a"], "accuracy": [1]}}, FIELDS)
    assert str(of_types.value) == (
        "CK203 slot 'x' draws the columns 'step' of several tables as one: "
        "quantitative in 'train', nominal in 'eval'.\n"
        "help: give them one type in all tables"
    )


def test_one_table_takes_a_dict_of_columns_as_ever() -> None:
    spec = {"data": {"name": "table"}, "mark": "point", "encoding": {"x": {"field": "${field:x}"}}}
    chart = chartkit.plot_table(spec, {"table": [1, 2]}, {"x": "table"})
    assert rows(chart) == {"table": [{"table": 1}, {"table": 2}]}


PRESET = """\
description: Two tables.
fields:
  x: {type: quantitative}
  accuracy: {type: quantitative}
  group: {type: nominal, required: false}
example:
  data: {train: train.csv, eval: eval.csv}
  fields: {x: step, accuracy: accuracy}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  hconcat:
    - {data: {name: train}, mark: point, encoding: {x: {field: "${field:x}"}, color: {field: "${field:group}"}}}
    - {data: {name: eval}, mark: point, encoding: {x: {field: "${field:accuracy}"}}}
"""


@pytest.fixture
def preset_file(tmp_path: Path) -> Path:
    (tmp_path / "train.csv").write_text("step\n1\n2\n")
    (tmp_path / "eval.csv").write_text("accuracy\n0.5\n")
    file = tmp_path / "two.yaml"
    file.write_text(PRESET)
    return file


def test_check_reads_an_example_of_several_tables_and_keeps_a_golden_of_both(preset_file: Path) -> None:
    assert check_preset(preset_file, update=True) == []
    golden = preset_file.with_suffix(".expected.vl.json").read_text()
    assert '"step": 2' in golden
    assert '"accuracy": 0.5' in golden
    preset_file.with_name("eval.csv").write_text("accuracy\n0.75\n")
    assert [fault.code for fault in check_preset(preset_file)] == ["CK702"]


def test_check_makes_up_columns_for_each_table(tmp_path: Path) -> None:
    file = tmp_path / "two.yaml"
    file.write_text(re.sub(r"example:.*?spec:", "spec:", PRESET, flags=re.DOTALL))
    assert [fault.code for fault in check_preset(file)] == ["CK804"]  # it has no example, and nothing else


def test_an_example_without_one_of_its_tables_is_a_fault(preset_file: Path) -> None:
    preset_file.write_text(PRESET.replace(", eval: eval.csv", ""))
    with pytest.raises(ChartkitError) as caught:
        load(preset_file)
    assert str(caught.value) == (
        f"{preset_file}:7:9: CK106 the example of this preset gives data for its tables 'train' and 'eval'; "
        "found 'train'.\nhelp: write a map: {train: …, eval: …}"
    )


def test_the_command_line_shows_and_draws_both_tables(preset_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(preset_file.parent)
    shown = CliRunner().invoke(application, ["presets", "show", "two.yaml"])
    assert "chartkit.plot_table('two.yaml', {'train': train, 'eval': eval}, {'x': 'step'" in shown.output
    given = ["--field", "x=step", "--field", "accuracy=accuracy", "-o", "out.json"]
    files = ["--data", "train=train.csv", "--data", "eval=eval.csv"]
    drawn = CliRunner().invoke(application, ["render", "two.yaml", *files, *given])
    assert drawn.exit_code == 0, drawn.output
    assert json.loads(Path("out.json").read_text())["datasets"]["eval"] == [{"accuracy": 0.5}]
    lacking = CliRunner().invoke(application, ["render", "two.yaml", *files[:2], *given])
    assert lacking.exit_code == 2
    assert "CK701 preset 'two' draws 2 tables, 'train' and 'eval'; --data gives 'train'." in lacking.output
    assert "write --data train=FILE --data eval=FILE" in lacking.output
