"""`plot.error_band`: means and bands as pandas and SciPy count them, never by chance, and what is said."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import chartkit
from chartkit import plot
from chartkit.compiler.binder import bind
from chartkit.compiler.builder import build
from chartkit.data import to_dataset
from chartkit.presets import load
from chartkit.render import render

PRESET = "chartkit/error_band/v0"


def made(n_rows: int, n_steps: int = 10) -> dict[str, Any]:
    random = np.random.default_rng(0)
    return {"step": np.arange(n_rows) % n_steps, "loss": random.normal(size=n_rows) + 5}


@pytest.mark.parametrize("error", ["stdev", "stderr", "ci", "minmax"])
def test_bands_are_pandas_and_scipys(error: str) -> None:
    table = made(70)
    rows = pd.DataFrame(table).groupby("step")["loss"].agg(["mean", "std", "min", "max", "count"])
    stderr = rows["std"] / rows["count"] ** 0.5
    half = {"stdev": rows["std"], "stderr": stderr, "ci": stats.t.ppf(0.975, rows["count"] - 1) * stderr}
    if error == "minmax":
        lower, upper = rows["min"], rows["max"]
    else:
        lower, upper = rows["mean"] - half[error], rows["mean"] + half[error]
    found = bands(plot.error_band(table, "step", "loss", error=error))
    wanted = zip(rows["mean"], lower, upper, rows["count"], strict=True)
    assert found == [pytest.approx(row, rel=1e-5) for row in wanted]


def test_the_means_and_deviations_of_many_rows_are_pandas() -> None:
    table = made(20_000)
    wanted = pd.DataFrame(table).groupby("step")["loss"].agg(["mean", "std", "min", "max", "count"])
    found = (
        pd.DataFrame(plot.error_band(table, "step", "loss").spec["datasets"]["table"]).set_index("step").sort_index()
    )
    for name, column in zip(
        ["mean-of-rows", "standard-deviation", "lowest-row", "highest-row", "number-of-rows"], wanted, strict=True
    ):
        assert found[name].tolist() == pytest.approx(wanted[column].tolist(), rel=1e-12)


def test_the_quantiles_of_students_t_are_scipys() -> None:
    """The preset's own expression: a list for few rows, a series for many."""
    spec = load(PRESET).spec.plain()
    text = next(each["calculate"] for each in spec["transform"] if each.get("as") == "quantile-of-t")
    listed, _, series = text.partition(" : ")
    table = json.loads(re.findall(r"\[0.*?\]", listed, re.DOTALL)[0])
    assert table[1:] == pytest.approx(stats.t.ppf(0.975, np.arange(1, len(table))).tolist(), rel=1e-12)
    counts = np.r_[len(table) + 1 : 1_000, 10.0 ** np.arange(4, 9)]
    found = eval(series.replace("datum['number-of-rows']", "counts"), {"counts": counts})
    assert found == pytest.approx(stats.t.ppf(0.975, counts - 1), rel=1e-12)


@pytest.mark.parametrize("error", ["stdev", "ci", "minmax"])
@pytest.mark.parametrize("scale", ["linear", "log"])
def test_it_is_drawn_the_same_reduced_or_not(error: str, scale: str) -> None:
    preset = load(PRESET)
    table = {**made(120), "seed": np.repeat(["a", "b"], 60)}
    fields = {"x": "step", "y": "loss", "group": "seed"}
    binding = bind(preset, {preset.table: to_dataset(table)}, fields, {"error": error, "y-scale": scale})
    whole, reduced = (bands(build(binding, reduce=reduce)) for reduce in (False, True))
    assert len(whole) == 20
    assert sorted(whole) == sorted(reduced)


def test_a_million_rows_are_as_many_as_points() -> None:
    chart = plot.error_band(made(1_000_000), "step", "loss", error="ci")
    assert {one.rows.n_rows for one in chart.drawn} == {10}


def test_the_edges_may_be_columns() -> None:
    table = {"x": [1, 2], "y": [3.0, 4.0], "lo": [2.0, 3.5], "hi": [5.0, 6.5]}
    chart = plot.error_band(table, "x", "y", lower="lo", upper="hi")
    assert bands(chart) == [(3, 2, 5, 1), (4, 3.5, 6.5, 1)]
    assert chart.spec["title"]["text"] == "band: lo to hi"


def test_one_row_has_no_spread() -> None:
    assert bands(plot.error_band({"x": [1], "y": [2.0]}, "x", "y", error="ci")) == [(2, 2, 2, 1)]


def test_the_subtitle_says_what_the_band_is() -> None:
    chart = plot.error_band(made(20), "step", "loss", error="ci", title="T")
    assert chart.spec["title"] == {"text": "T", "subtitle": "band: 95% confidence interval of the mean"}


def test_without_a_title_the_heading_says_what_the_band_is() -> None:  # Vega draws no subtitle under an empty title
    heading = plot.error_band(made(20), "step", "loss", error="ci").spec["title"]
    assert heading["text"] == "band: 95% confidence interval of the mean"
    assert not heading.get("subtitle")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"error": "stdv"},
            "CK470 error is one of 'stdev', 'stderr', 'ci', 'minmax'; found 'stdv'.\nhelp: did you mean 'stdev'?",
        ),
        (
            {"lower": "lo"},
            "CK470 a band has two edges; lower is 'lo' and upper is missing.\n"
            "help: pass upper=, too, or neither for a band of the rows that share an x",
        ),
        (
            {"upper": "hi"},
            "CK470 a band has two edges; upper is 'hi' and lower is missing.\n"
            "help: pass lower=, too, or neither for a band of the rows that share an x",
        ),
    ],
)
def test_arguments_that_do_not_fit(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(chartkit.DataError) as caught:
        plot.error_band({"x": [1], "y": [1], "lo": [0], "hi": [2]}, "x", "y", **arguments)
    assert str(caught.value).startswith(message)


def bands(chart: chartkit.Chart) -> list[tuple[float, ...]]:
    """The mean, both edges and the number of rows of each point, as its tooltip says them."""
    svg = render(chart.spec, "svg").decode().replace("−", "-")
    texts = re.findall(r'aria-label="([^"]*)" role="graphics-symbol" aria-roledescription="point"', svg)
    texts = [re.sub("seed: .; ", "", text) for text in texts]
    pattern = r"(?:mean of )?\w+: ([-\d.e]+); band from: ([-\d.e]+); band to: ([-\d.e]+); rows: (\d+)"
    return [tuple(map(float, re.findall(pattern, text)[-1])) for text in texts]
