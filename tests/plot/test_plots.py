"""The built-in plots: W&B's signatures and columns, and numbers that are right where W&B's are wrong."""

import inspect
from typing import Any

import numpy as np
import pytest

import chartkit
from chartkit import plot


@pytest.mark.parametrize(
    ("name", "signature"),
    [
        ("line", "table, x, y, stroke=None, title='', split_table=False"),
        ("scatter", "table, x, y, title='', split_table=False"),
        ("bar", "table, label, value, title='', split_table=False"),
        ("histogram", "table, value, title='', split_table=False"),
        ("line_series", "xs, ys, keys=None, title='', xname='x', split_table=False"),
        ("plot_table", "vega_spec_name, data_table, fields, string_fields=None, split_table=False"),
    ],
)
def test_signatures_are_wandbs(name: str, signature: str) -> None:
    """What W&B does not have can be given by name alone."""
    found = inspect.signature(getattr(plot, name)).parameters.values()
    own = [each for each in found if each.kind is not inspect.Parameter.KEYWORD_ONLY]
    assert ", ".join(str(each.replace(annotation=inspect.Parameter.empty)) for each in own) == signature


def test_plot_table_takes_more_by_name() -> None:
    found = inspect.signature(plot.plot_table).parameters.values()
    assert [each.name for each in found if each.kind is inspect.Parameter.KEYWORD_ONLY] == ["strict", "keep_table"]


def rows(chart: chartkit.Chart) -> list[dict[str, Any]]:
    return chart.spec["datasets"]["table"]


def test_line_scatter_bar_and_histogram_bind_the_columns_they_are_given() -> None:
    table = chartkit.Table(columns=["a", "b"], data=[[1, 2.0], [3, 4.0]])
    for chart in (
        plot.line(table, "a", "b", title="T"),
        plot.scatter(table, "a", "b", title="T"),
        plot.bar(table, "a", "b", title="T"),
        plot.histogram(table, "b", title="T"),
    ):
        assert chart.spec["title"] == "T"
        assert {row["b"] for row in rows(chart)} == {2.0, 4.0}
        assert chart.table == table


def test_line_strokes_are_optional() -> None:
    table = {"x": [1, 2], "y": [1, 2], "split": ["a", "b"]}
    assert "split" not in plot.line(table, "x", "y").to_json()
    assert '"field":"split"' in plot.line(table, "x", "y", "split").to_json()


class TestLineSeries:
    def test_one_x_for_all(self) -> None:
        chart = plot.line_series(xs=[0, 1], ys=[[10, 20], [0.5, 11]], keys=["Y", "Z"], title="T", xname="units")
        assert rows(chart) == [
            {"step": 0, "lineKey": "Y", "lineVal": 10},
            {"step": 1, "lineKey": "Y", "lineVal": 20},
            {"step": 0, "lineKey": "Z", "lineVal": 0.5},
            {"step": 1, "lineKey": "Z", "lineVal": 11},
        ]
        assert '"units"' in chart.to_json().partition("usermeta")[0]

    def test_an_x_for_each_names_made_up_arrays_and_iterators_taken(self) -> None:
        chart = plot.line_series(xs=iter([[0, 1], (5,)]), ys=[np.array([1.0, 2.0]), range(1)])
        assert [(row["step"], row["lineKey"], row["lineVal"]) for row in rows(chart)] == [
            (0, "line_0", 1.0),
            (1, "line_0", 2.0),
            (5, "line_1", 0),
        ]

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (
                {"xs": [0, 1, 2], "ys": [[1, 2, 3], [1, 2]], "keys": ["a", "b"]},
                "series 'b' has 3 x values and 2 y values; each point needs both.",
            ),
            (
                {"xs": [[0], [1]], "ys": [[1], [2], [3]]},
                "xs has 2 entries and ys has 3 series; each series needs one.",
            ),
            (
                {"xs": [0], "ys": [[1], [2]], "keys": ["a"]},
                "keys has 1 entries and ys has 2 series; each series needs one.",
            ),
            ({"xs": 1, "ys": [[1]]}, "xs is a list; found int."),
            ({"xs": [1], "ys": 3}, "ys is a list; found int."),
            ({"xs": [1], "ys": [3]}, "ys[0] is a series, a list of values; found int."),
            ({"xs": [[1], 2], "ys": [[3], [4]]}, "xs[1] is a series, a list of values; found int."),
        ],
    )
    def test_series_that_do_not_match_are_named(self, arguments: dict[str, Any], message: str) -> None:
        with pytest.raises(chartkit.DataError) as caught:
            plot.line_series(**arguments)
        assert str(caught.value) == f"CK455 {message}"

    def test_no_series_says_so_in_the_chart(self) -> None:
        with pytest.warns(chartkit.ChartkitWarning, match="no rows"):
            assert plot.line_series(xs=[], ys=[]).spec["mark"]["text"] == ["the table has no rows."]


def test_plots_of_later_versions_are_said_in_one_sentence() -> None:
    with pytest.raises(AttributeError) as caught:
        plot.pr_curv  # noqa: B018
    assert str(caught.value).startswith("this version of chartkit.plot has no 'pr_curv'; did you mean 'pr_curve'? ")
