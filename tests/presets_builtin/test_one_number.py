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
}


@pytest.mark.parametrize("preset", SLOTS)
@pytest.mark.parametrize(("value", "named"), [(0.5, "0.5"), (0.0, "0"), (-3.25, "−3.25"), (1e-7, "1e-7")])
def test_the_axes_of_a_single_point_name_its_numbers(preset: str, value: float, named: str, tmp_path: Path) -> None:
    rows = {"x": [1.5], "y": [value], "name": ["a"]}
    chartkit.plot_table(preset, rows, SLOTS[preset]).save(tmp_path / "chart.svg")
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", (tmp_path / "chart.svg").read_text())
    assert {"1.5", named} <= set(texts)
