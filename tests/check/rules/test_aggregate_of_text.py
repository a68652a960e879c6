"""Means and sums of what is no number."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chartkit.check import check_preset

InExample = Callable[..., list[tuple[str, str | None]]]

ROWS = [{"g": "a", "v": "0.5 s"}, {"g": "b", "v": "0.7 s"}]
OUT = "fill it with a column of numbers, or use count, distinct or a filter for text"


def spec(aggregate: Any) -> dict[str, Any]:
    y = {"aggregate": aggregate, "field": "v", "type": "quantitative"}
    return {"mark": "bar", "encoding": {"x": {"field": "g", "type": "nominal"}, "y": y}}


def test_in_an_encoding(in_example: InExample) -> None:
    assert in_example("CK855", ROWS, spec("mean")) == [("mean needs numbers; 'v' holds '0.5 s'.", OUT)]


@pytest.mark.parametrize("key", ["aggregate", "joinaggregate", "window"])
def test_in_a_transform(key: str, in_example: InExample) -> None:
    transform = {key: [{"op": "sum", "field": "v", "as": "total"}], "groupby": ["g"]}
    mark = {"mark": "bar", "encoding": {"x": {"field": "total", "type": "quantitative"}}}
    assert in_example("CK855", ROWS, {"transform": [transform], **mark}) == [
        ("sum needs numbers; 'v' holds '0.5 s'.", OUT)
    ]


def test_what_layers_share_is_told_once(in_example: InExample) -> None:
    layers = [{"mark": "bar", "encoding": {"y": {"field": "v"}}}, {"mark": "point"}]
    assert in_example("CK855", ROWS, {"encoding": spec("mean")["encoding"], "layer": layers}) == [
        ("mean needs numbers; 'v' holds '0.5 s'.", OUT)
    ]


@pytest.mark.parametrize("aggregate", ["count", "distinct", "valid", {"argmax": "g"}])
def test_what_text_can_be(aggregate: Any, in_example: InExample) -> None:
    assert in_example("CK855", ROWS, spec(aggregate)) == []


def test_texts_that_are_numbers_and_dates(in_example: InExample) -> None:
    assert in_example("CK855", [{"g": "a", "v": "5"}, {"g": "b", "v": None}], spec("mean")) == []
    date = {"aggregate": "max", "field": "v", "type": "temporal"}
    latest = {"mark": "point", "encoding": {"x": date}}
    assert in_example("CK855", [{"v": "Aug 1 2004"}, {"v": "Sep 1 2004"}], latest) == []


def test_a_slot_of_names_is_told_by_itself(tmp_path: Path) -> None:
    chart = spec("mean")
    chart["encoding"]["y"]["field"] = "${field:v}"
    chart |= {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "data": {"name": "table"}}
    preset = {"fields": {"v": {"type": "nominal"}}, "example": {"values": ROWS, "fields": {"v": "v"}}, "spec": chart}
    path = tmp_path / "chart.json"
    path.write_text(json.dumps(preset), encoding="utf-8")
    assert [each.code for each in check_preset(path, data=True) if each.severity != "info"] == ["CK820"]
