"""Older Vega-Lite read as version 6: what is rewritten, what stays, and where faults are told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from chartkit.diagnostics import PresetError
from chartkit.presets import load, parse

V6 = "https://vega.github.io/schema/vega-lite/v6.json"
SIZED = {"width": 100, "height": 100}


def upgraded(major: int, spec: dict[str, Any]) -> dict[str, Any]:
    """The spec as read, less the schema, data and sizes that every test gives."""
    url = f"https://vega.github.io/schema/vega-lite/v{major}.json"
    preset = load({"$schema": url, "data": {"name": "table"}, **SIZED, **spec})
    assert preset.major == 6
    assert [(note.code, note.severity, note.message) for note in preset.diagnostics] == [
        ("CK116", "info", f"this preset is written in Vega-Lite {major}: it is read as Vega-Lite 6.")
    ]
    found = preset.spec.plain()
    assert found.pop("$schema") == V6
    return {key: value for key, value in found.items() if key not in ("data", *SIZED)}


def test_defaults_of_the_config_stand_in_each_selection() -> None:
    config = {"selection": {"single": {"fields": ["g"], "empty": "none"}, "interval": {"mark": {"fill": "red"}}}}
    selection = {"s": {"type": "single"}, "i": {"type": "interval", "mark": {"stroke": "blue"}}}
    color = {"condition": {"selection": "s", "value": "red"}, "value": "grey"}
    spec = {"mark": "point", "selection": selection, "encoding": {"color": color}, "config": config}
    assert upgraded(4, spec) == {
        "mark": "point",
        "params": [
            {"name": "s", "select": {"type": "point", "toggle": False, "fields": ["g"]}},
            {"name": "i", "select": {"type": "interval", "mark": {"fill": "red", "stroke": "blue"}}},
        ],
        "encoding": {"color": {"condition": {"param": "s", "empty": False, "value": "red"}, "value": "grey"}},
        "config": {},
    }


def test_params_that_are_there_stay_and_unknown_words_too() -> None:
    spec = {
        "mark": {"type": "point", "unheard": {"selection": {"of": 1}}},
        "params": [{"name": "p", "value": 1}],
        "selection": {"s": {"type": "interval", "bind": "scales", "more": 3}},
        "usermeta": {"selection": "kept"},
    }
    assert upgraded(5, spec) == {
        "mark": {"type": "point", "unheard": {"selection": {"of": 1}}},
        "params": [
            {"name": "p", "value": 1},
            {"name": "s", "select": {"type": "interval", "more": 3}, "bind": "scales"},
        ],
        "usermeta": {"selection": "kept"},
    }


def test_lookups_of_a_selection() -> None:
    spec = {
        "transform": [{"lookup": "a", "from": {"selection": "s", "key": "b"}}],
        "mark": "line",
        "selection": {"s": {"type": "multi"}},
    }
    assert upgraded(4, spec)["transform"] == [{"lookup": "a", "from": {"param": "s", "key": "b"}}]


def test_bands_are_sizes_of_bars_and_positions_of_other_marks() -> None:
    x = {"field": "a", "timeUnit": "month", "band": 0.4}
    assert upgraded(4, {"mark": "bar", "encoding": {"x": x}}) == {
        "mark": {"type": "bar", "width": {"band": 0.4}},
        "encoding": {"x": {"field": "a", "timeUnit": "month"}},
    }
    assert upgraded(4, {"mark": "line", "encoding": {"x": x}})["encoding"]["x"]["bandPosition"] == 0.4
    assert upgraded(4, {"layer": [{"mark": "rect"}, {"mark": "bar"}], "encoding": {"y": {**x}}}) == {
        "layer": [
            {"mark": {"type": "rect", "height": {"band": 0.4}}},
            {"mark": {"type": "bar", "height": {"band": 0.4}}},
        ],
        "encoding": {"y": {"field": "a", "timeUnit": "month"}},
    }


def test_the_range_step_of_version_3_is_the_step_of_the_view() -> None:
    url = "https://vega.github.io/schema/vega-lite/v3.json"
    scale = {"rangeStep": 12}
    spec = {"data": {"name": "table"}, "mark": "bar", "encoding": {"x": {"field": "a", "scale": scale}}}
    found = load({"$schema": url, **spec}).spec.plain()
    assert (found["width"], found["encoding"]) == ({"step": 12}, {"x": {"field": "a"}})
    found = load({"$schema": url, **spec, "config": {"scale": {"rangeStep": None}}}).spec.plain()
    assert found["config"]["view"] == {"discreteWidth": 200, "discreteHeight": 200, "continuousHeight": 200}


def test_other_words_of_versions_2_and_3() -> None:
    spec = {
        "mark": "box-plot",
        "encoding": {
            "x": {"field": "a", "sort": {"field": "b"}, "axis": False},
            "x2": {"field": "b", "type": "quantitative"},
            "longitude": {"value": 3},
        },
        "projection": {"type": "mercator"},
        "config": {"invalidValues": None},
    }
    assert upgraded(3, spec) == {
        "mark": "boxplot",
        "encoding": {
            "x": {"field": "a", "sort": {"field": "b", "op": "mean"}, "axis": None},
            "x2": {"field": "b"},
            "longitude": {"datum": 3},
        },
        "projection": {"type": "mercator"},
        "config": {"mark": {"invalid": None}, "projection": {"type": "mercator"}},
    }


@pytest.mark.parametrize("major", [4, 5])
def test_views_without_a_size_keep_their_200_px(major: int) -> None:
    url = f"https://vega.github.io/schema/vega-lite/v{major}.json"
    views = {"hconcat": [{"mark": "bar", "width": 10}, {"mark": "bar", "height": 10}], "data": {"name": "table"}}
    sizes = {"continuousWidth": 200, "continuousHeight": 200}
    assert load({"$schema": url, **views}).spec.plain()["config"] == {"view": sizes}


def test_defaults_of_version_4_are_written_out() -> None:
    spec = {
        "mark": "circle",
        "encoding": {
            "x": {"field": "a", "type": "quantitative", "scale": {"domain": [0, 7]}},
            "size": {"field": "b", "type": "ordinal"},
            "longitude": {"field": "l"},
        },
    }
    found = upgraded(4, spec)
    assert found["encoding"]["x"]["scale"] == {"domain": [0, 7], "nice": True}
    assert found["encoding"]["size"]["scale"] == {"rangeMin": 9}
    assert found["config"] == {"projection": {"type": "mercator"}}


def test_words_that_are_no_more_and_versions_too_old_are_faults_at_their_places() -> None:
    text = (
        "$schema: https://vega.github.io/schema/vega-lite/v2.json\n"
        "data: {name: table}\nmark: bar\nconfig:\n  axis: {shortTimeLabels: true}\n"
    )
    with pytest.raises(PresetError) as error:
        parse(text, Path("a.yaml"))
    assert str(error.value) == (
        "a.yaml:5:10: CK118 'shortTimeLabels' of Vega-Lite 2 has no counterpart in version 6.\n"
        "help: give the axis or legend a format, as in format: '%b'"
    )
    with pytest.raises(PresetError) as error:
        parse(text.replace("v2", "v1").replace("shortTimeLabels", "grid"), Path("a.yaml"))
    assert str(error.value) == (
        "a.yaml:1:10: CK118 this spec is written in Vega-Lite 1; versions 2 to 6 are read.\n"
        "help: write it in Vega-Lite 6"
    )


def test_places_stay_those_of_the_authors_file() -> None:
    text = (
        "$schema: https://vega.github.io/schema/vega-lite/v4.json\n"
        "data: {name: table}\n"
        "selection:\n"
        "  s: {type: single, init: {g: 1}}\n"
        "mark: point\n"
        "encoding:\n"
        "  color:\n"
        "    condition: {selection: s, value: red}\n"
    )
    preset = parse(text, Path("a.yaml"))
    places = {
        ("params", 0, "name"): (4, 3),
        ("params", 0, "select", "type"): (4, 13),
        ("params", 0, "value"): (4, 27),
        ("encoding", "color", "condition", "param"): (8, 28),
    }
    for path, place in places.items():
        found = preset.locate(path)
        assert (found.line, found.column) == place
    found = preset.locate(("encoding", "color", "condition", "param"), on_key=True)
    assert (found.line, found.column) == (8, 17)
