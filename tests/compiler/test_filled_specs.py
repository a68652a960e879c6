"""Filled specs are remembered by everything that they depend on, and by nothing else."""

import json
from pathlib import Path
from typing import Any

import chartkit

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
