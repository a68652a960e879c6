"""What to do about a mistake that no near name explains: the help of messages about specs that people really write."""

from __future__ import annotations

from typing import Any

import pytest

from chartkit.diagnostics import listed
from chartkit.schema import validate

LINE: dict[str, Any] = {"data": {"name": "table"}, "mark": "line", "encoding": {"x": {"field": "a"}}}
BESIDE = "write {!r} beside {!r}, not in it"


def helps(change: dict[str, Any]) -> list[str | None]:
    return [fault.help for fault in validate({**LINE, **change}, "vega-lite")]


@pytest.mark.parametrize(
    ("change", "help"),
    [
        ({"y": {"field": "b"}}, "it is a channel: write it under encoding, indented"),
        ({"mark": {"type": "line", "encoding": {}}}, BESIDE.format("encoding", "mark")),
        ({"encoding": {"x": {"field": "a"}, "transform": []}}, BESIDE.format("transform", "encoding")),
        ({"encoding": {"x": {"field": "a", "axis": {"scale": {}}}}}, BESIDE.format("scale", "axis")),
        (
            {"encoding": {"x": {"field": "a", "legend": None}}},
            "a position has an axis; a legend belongs to color, size, shape and other channels",
        ),
        (
            {"encoding": {"color": {"field": "a", "axis": None}}},
            "channel color has a legend; an axis belongs to x and y",
        ),
        ({"encoding": {"x": {"field": "a", "format": ".2f"}}}, "write axis: {format: …}"),
        ({"encoding": {"color": {"field": "a", "format": ".2f"}}}, "write legend: {format: …}"),
        ({"encoding": {"x": {"field": "a", "domain": [0, 1]}}}, "write scale: {domain: …}"),
        ({"encoding": {"x": {"field": "a", "axis": {"type": "log"}}}}, "write it under 'scale', beside 'axis'"),
        ({"mark": {"type": "bar", "axis": {}}}, "write it in a channel, as in encoding: {y: {axis: …}}"),
        ({"params": [{"name": "a", "type": "interval"}]}, "write select: {type: …}"),
        ({"calculate": "datum.a"}, "write it in an item of 'transform'"),
        ({"mark": {"type": "line", "alpha": 0.5}}, "did you mean 'opacity'?"),
        ({"mark": {"type": "line", "linestyle": "--"}}, "did you mean 'strokeDash'?"),
        ({"xlabel": "Epoch"}, "write encoding: {x: {title: …}}"),
        ({"encoding": {"y": {"field": "a", "ylim": [0, 1]}}}, "write scale: {domain: …}"),
        ({"encoding": {"x": {"field": "a", "axis": {"label": "Epoch"}}}}, "did you mean 'title'?"),
        ({"figsize": [6, 4]}, "write width: … and height: …, each in pixels"),
        ({"interactive": True}, "write params: [{name: zoom, select: interval, bind: scales}]"),
        ({"transform": [{"filter": {"field": "a", "greater": 0}}]}, "did you mean 'gt'?"),
        ({"layer": [{"mark": "bar"}]}, "write 'mark' and what belongs to it as an item of 'layer'"),
        ({"repeat": ["a"]}, "write 'mark' and what belongs to it under spec:, beside 'repeat'"),
        (
            {"transform": [{"filter": "datum.a", "calculate": "1", "as": "b"}]},
            "write each as an item of its own: - calculate: … and - filter: …",
        ),
        ({"selection": {}}, "since Vega-Lite 5 it is params: [{name: …, select: …}]"),
        (
            {"encoding": {"color": {"condition": {"selection": "a", "value": "red"}}}},
            "since Vega-Lite 5 it is param",
        ),
    ],
)
def test_a_key_at_the_wrong_place_is_told_the_right_one(change: dict[str, Any], help: str) -> None:
    assert helps(change) == [help]


