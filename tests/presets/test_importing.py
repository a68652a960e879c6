"""Charts brought in as presets: slots and types, titles, data apart, and Altair's round trip through a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import chartkit
from chartkit.check import check_preset
from chartkit.diagnostics import PresetError
from chartkit.presets import load
from chartkit.presets.importing import imported, written
from chartkit.presets.reader import read_yaml

V6 = "https://vega.github.io/schema/vega-lite/v6.json"
ROWS = [{"a": n, "b": n * n, "my g": "uv"[n % 2], "t": f"2024-01-{n + 1:02}"} for n in range(6)]


def spec_of(**parts: Any) -> dict[str, Any]:
    return {"$schema": V6, "data": {"values": ROWS}, "mark": "point", **parts}


def test_columns_become_slots_of_the_type_they_are_drawn_as() -> None:
    encoding = {
        "x": {"field": "t", "timeUnit": "month"},
        "y": {"field": "b", "aggregate": "mean", "title": "b"},
        "color": {"field": "my g", "legend": {"title": "my g"}},
        "tooltip": [{"field": "a", "type": "ordinal"}, {"field": "b", "type": "quantitative"}],
        "size": {"condition": {"test": "datum.a > 1 && datum['my g'] == 'my g'", "value": 3}, "value": 1},
    }
    found = imported(spec_of(encoding=encoding, description="Some."), "a.json")
    assert found == (
        {
            "description": "Some.",
            "fields": {
                "t": {"type": "temporal"},
                "b": {"type": "quantitative"},
                "my g": {"type": "nominal"},
                "a": {"type": "ordinal"},
            },
            "example": {"fields": {"t": "t", "b": "b", "my g": "my g", "a": "a"}},
            "spec": {
                "$schema": V6,
                "data": {"name": "table"},
                "mark": "point",
                "encoding": {
                    "x": {"field": "${field:t}", "timeUnit": "month"},
                    "y": {"field": "${field:b}", "aggregate": "mean", "title": "${field:b}"},
                    "color": {"field": "${field:my g}", "legend": {"title": "${field:my g}"}, "type": "nominal"},
                    "tooltip": [
                        {"field": "${field:a}", "type": "ordinal"},
                        {"field": "${field:b}", "type": "quantitative"},
                    ],
                    "size": {
                        "condition": {
                            "test": "datum['${field:a}'] > 1 && datum['${field:my g}'] == 'my g'",
                            "value": 3,
                        },
                        "value": 1,
                    },
                },
            },
        },
        ROWS,
        ("t", "b", "my g", "a"),
        (),
        (),
    )


def slots_of(**parts: Any) -> tuple[str, ...]:
    return imported(spec_of(**parts), "a.json").fields


def test_names_that_mean_something_else_stay_as_they_are() -> None:
    x = {"x": {"field": "a", "type": "quantitative"}}
    assert slots_of(encoding=x) == ("a",)
    assert slots_of(encoding=x, transform=[{"calculate": "datum.b", "as": "a"}]) == ("b",)
    assert slots_of(encoding=x, params=[{"name": "p", "select": "point", "value": [{"a": 1}]}]) == ()
    assert slots_of(encoding=x, transform=[{"filter": "p.a > 1"}]) == ()
    assert slots_of(encoding={**x, "x2": {"field": "a"}}) == ()
    assert slots_of(encoding={"x": {"field": "a.b", "type": "nominal"}, "y": {"field": "a", "type": "nominal"}}) == ()
    lookup = {"lookup": "a", "from": {"data": {"values": [{"k": 1}]}, "key": "k", "fields": ["b"]}}
    y = {"y": {"field": "b", "type": "quantitative"}}
    assert slots_of(encoding={**x, **y}, transform=[lookup]) == ("a",)


def test_transforms_and_inherited_types() -> None:
    spec = spec_of(
        transform=[
            {"filter": {"field": "a", "gt": 1}},
            {"aggregate": [{"op": "mean", "field": "b", "as": "m"}], "groupby": ["my g"]},
        ],
        encoding={"x": {"type": "nominal"}},
        layer=[{"mark": "bar", "encoding": {"x": {"field": "my g"}, "y": {"field": "m", "type": "quantitative"}}}],
    )
    del spec["mark"]
    found = imported(spec, "a.json").document
    assert found["fields"] == {"a": {"type": "any"}, "b": {"type": "any"}, "my g": {"type": "nominal"}}
    assert found["spec"]["transform"] == [
        {"filter": {"field": "${field:a}", "gt": 1}},
        {"aggregate": [{"op": "mean", "field": "${field:b}", "as": "m"}], "groupby": ["${field:my g}"]},
    ]
    assert found["spec"]["layer"][0]["encoding"]["x"] == {"field": "${field:my g}", "type": "nominal"}


@pytest.mark.parametrize(
    ("shared", "slot"),
    [
        ({"type": "quantitative"}, "quantitative"),
        ({"type": "temporal", "title": "when"}, "temporal"),
        ({"timeUnit": "month"}, "temporal"),
        ({"aggregate": "mean"}, "quantitative"),
        ({"scale": {"type": "log"}}, "quantitative"),
        ({"aggregate": "count"}, "any"),
        ({"title": "loss"}, "nominal"),
    ],
)
@pytest.mark.parametrize("is_nested", [False, True])
def test_a_layer_draws_as_the_shared_encoding_says(shared: dict[str, Any], slot: str, is_nested: bool) -> None:
    unit = {"mark": "line", "encoding": {"y": {"field": "b"}}}
    spec = spec_of(encoding={"y": shared}, layer=[{"layer": [unit]} if is_nested else unit])
    del spec["mark"]
    assert imported(spec, "a.json").document["fields"] == {"b": {"type": slot}}


def test_raw_vega_is_slotted_by_the_names_of_its_rows() -> None:
    spec = {
        "$schema": "https://vega.github.io/schema/vega/v6.json",
        "data": [{"name": "rows", "values": ROWS, "transform": [{"type": "filter", "expr": "datum.a > 1"}]}],
        "scales": [{"name": "x", "domain": {"data": "rows", "field": "b"}}],
        "marks": [{"type": "rect", "from": {"data": "rows"}, "encode": {"enter": {"x": {"scale": "x", "field": "b"}}}}],
    }
    found = imported(spec, "a.json")
    assert found.fields == ("a", "b")
    assert found.document["spec"]["data"] == [
        {"name": "rows", "transform": [{"type": "filter", "expr": "datum['${field:a}'] > 1"}]}
    ]
    assert found.document["spec"]["scales"][0]["domain"] == {"data": "rows", "field": "${field:b}"}


def test_addresses_give_way_to_tables_and_are_told() -> None:
    x = {"x": {"field": "a", "type": "quantitative"}}
    views = [{"data": {"url": f"data/{name}.csv"}, "mark": "bar", "encoding": x} for name in ("cars", "cars", "b.min")]
    found = imported({"$schema": V6, "hconcat": views}, "a.json")
    assert [view["data"] for view in found.document["spec"]["hconcat"]] == [
        {"name": "table"}, {"name": "table"}, {"name": "b_min"},
    ]  # fmt: skip
    assert found.notes == (
        "its data came from data/cars.csv, which is left out: the table takes its place",
        "its data came from data/b.min.csv, which is left out: a table 'b_min' takes its place",
    )


def test_what_a_table_does_not_carry_is_told() -> None:
    data = {"values": [{"t": "3.4.24", "l": [1]}], "format": {"parse": {"t": "date:'%d.%m.%y'", "l": None}}}
    assert imported({"data": data, "mark": "point"}, "a.json").notes == (
        "column 't' was read as date:'%d.%m.%y', which is left out: give the table times",
        "column 'l' holds lists or maps, which a table keeps as texts",
    )


def test_older_charts_are_brought_in_as_version_6() -> None:
    found = imported({**spec_of(), "$schema": V6.replace("v6", "v4"), "selection": {"s": {"type": "multi"}}}, "a.json")
    assert found.notes == ("it was written in Vega-Lite 4, and is in version 6 now",)
    assert found.document["spec"]["$schema"] == V6
    assert found.document["spec"]["params"] == [{"name": "s", "select": "point"}]


def test_charts_without_a_table_are_refused() -> None:
    with pytest.raises(PresetError) as error:
        imported({"data": {"sphere": True}, "mark": "geoshape"}, "globe.json")
    assert str(error.value) == (
        "CK114 globe.json has no rows or address of rows that a table could take the place of.\n"
        "help: a chart of a map's shapes or of made-up data has no columns to choose"
    )


def test_rows_stand_in_the_preset_or_in_a_file_beside_it() -> None:
    document = {"example": {"fields": {"x": "a"}}, "spec": {}}
    assert read_yaml(written(document, ROWS, "s").text).plain()["example"] == {"values": ROWS, "fields": {"x": "a"}}
    found = written(document, ROWS * 4, "s")
    assert read_yaml(found.text).plain()["example"] == {"data": "s.jsonl", "fields": {"x": "a"}}
    assert [json.loads(line) for line in found.files["s.jsonl"].splitlines()] == ROWS * 4


def test_an_altair_chart_is_saved_as_a_preset_that_is_clean_and_draws_it(tmp_path: Path) -> None:
    import altair

    rows = ROWS * 5
    chart = altair.Chart(altair.Data(values=rows)).mark_point().encode(x="a:Q", y="b:Q", color="my g:N")
    preset = chartkit.Preset.from_altair(chart)
    assert {name: slot.types for name, slot in preset.fields.items()} == {
        "a": ("quantitative",), "b": ("quantitative",), "my g": ("nominal",),
    }  # fmt: skip
    preset.save(tmp_path / "me" / "points.yaml")
    assert sorted(path.name for path in (tmp_path / "me").iterdir()) == ["points.jsonl", "points.yaml"]
    assert [finding.code for finding in check_preset(tmp_path / "me" / "points.yaml")] == ["CK805"]
    saved = load(tmp_path / "me" / "points.yaml")
    assert saved.sha256 == preset.sha256
    drawn = chartkit.plot_table(saved.file, rows, {"a": "b", "b": "a", "my g": "t"})
    assert drawn.spec["encoding"]["x"] == {"field": "b", "type": "quantitative"}
    with pytest.raises(PresetError) as error:
        preset.save(tmp_path / "me" / "points.yaml")
    assert str(error.value) == f"CK119 {tmp_path}/me/points.jsonl is there already.\nhelp: force=True writes over it"
    preset.save(str(tmp_path / "me" / "points.yaml"), force=True)


def test_what_is_saved_reads_back_as_the_same_preset(tmp_path: Path) -> None:
    preset = load("wandb/lineseries/v0")
    preset.save(tmp_path / "mine.yaml")
    saved = load(tmp_path / "mine.yaml")
    assert saved.sha256 == preset.sha256
    assert (tmp_path / "mine.csv").exists()
    assert [slot._replace(mark=None) for slot in saved.fields.values()] == [
        slot._replace(mark=None) for slot in preset.fields.values()
    ]
    assert [slot._replace(mark=None) for slot in saved.strings.values()] == [
        slot._replace(mark=None) for slot in preset.strings.values()
    ]


def test_what_is_saved_keeps_the_overflow_policy(tmp_path: Path) -> None:
    spec = {"data": {"name": "table"}, "mark": "line"}
    preset = load({"overflow": {"policy": "m4", "note": "description"}, "fields": {}, "spec": spec})
    preset.save(tmp_path / "a.yaml")
    assert load(tmp_path / "a.yaml").overflow == preset.overflow == ("m4", "description")


def test_what_is_no_chart_or_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(PresetError) as error:
        chartkit.Preset.from_altair({"mark": "bar"})
    assert str(error.value) == "CK107 from_altair takes an Altair chart; found dict."
    (tmp_path / "file").write_text("")
    with pytest.raises(PresetError) as error:
        load("wandb/bar/v0").save(tmp_path / "file" / "a.yaml")
    assert error.value.diagnostics[0].code == "CK119"
