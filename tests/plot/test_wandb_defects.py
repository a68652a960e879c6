"""What W&B's plots of tables do wrong, each by its name, and what ours do instead."""

from __future__ import annotations

import re

import pytest

import chartkit
from chartkit import plot
from chartkit.render import render


def picture(chart: chartkit.Chart) -> str:
    return render({**chart.spec, "width": 400}, "svg").decode()


def bars(chart: chartkit.Chart) -> list[int]:
    return [int(n) for n in re.findall(r'rows: (\d+)[^"]*" role="graphics-symbol" aria-rol', picture(chart))]


@pytest.mark.parametrize("y_scale", ["linear", "sqrt", "symlog", "log"])
def test_histogram_counts_rows_not_distinct_values(y_scale: str) -> None:
    """W&B gives 1, 1, 1."""
    values = {"v": [1.0] * 50 + [2.0] * 3 + [3.0]}
    assert bars(plot.histogram(values, "v", y_scale=y_scale)) == [50, 3, 1]


def test_histogram_bins_are_a_keyword() -> None:
    """W&B's are ten, whatever the data."""
    values = {"v": list(range(1_000))}
    assert bars(plot.histogram(values, "v", bins=2)) == [500, 500]
    assert bars(plot.histogram(values, "v", bins=10)) == [100] * 10


def test_histogram_on_a_log_scale_has_bins_of_equal_ratio() -> None:
    values = {"v": [0.01, 0.02, 0.2, 2.0, 20.0, 0.0]}
    with pytest.warns(chartkit.ChartkitWarning) as caught:
        chart = plot.histogram(values, "v", bins=4, x_scale="log")
    assert bars(chart) == [2, 1, 1, 1]
    assert [str(one.message) for one in caught] == [
        "CK472 a log scale leaves out what is 0 or less: 'v' in 1 of 6 rows.\nhelp: x_scale='linear' draws every row"
    ]


def test_line_series_does_not_cut_the_longer_of_two_lists() -> None:
    """W&B zips x and y and drops the rest."""
    with pytest.raises(chartkit.DataError) as caught:
        plot.line_series(xs=[0, 1, 2], ys=[[1, 2, 3], [1, 2]], keys=["a", "b"])
    assert str(caught.value) == "CK455 series 'b' has 3 x values and 2 y values; each point needs both."


def test_line_series_takes_iterators_and_no_series() -> None:
    """W&B raises TypeError for iterators and IndexError for none."""
    chart = plot.line_series(xs=iter(range(2)), ys=iter([iter([1, 2]), (y for y in (3, 4))]))
    assert [row["lineVal"] for row in chart.spec["datasets"]["table"]] == [1, 2, 3, 4]
    with pytest.warns(chartkit.ChartkitWarning, match="no rows"):
        assert plot.line_series(xs=[], ys=[]).is_notice


def test_line_series_have_colors_and_dashes_of_their_own() -> None:
    """W&B draws all series in the run's one colour."""
    svg = picture(plot.line_series(range(3), [[1, 2, 3]] * 50))
    looks = [
        (stroke, dash)
        for line in re.findall(r'<path[^>]*aria-roledescription="line mark"[^>]*>', svg)
        for stroke, dash in [(re.findall('stroke="([^"]*)"', line)[0], re.findall('dasharray="([^"]*)"', line)[0])]
    ]
    assert len(looks) == len(set(looks)) == 50
    assert len({stroke for stroke, _ in looks[:10]}) == 10


def test_line_without_a_stroke_has_no_empty_field() -> None:
    """W&B keeps a null in the fields, which Vega-Lite refuses."""
    chart = plot.line({"x": [1, 2], "y": [1, 2]}, "x", "y")
    assert "strokeDash" not in chart.spec["encoding"]
    assert picture(chart).count('aria-roledescription="line mark"') == 1


def test_scatter_tells_groups_apart() -> None:
    """W&B colours points by their y."""
    svg = picture(plot.scatter({"x": [1, 2, 3], "y": [1, 2, 3], "g": ["a", "b", "c"]}, "x", "y", group="g"))
    found = re.findall(r'aria-roledescription="point" transform="[^"]*" d="([^"]*)" fill="([^"]*)"', svg)
    assert len({shape for shape, _ in found}) == len({fill for _, fill in found}) == 3


def test_bar_keeps_the_order_of_its_rows() -> None:
    texts = re.findall(r">([^<>]+)</text>", picture(plot.bar({"l": ["b", "c", "a"], "v": [1, 2, 3]}, "l", "v")))
    assert [text for text in texts if text in {"a", "b", "c"}] == ["b", "c", "a"]


@pytest.mark.parametrize("name", ["line", "scatter"])
def test_log_scales_say_what_they_leave_out(name: str) -> None:
    with pytest.warns(chartkit.ChartkitWarning) as caught:
        getattr(plot, name)({"x": [0, 1, 2], "y": [1.0, 0.0, -2.0]}, "x", "y", x_scale="log", y_scale="log")
    assert [str(one.message) for one in caught] == [
        "CK472 a log scale leaves out what is 0 or less: 'x' in 1 and 'y' in 2 of 3 rows.\n"
        "help: x_scale='linear' and y_scale='linear' draws every row"
    ]


def test_a_scale_that_there_is_not() -> None:
    with pytest.raises(chartkit.BindError) as caught:
        plot.line({"x": [1], "y": [1]}, "x", "y", y_scale="logarithmic")
    assert str(caught.value) == (
        "CK205 string slot 'y-scale' is one of 'linear', 'log', 'symlog' or 'sqrt'; found 'logarithmic'."
    )
