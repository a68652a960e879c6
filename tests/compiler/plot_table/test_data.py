"""Data of a call: faults said in full, values of every kind, tables of every library."""

from __future__ import annotations

from typing import Any

import pytest
from plotted_points import POINTS, TABLE, n_points, plotted

import chartkit
from chartkit import Chart
from chartkit.render import render


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
