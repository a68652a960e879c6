"""An axis of one number names that number: between equal ends Vega rounds it to none of its decimals, or adds six."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import chartkit

SLOTS = {
    "wandb/line/v0": {"x": "x", "y": "y"},
    "wandb/scatter/v0": {"x": "x", "y": "y"},
    "wandb/lineseries/v0": {"step": "x", "lineVal": "y", "lineKey": "name"},
    "chartkit/error_band/v0": {"x": "x", "y": "y"},
    "chartkit/partial_dependence/v0": {"feature": "name", "value": "x", "output": "y"},
}

VALUES = [(0.5, "0.5"), (0.0, "0"), (-3.25, "−3.25"), (1e-7, "1e-7")]


@pytest.mark.parametrize("preset", SLOTS)
@pytest.mark.parametrize(("value", "named"), VALUES)
def test_the_axes_of_a_single_point_name_its_numbers(preset: str, value: float, named: str, tmp_path: Path) -> None:
    rows = {"x": [1.5], "y": [value], "name": ["a"]}
    assert {"1.5", named} <= texts_of(chartkit.plot_table(preset, rows, SLOTS[preset]), tmp_path)


@pytest.mark.parametrize(("value", "named"), VALUES)
def test_the_axis_of_one_predicted_or_boxed_number_names_it(value: float, named: str, tmp_path: Path) -> None:
    box = chartkit.plot_table("chartkit/box/v0", {"value": [value]}, {"value": "value"})
    assert named in texts_of(box, tmp_path)
    rows = {"y_pred": [value] * 3, "residuals": [7.0, 8.0, 9.0]}
    residuals = chartkit.plot_table("wandb/residuals_plot/v1", rows, {name: name for name in rows})
    assert named in texts_of(residuals, tmp_path)


def texts_of(chart: chartkit.Chart, folder: Path) -> set[str]:
    chart.save(folder / "chart.svg")
    return set(re.findall(r"<text[^>]*>([^<]*)</text>", (folder / "chart.svg").read_text()))