@pytest.mark.parametrize(
    ("change", "help"),
    [
        ({"width": "300px"}, "write 300"),
        ({"mark": {"type": "line", "opacity": "50%"}}, "write 0.5"),
        ({"mark": {"type": "line", "strokeWidth": "2"}}, "write 2"),
        ({"mark": {"type": "line", "strokeDash": "4, 2.5"}}, "write [4, 2.5]"),
        ({"mark": {"type": "line", "strokeDash": "thin"}}, None),
        ({"mark": {"type": "line", "clip": "yes"}}, "write true"),
        ({"encoding": {"x": {"field": "a", "scale": {"zero": "no"}}}}, "write false"),
        ({"encoding": {"x": {"field": "a", "axis": False}}}, "write null to have none"),
        ({"encoding": {"x": {"field": "a", "scale": "log"}}}, "write {type: log}"),
        ({"encoding": {"x": {"field": "a", "scale": "fast"}}}, "write {type: …}"),
        ({"encoding": {"x": {"field": "a", "scale": {"zero": "flase"}}}}, "write false"),
        ({"encoding": {"x": {"field": "a", "axis": {"grid": 1}}}}, "write true"),
        ({"encoding": {"x": {"field": "a", "axis": {"domain": [0, 1]}}}}, "write it under 'scale', beside 'axis'"),
        ({"encoding": {"tooltip": True}}, "write it in the mark, as in mark: {type: …, tooltip: true}"),
        ({"height": "300,"}, "write 300"),
        ({"width": {"value": 300}}, "write what stands at 'value' alone"),
        ({"title": [{"text": "a"}]}, "write it without the list, which has one item"),
        ({"transform": [{"fold": "a, b"}]}, "write [a, b]"),
        ({"mark": "pie"}, "did you mean 'arc'?"),
        ({"mark": "geom_line"}, "did you mean 'line'?"),
        ({"mark": "lines+markers"}, "did you mean 'line'?"),
        ({"width": "50%"}, "write container"),
        ({"config": {"range": {"category": "tableau20"}}}, "write {scheme: tableau20}"),
        ({"encoding": {"x": "epoch:Q"}}, "write x: {field: epoch, type: quantitative}"),
        ({"transform": [{"type": "filter"}]}, "write filter: … in place of type: filter"),
        ({"mark": "ar"}, "did you mean 'bar'? or 'arc'?"),
        ({"encoding": {"x": {"field": "a", "bin": 20}}}, "write {maxbins: …}"),
        ({"encoding": {"x": "a"}}, "write x: {field: …} for a column, x: {value: …} for a constant"),
        ({"encoding": {"tooltip": ["a"]}}, "write {field: …}"),
        ({"encoding": {"color": {"condition": "datum.a > 1"}}}, "write {test: …, value: …}"),
        ({"resolve": "independent"}, "write {scale: {color: independent}}"),
        ({"transform": {"filter": "datum.a > 1"}}, "put it in a list, even when it is the only one"),
    ],
)
def test_a_value_of_another_kind_is_told_what_to_write(change: dict[str, Any], help: str | None) -> None:
    assert helps(change) == [help]


@pytest.mark.parametrize(
    ("spec", "help"),
    [
        ({"mark": "bar", "encode": {"x": {"field": "a"}}}, "did you mean 'encoding'?"),
        ({"subplots": [{"mark": "bar"}]}, "did you mean 'concat'?"),
    ],
)
def test_a_part_of_a_chart_has_its_name(spec: dict[str, Any], help: str) -> None:
    assert [fault.help for fault in validate({"data": {"name": "table"}, **spec}, "vega-lite")] == [help]


def test_a_transform_is_the_one_that_its_key_names() -> None:
    faults = validate({**LINE, "transform": [{"aggregate": "mean", "field": "a", "as": "m"}]}, "vega-lite")

    assert [fault.message for fault in faults] == [
        "aggregate of the aggregate transform is a list; found 'mean'.",
        "the aggregate transform has no property 'field'.",
        "the aggregate transform has no property 'as'.",
    ]
    assert [fault.help for fault in faults][1:] == ["write it in an item of 'aggregate'"] * 2


def test_a_predicate_without_a_comparison_is_told_of_all() -> None:
    comparisons = ("equal", "range", "oneOf", "lt", "gt", "lte", "gte", "valid")
    faults = validate({**LINE, "transform": [{"filter": {"field": "a", "op": "gt", "value": 0}}]}, "vega-lite")

    unknown, _, needed = faults
    assert needed.message == f"filter of the filter transform needs one of {listed(comparisons, 'or')}."
    assert needed.help == "write gt: … in place of op: gt"
    assert unknown.message == "filter of the filter transform has no property 'op'."
    assert unknown.help is not None and all(repr(name) in unknown.help for name in comparisons)


def test_keys_of_raw_vega_are_not_those_of_vega_lite() -> None:
    faults = validate(
        {"$schema": "https://vega.github.io/schema/vega/v6.json", "signals": [{"name": "a", "selection": 1}]}, "vega"
    )

    assert [fault.help for fault in faults] != ["since Vega-Lite 5 it is params: [{name: …, select: …}]"]
    assert len(faults) == 1
