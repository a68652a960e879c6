"""`plot.box`: quartiles as NumPy's, Tukey's whiskers, the same picture reduced or not, and what is said."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

import chartkit
from chartkit import plot
from chartkit.compiler.binder import bind
from chartkit.compiler.builder import build
from chartkit.data import to_dataset
from chartkit.presets import load
from chartkit.render import render

GROUPS = ["a", "b", "a long name"]


def made(n_rows: int) -> dict[str, Any]:
    random = np.random.default_rng(0)
    return {"loss": random.lognormal(0, 0.5, n_rows), "model": np.array(GROUPS)[random.integers(0, 3, n_rows)]}


def summary(values: Any) -> dict[str, float]:
    """Tukey's numbers by NumPy."""
    lower, median, upper = np.percentile(values, [25, 50, 75])
    within = values[(values >= lower - 1.5 * (upper - lower)) & (values <= upper + 1.5 * (upper - lower))]
    return {
        "lowest-within": within.min(),
        "lower-quartile": lower,
        "median-of-group": median,
        "upper-quartile": upper,
        "highest-within": within.max(),
        "mean-of-group": values.mean(),
        "rows-of-group": len(values),
    }


def test_the_numbers_are_numpys() -> None:
    table = made(20_000)
    chart = plot.box(table, "loss", "model")
    found = {row["box-name"]: row for row in chart.spec["datasets"]["table"]}
    assert list(found) == list(dict.fromkeys(table["model"]))
    for name in GROUPS:
        wanted = summary(table["loss"][table["model"] == name])
        assert {key: found[name][key] for key in wanted} == pytest.approx(wanted, rel=1e-12)


def test_outliers_are_the_rows_beyond_the_whiskers() -> None:
    table = made(20_000)
    drawn = plot.box(table, "loss", "model").spec["datasets"]["table_2"]
    for name in GROUPS:
        values = table["loss"][table["model"] == name]
        ends = summary(values)
        wanted = values[(values < ends["lowest-within"]) | (values > ends["highest-within"])]
        assert sorted(row["value-of-row"] for row in drawn if row["box-name"] == name) == sorted(wanted.tolist())


@pytest.mark.parametrize("strings", [{}, {"points": True}, {"scale": "log"}])
@pytest.mark.parametrize("group", ["model", None])
def test_it_is_drawn_the_same_reduced_or_not(strings: dict[str, Any], group: str | None) -> None:
    preset = load("chartkit/box/v0")
    tables = {preset.table: to_dataset(made(200))}
    binding = bind(preset, tables, {"value": "loss", "group": group}, strings)
    whole, reduced = (marks(build(binding, reduce=reduce)) for reduce in (False, True))
    assert whole == reduced
    assert sum("upper whisker" in mark for mark in whole) == 3 * (3 if group else 1)


def test_a_million_rows_stay_small() -> None:
    values = np.random.default_rng(0).normal(size=1_000_000)
    chart = plot.box({"v": values, "g": np.arange(1_000_000) % 3}, "v", "g")
    assert chart.drawn[0].rows.n_rows == 3
    assert chart.drawn[1].rows.n_rows < 10_000
    assert chart.diagnostics == ()


def test_whiskers_never_end_within_the_box() -> None:
    """Of four rows the first quartile lies between an outlier and the next row."""
    labels = marks(plot.box({"v": [-1000.0, 0, 1, 2]}, "v"))
    assert any("lower quartile: −250; lower whisker: −250" in label for label in labels)


def test_missing_numbers_are_no_rows() -> None:
    with pytest.warns(chartkit.ChartkitWarning, match="CK453 1 of the 4 values of column 'v' is NaN"):
        labels = marks(plot.box({"v": [1.0, None, 3.0, float("nan")]}, "v"))
    assert any("rows: 2; " in label for label in labels)


def test_no_outliers_among_many_rows_are_no_missing_column() -> None:
    chart = plot.box({"v": np.arange(6_000)}, "v")
    assert chart.diagnostics == ()
    assert [one.rows.n_rows for one in chart.drawn] == [1, 0]


def test_points_draws_every_row() -> None:
    table = {"v": [1.0, 2, 3, 4], "g": ["a", "a", "b", "b"]}
    assert points(plot.box(table, "v", "g")) == 0
    assert points(plot.box(table, "v", "g", points=True)) == 4


def test_a_log_scale_says_what_it_leaves_out() -> None:
    with pytest.warns(chartkit.ChartkitWarning) as caught:
        plot.box({"v": [0.0, -1, 2, 4]}, "v", scale="log")
    assert [str(one.message) for one in caught] == [
        "CK472 a log scale leaves out what is 0 or less: 'v' in 2 of 4 rows.\nhelp: scale='linear' draws every row"
    ]


def marks(chart: chartkit.Chart) -> list[str]:
    """What a reader of the screen hears of each mark, without the places of points to their twelfth digit."""
    found = re.findall(
        r'aria-label="([^"]*)" role="graphics-symbol" aria-roledescription="(?!axis|title)', picture(chart)
    )
    return sorted(re.sub(r"place: [^;]*; ", "", label) for label in found)


def points(chart: chartkit.Chart) -> int:
    return picture(chart).count('aria-roledescription="point"')


def picture(chart: chartkit.Chart) -> str:
    return render(chart.spec, "svg").decode()
