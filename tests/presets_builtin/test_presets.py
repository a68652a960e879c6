"""Every preset of the repository: its example binds, is valid, is its golden and draws, whatever slots are empty."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import jsonschema
import polars as pl
import pytest

from chartkit.check.examples.goldens import golden_path, golden_text
from chartkit.compiler import Chart, plot_table
from chartkit.data import to_dataset
from chartkit.data.files import read_file
from chartkit.files import data_folder
from chartkit.presets import Preset, load
from chartkit.presets.nodes import Node

FOLDER = data_folder("presets")
ORACLES = {
    dialect: jsonschema.Draft7Validator(json.loads((data_folder("schemas") / file).read_text()))
    for dialect, file in (("vega-lite", "vega-lite-v6.4.schema.json"), ("vega", "vega-v6.schema.json"))
}


@pytest.fixture
def chart(preset: Preset, name: str) -> Chart:
    assert preset.example is not None
    assert preset.example.data is not None
    return plot_table(name, read_file(preset.example.data), preset.example.fields, preset.example.strings)


def test_its_place_is_its_name_and_every_slot_is_described(name: str, preset: Preset) -> None:
    assert preset.name == name
    assert preset.description.endswith(".")
    slots = [*preset.fields.values(), *preset.strings.values()]
    assert [slot.name for slot in slots if not slot.description] == []


def test_the_table_is_not_mutated(name: str, preset: Preset, frame: pl.DataFrame) -> None:
    before = frame.clone()
    rows = frame.to_dicts()
    for table in (frame, rows):
        plot_table(name, table, preset.example.fields, preset.example.strings).to_json()
    assert frame.equals(before)
    assert rows == before.to_dicts()


def test_the_spec_is_valid_to_an_independent_validator(chart: Chart) -> None:
    assert [error.message for error in ORACLES[chart.dialect].iter_errors(chart.spec)] == []
    assert chart.diagnostics == ()


def test_it_survives_json_and_being_kept(chart: Chart) -> None:
    assert json.loads(chart.to_json()) == chart.spec
    assert Chart.restore(chart.spec_bytes(), chart.kept_tables).to_json() == chart.to_json()


def test_the_golden_is_the_chart_of_the_example(chart: Chart, name: str) -> None:
    golden = golden_path(FOLDER / f"{name}.yaml", chart.dialect).read_text()
    assert golden == golden_text(chart)
    assert str(FOLDER.parent) not in golden


def test_made_fields_have_names_that_no_column_can_bear(name: str, preset: Preset) -> None:
    """Columns travel under letters, digits, `_` and spaces; a made field shares its rows with a column."""
    made = [text for text in _outputs(preset.spec) if "-" not in text]
    alone = {"demo/ridgeline": ["min", "max", "rows", "spread"]}
    assert made == alone.get(name, [])


def test_they_share_one_look(name: str, preset: Preset) -> None:
    if preset.dialect == "vega-lite":
        assert preset.spec.get("config").plain() == load(FOLDER / "wandb/line/v0.yaml").spec.get("config").plain()


def test_each_optional_slot_may_be_empty(
    name: str, preset: Preset, frame: pl.DataFrame, marks: Callable[[Chart], Counter[str]]
) -> None:
    optional = [slot.name for slot in preset.fields.values() if not slot.required]
    empties = [{slot} for slot in [*optional, *preset.strings]] + [{*optional, *preset.strings}]
    for empty in empties:
        fields, strings = (_without(given, empty) for given in (preset.example.fields, preset.example.strings))
        chart = plot_table(name, frame, fields, strings)
        assert chart.diagnostics == ()
        assert ORACLES[chart.dialect].is_valid(chart.spec), empty
        assert marks(chart).total() > 0, empty


def test_each_optional_slot_may_be_filled(
    name: str, preset: Preset, frame: pl.DataFrame, marks: Callable[[Chart], Counter[str]]
) -> None:
    dataset = to_dataset(frame)
    for slot in preset.fields.values():
        if slot.required or slot.name in preset.example.fields:
            continue
        column = next(
            c for c in frame.columns if slot.types != ("quantitative",) or dataset.column(c).kind in slot.types
        )
        chart = plot_table(name, frame, {**preset.example.fields, slot.name: column}, preset.example.strings)
        assert ORACLES[chart.dialect].is_valid(chart.spec), slot.name
        assert marks(chart).total() > 0, slot.name


def test_one_row_draws(name: str, preset: Preset, frame: pl.DataFrame, marks: Callable[[Chart], Counter[str]]) -> None:
    chart = plot_table(name, frame.head(1), preset.example.fields, preset.example.strings)
    assert marks(chart).total() > 0


def _without(given: dict[str, Any], empty: set[str]) -> dict[str, Any]:
    return {slot: value for slot, value in given.items() if slot not in empty}


def _outputs(node: Node) -> list[str]:
    found: list[str] = []
    for key, child in node.entries.items():
        if key == "as":
            found += [item.value for item in child.items or [child]]
        found += _outputs(child)
    for child in node.items:
        found += _outputs(child)
    return found
