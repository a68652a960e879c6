"""Filled specs are remembered by everything that they depend on, and by nothing else."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

import chartkit
from chartkit.compiler.binder import bind
from chartkit.compiler.builder import build, filled_spec
from chartkit.compiler.spec_facts import facts_of
from chartkit.data import to_dataset
from chartkit.presets import load

PRESET: dict[str, Any] = {
    "fields": {"x": {"type": "quantitative"}, "c": {"type": "nominal", "required": False}},
    "strings": {"title": {"default": ""}, "size": {"type": "number", "default": 1}},
    "spec": {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"name": "table"},
        "title": "${string:title}",
        "mark": {"type": "point", "size": "${string:size}"},
        "encoding": {"x": {"field": "${field:x}", "type": "quantitative"}, "color": {"field": "${field:c}"}},
    },
}


def test_each_filling_is_its_own(tmp_path: Path) -> None:
    preset = tmp_path / "points.json"
    preset.write_text(json.dumps(PRESET))
    rows = {"a": [1.0, 2.0], "b": [3.0, 4.0], "k": ["u", "v"]}

    def spec(fields: dict[str, str], **strings: Any) -> dict[str, Any]:
        made = chartkit.plot_table(preset, rows, fields, strings).spec
        return {key: made.get(key) for key in ("title", "mark", "encoding")}

    first = spec({"x": "a", "c": "k"}, title="1")
    assert spec({"x": "b", "c": "k"}, title="1") != first
    assert spec({"x": "a"}, title="1") != first
    assert spec({"x": "a", "c": "k"}, title="2") != first
    assert spec({"x": "a", "c": "k"}, title="1", size=1.5)["mark"]["size"] == 1.5
    assert repr(spec({"x": "a", "c": "k"}, title="1", size=2)["mark"]["size"]) == "2"
    assert repr(spec({"x": "a", "c": "k"}, title="1", size=2.0)["mark"]["size"]) == "2.0"
    assert spec({"x": "a", "c": "k"}, title="1") == first


@pytest.mark.parametrize("reduce", [True, False])
def test_drawing_leaves_what_is_remembered_as_it_was(reduce: bool) -> None:
    times = [datetime(2024, 1, 1) + timedelta(hours=hour) for hour in range(50)]
    rows = {"t.ime": times, "value": [float(hour % 7) for hour in range(50)], "k": ["u", "v"] * 25}
    strings = {"title": "T"}
    for name, fields in (
        ("wandb/line/v0", {"x": "t.ime", "y": "value", "stroke": "k"}),
        ("wandb/histogram/v0", {"value": "value"}),
        ("chartkit/heatmap/v0", {"x": "k", "y": "t.ime", "value": "value"}),
    ):
        preset = load(name)
        binding = bind(preset, to_dataset(rows), fields, strings)
        filled = filled_spec(binding)
        first = build(binding, reduce=reduce).to_json()
        assert facts_of(filled).plain == filled.plain()
        assert build(bind(preset, to_dataset(rows), fields, strings), reduce=reduce).to_json() == first


def test_the_json_is_that_of_the_spec_with_its_rows() -> None:
    rows = {"a": [1.0, None], "b": [3.0, 4.0], "k": ["u", "'\u2028"]}
    own = PRESET["spec"] | {"datasets": {"other": [{"z": 1}]}}
    for preset in (PRESET, PRESET | {"spec": own}):
        chart = chartkit.plot_table(preset, rows, {"x": "a", "c": "k"})
        assert chart.to_json() == orjson.dumps(chart.spec).decode()
