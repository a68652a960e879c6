"""The whole call: faults said at once and in full, charts that tell the truth, the same bytes every time."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import chartkit
from chartkit import Chart
from chartkit.render import render
from chartkit.schema import validate

POINTS: dict[str, Any] = {
    "fields": {
        "x": {"type": "quantitative"},
        "y": {"type": "any"},
        "c": {"type": "any", "required": False},
        "many": {"type": "any", "many": True, "required": False},
    },
    "strings": {"title": {"default": ""}, "size": {"type": "integer", "minimum": 1, "maximum": 500, "default": 30}},
    "spec": {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"name": "table"},
        "title": "${string:title}",
        "mark": {"type": "point", "size": "${string:size}", "tooltip": {"content": "data"}},
        "encoding": {
            "x": {"field": "${field:x}"},
            "y": {"field": "${field:y}"},
            "color": {"field": "${field:c}"},
        },
    },
}
TABLE = {"step": [0, 1, 2], "loss": [1.0, 0.5, 0.25], "split": ["a", "a", "b"]}


def plotted(data: Any = TABLE, x: Any = "step", y: Any = "loss", **strings: Any) -> Chart:
    return chartkit.plot_table(POINTS, data, {"x": x, "y": y}, strings)


def n_points(chart: Chart) -> int:
    svg = render(chart.spec, "svg").decode()
    return len(re.findall('aria-roledescription="point"', svg))


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


HOSTILE = ["a.b", "a[0]", "it's", 'a"b', "x\\y", "constructor", "toString", "__proto__", "", " ", "日本 語", "\ud800"]
HOSTILE += ["a\nb", "${field:x}", "</script>", "\u2028", "datum.x", "a_b"]


SHOWN = {"\ud800": "\ufffd", "a\nb": "a b", "\u2028": " ", "x\\y": "x\u29f5y"}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_column_name_breaks_a_chart(name: str) -> None:
    chart = plotted({"step": [1, 2, 3], name: [3, 1, 2]}, y=name)
    assert n_points(chart) == 3
    spec = chart.spec
    shown = spec["encoding"]["y"].get("title", spec["encoding"]["y"]["field"])
    assert shown.strip("\u200b") == SHOWN.get(name, name)


@given(st.lists(st.text(min_size=0, max_size=8), min_size=2, max_size=5, unique=True), st.text(max_size=20))
def test_names_and_titles_never_change_the_shape_of_a_spec(names: list[str], title: str) -> None:
    data: dict[str, list[float]] = {name: [float(index), 1.0] for index, name in enumerate(names)}
    plain = plotted({"p": [0.0, 1.0], "q": [1.0, 1.0]}, x="p", y="q", title="t")
    hostile = plotted(data, x=names[0], y=names[1], title=title)
    assert validate(hostile.spec, "vega-lite") == []
    assert _shape(hostile.spec["encoding"]["x"]) <= _shape(plain.spec["encoding"]["x"]) | {"title"}
    assert hostile.spec["mark"]["type"] == "point"
    assert len(hostile.spec["datasets"]["table"]) == 2


def _shape(channel: dict[str, Any]) -> set[str]:
    return set(channel)


def test_a_megabyte_of_title_is_refused() -> None:
    with pytest.raises(chartkit.BindError) as caught:
        plotted(title="x" * 1_000_000)
    assert str(caught.value) == "CK205 string slot 'title' is at most 10,000 characters; found 1,000,000."


@pytest.mark.parametrize(
    "text", ['a"b', "it's", "a\\u00", '\\"+1+\\"', "toString", "a\nb", "${field:x}", "</script>", "datum.x"]
)
def test_no_text_breaks_a_chart_wherever_its_slot_stands(text: str) -> None:
    preset = {
        "data": {"name": "table"},
        "title": {"text": "${string:t}", "subtitle": "${string:t}"},
        "transform": [{"calculate": "'${string:t}' + ${string:t}", "as": "made"}],
        "mark": {"type": "point", "tooltip": True, "description": "${string:t}"},
        "encoding": {
            "x": {"field": "${field:x}", "type": "quantitative", "title": "${string:t}"},
            "y": {"field": "${field:x}", "type": "quantitative", "axis": {"title": "${string:t} of ${field:x}"}},
            "color": {"datum": "${string:t}"},
            "shape": {"field": "made", "type": "nominal", "legend": {"title": "${string:t}"}},
        },
    }
    assert n_points(chartkit.plot_table(preset, TABLE, {"x": "step"}, {"t": text})) == 3


@pytest.mark.parametrize("title", ["${field:x}", "</script>", "\u2028", "x" * 10_000, "\ud800", 'a"b\\c\n'])
def test_titles_are_shown_as_they_are(title: str) -> None:
    chart = plotted(title=title)
    assert chart.spec["title"] == (title if title != "\ud800" else "\ufffd")
    assert n_points(chart) == 3


class TestDataFaults:
    def test_no_rows(self) -> None:
        with pytest.warns(chartkit.ChartkitWarning, match=r"^CK451 the table has no rows\.$"):
            chart = plotted({"step": [], "loss": []}, title="Loss")
        assert chart.spec["mark"]["text"] == ["the table has no rows."]
        assert chart.spec["title"] == "Loss"
        assert b"the table has no rows" in render(chart.spec, "svg")
        assert [fault.code for fault in chart.diagnostics] == ["CK451"]

    @pytest.mark.parametrize("values", [[None, None], [float("nan"), None], [float("inf"), float("-inf")]])
    def test_a_column_without_values(self, values: list[Any]) -> None:
        with pytest.warns(chartkit.ChartkitWarning):
            chart = plotted({"step": [1, 2], "loss": values})
        assert chart.diagnostics[0].message == "column 'loss' holds no value that can be drawn in its 2 rows."

    def test_a_part_that_reads_no_column_has_its_rows(self) -> None:
        many = {"filter": "datum['${field:v}'] > 3"}
        counted = {
            "transform": [many, {"aggregate": [{"op": "count", "as": "n"}]}],
            "mark": "bar",
            "encoding": {"y": {"field": "n", "type": "quantitative"}},
        }
        ruled = {"transform": [many], "mark": "rule", "encoding": {"y": {"datum": 0}}}
        preset = {
            "fields": {"v": {"type": "quantitative"}},
            "spec": {**{key: POINTS["spec"][key] for key in ("$schema", "data")}, "layer": [counted, ruled]},
        }
        chart = chartkit.plot_table(preset, {"v": [float(row % 7) for row in range(9_000)]}, {"v": "v"})
        assert [one.rows.n_rows for one in chart.drawn] == [1, sum(row % 7 > 3 for row in range(9_000))]

    def test_a_part_without_rows_says_nothing_of_a_column(self) -> None:
        group = {"field": "${field:g}", "type": "nominal"}
        outliers = {
            "transform": [{"filter": "datum['${field:v}'] > 1000"}],
            "mark": "point",
            "encoding": {"x": group, "y": {"field": "${field:v}", "type": "quantitative"}},
        }
        preset = {
            "fields": {"v": {"type": "quantitative"}, "g": {"type": "nominal"}},
            "spec": {
                **{key: POINTS["spec"][key] for key in ("$schema", "data")},
                "layer": [{"mark": "bar", "encoding": {"x": group, "y": {"aggregate": "count"}}}, outliers],
            },
        }
        table = {"v": [float(row % 7) for row in range(9_000)], "g": ["a", "b"] * 4_500}
        chart = chartkit.plot_table(preset, table, {"v": "v", "g": "g"})
        assert [one.rows.n_rows for one in chart.drawn] == [2, 0]
        assert not chart.is_notice

    def test_nan_and_infinity_are_counted_and_the_rest_is_drawn(self) -> None:
        with pytest.warns(chartkit.ChartkitWarning) as caught:
            chart = plotted({"step": [1, 2, 3, 4], "loss": [1.0, float("nan"), float("inf"), None]})
        assert [str(warning.message) for warning in caught] == [
            "CK453 2 of the 4 values of column 'loss' are NaN or infinite, drawn as missing."
        ]
        assert [row["loss"] for row in chart.spec["datasets"]["table"]] == [1.0, None, None, None]
        assert n_points(chart) == 1

    def test_as_many_rows_as_a_chart_carries_are_all_there(self) -> None:
        chart = plotted({"step": range(50_000), "loss": range(50_000)})
        assert chart.spec["datasets"]["table"] == [{"step": row, "loss": row} for row in range(50_000)]
        assert (chart.spec["title"], chart.diagnostics) == ("", ())

    def test_of_more_rows_an_even_sample_is_drawn_and_said(self) -> None:
        with pytest.warns(chartkit.ChartkitWarning) as caught:
            chart = plotted({"step": range(50_001), "loss": range(50_001)})
        assert [str(warning.message) for warning in caught] == [
            "CK458 50,000 of 50,001 rows, evenly sampled.\n"
            "help: aggregate or bin in the spec, filter the table, or pass strict=True to make this an error"
        ]
        rows = [row["step"] for row in chart.spec["datasets"]["table"]]
        assert (len(set(rows)), rows, rows[0], rows[-1]) == (50_000, sorted(rows), 0, 50_000)
        assert chart.spec["title"]["text"] == ["50,000 of 50,001 rows, evenly sampled"]
        assert chart.dataset.n_rows == 50_001


class TestPolicy:
    @pytest.fixture(autouse=True)
    def policy(self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CHARTKIT_ON_ERROR", getattr(request, "param", "record"))

    def test_record_turns_the_authors_fault_into_a_chart(self) -> None:
        with pytest.warns(chartkit.ChartkitWarning):
            chart = plotted(y="los")
        assert [fault.code for fault in chart.diagnostics] == ["CK204"]
        assert n_text_lines(chart) >= 2

    def test_raise_stops_at_faults_of_the_data(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CHARTKIT_ON_ERROR", "raise")
        with pytest.raises(chartkit.DataError, match=r"^CK451 the table has no rows\.$"):
            plotted({"step": [], "loss": []})


def n_text_lines(chart: Chart) -> int:
    return render(chart.spec, "svg").count(b"<tspan")


def test_values_of_every_kind_draw() -> None:
    import decimal

    for values in (
        [1, 10**30],
        [decimal.Decimal("1.5"), 2],
        [True, False],
        [b"a", b"b"],
        [[1], {"a": 1}],
        ["\ud800", "b"],
    ):
        assert n_points(plotted({"step": [1, 2], "v": values}, y="v")) == 2


def test_presets_from_altair_take_the_table_in_place_of_their_data() -> None:
    import altair

    base = altair.Chart({"values": [{"step": 9, "loss": 9}]}).mark_point().encode(x="step:Q", y="loss:Q")
    chart = chartkit.plot_table(base, TABLE, {})
    assert n_points(chart) == 3
    assert chart.to_altair().to_dict()["mark"]["type"] == "point"


def test_a_path_is_a_preset(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_bytes(orjson.dumps(POINTS))
    assert n_points(chartkit.plot_table(path, TABLE, {"x": "step", "y": "loss"})) == 3
    assert repr(chartkit.plot_table(str(path), TABLE, {"x": "step", "y": "loss"})) == "Chart('mine', 3 rows)"


def test_tables_of_every_library_give_the_same_chart() -> None:
    import numpy as np
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    expected = plotted().to_json()
    rows = list(zip(*TABLE.values(), strict=True))
    structured = np.array(rows, dtype=[("step", "i8"), ("loss", "f8"), ("split", "U1")])
    for data in (
        chartkit.Table(columns=list(TABLE), data=[list(row) for row in rows]),
        {"columns": list(TABLE), "data": rows},
        [dict(zip(TABLE, row, strict=True)) for row in rows],
        structured,
        pd.DataFrame(TABLE),
        pl.DataFrame(TABLE),
        pa.table(TABLE),
    ):
        assert plotted(data).to_json() == expected, type(data)


def test_a_table_that_stays_in_its_engine_gives_the_same_chart_and_says_where_its_rows_come_from() -> None:
    import polars as pl

    expected, lazy = plotted().spec, plotted(pl.LazyFrame(TABLE)).spec
    assert lazy["usermeta"]["chartkit"].pop("source") == {"kind": "frame", "text": "a Polars LazyFrame"}
    assert lazy["usermeta"]["chartkit"]["datasets"]["table"].pop("table") == "table (computed)"
    assert expected["usermeta"]["chartkit"]["datasets"]["table"].pop("table") == ""
    assert lazy == expected


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


def test_a_column_in_two_slots_is_drawn_as_the_times_it_holds() -> None:
    preset = {
        "fields": {"t": {"type": "temporal"}, "c": {"type": "nominal"}},
        "spec": {
            "data": {"name": "table"},
            "mark": "point",
            "encoding": {"x": {"field": "${field:t}"}, "color": {"field": "${field:c}"}},
        },
    }
    for order in (["t", "c"], ["c", "t"]):
        fields = {name: preset["fields"][name] for name in order}
        chart = chartkit.plot_table({**preset, "fields": fields}, {"d": ["2024-01-01T00:00"]}, {"t": "d", "c": "d"})
        assert chart.spec["datasets"]["table"] == [{"d": "2024-01-01T00:00:00.000Z"}]
        assert chart.spec["encoding"]["x"]["scale"] == {"type": "utc"}


def test_a_column_in_a_slot_never_falls_together_with_what_a_transform_makes() -> None:
    preset = {
        "fields": {"v": {}, "g": {}},
        "spec": {
            "data": {"name": "table"},
            "transform": [{"bin": True, "field": "${field:v}", "as": "bin"}],
            "mark": "bar",
            "encoding": {
                "x": {"field": "bin", "type": "ordinal"},
                "y": {"aggregate": "count"},
                "color": {"field": "${field:g}", "type": "nominal"},
            },
        },
    }
    spec = chartkit.plot_table(preset, {"v": [1, 2, 30], "bin": ["a", "b", "a"]}, {"v": "v", "g": "bin"}).spec
    assert spec["encoding"]["color"] == {"field": "bin_2", "type": "nominal", "title": "bin"}
    assert [row["bin_2"] for row in spec["datasets"]["table"]] == ["a", "b", "a"]


def test_a_name_in_brackets_is_one_fault_with_its_remedy() -> None:
    with pytest.raises(chartkit.BindError) as caught:
        plotted(y=["loss"])
    assert str(caught.value) == (
        "CK207 slot 'y' takes one column name; found ['loss'].\nhelp: write 'loss' without brackets"
    )


@pytest.mark.parametrize("size", ["a", -5, 0, 10**30, True])
@pytest.mark.parametrize("name", ["width", "height"])
def test_a_size_that_cannot_be_drawn_is_refused(name: str, size: Any, tmp_path: Path) -> None:
    for ending in ("svg", "html"):
        with pytest.raises(chartkit.RenderError) as caught:
            plotted().save(tmp_path / f"a.{ending}", **{name: size})
        assert str(caught.value) == f"CK507 {name} is a number of px from 1 to 20,000; found {size!r}."


def test_folded_columns_keep_the_users_names_in_the_legend() -> None:
    preset = {
        "fields": {"x": {}, "ys": {"many": True}},
        "spec": {
            "data": {"name": "table"},
            "transform": [{"fold": "${field:ys}", "as": ["metric", "value"]}],
            "mark": "point",
            "encoding": {
                "x": {"field": "${field:x}"},
                "y": {"field": "value", "type": "quantitative"},
                "color": {"field": "metric", "type": "nominal"},
            },
        },
    }
    data = {"step": [1, 2], "train/loss": [3, 4], 'val"loss': [1, 2], "acc": [0, 1]}
    chart = chartkit.plot_table(preset, data, {"x": "step", "ys": ["train/loss", 'val"loss', "acc"]})
    svg = render(chart.spec, "svg").decode()
    labels = set(re.findall(r'<g class="mark-text role-legend-label".*?</g>', svg, re.DOTALL))
    texts = set(re.findall(r"<text[^>]*>([^<]*)</text>", " ".join(labels)))
    assert texts == {"train/loss", 'val"loss', "acc"}
    assert n_points(chart) == 6


@pytest.mark.parametrize("ending", ["svg", "html"])
def test_a_theme_that_vega_does_not_have_is_refused(ending: str, tmp_path: Path) -> None:
    plotted().save(tmp_path / f"a.{ending}", theme="dark")
    with pytest.raises(chartkit.RenderError, match=r"^CK507 there is no theme 'darc'\.\nhelp: did you mean 'dark'\?"):
        plotted().save(tmp_path / f"b.{ending}", theme="darc")
