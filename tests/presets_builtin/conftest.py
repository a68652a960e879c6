"""The built-in presets with their examples, and charts read back from what they draw."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from chartkit.compiler import Chart
from chartkit.files import data_folder
from chartkit.presets import Preset, load

FOLDER = data_folder("presets")
NAMES = sorted(
    path.relative_to(FOLDER).with_suffix("").as_posix()
    for entity in ("wandb", "chartkit", "demo", "workspace")
    for path in (FOLDER / entity).rglob("*.yaml")
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`name` is every preset of the repository."""
    if "name" in metafunc.fixturenames:
        metafunc.parametrize("name", NAMES)


@pytest.fixture
def preset(name: str) -> Preset:
    return load(FOLDER / f"{name}.yaml")


@pytest.fixture
def frame(preset: Preset) -> pl.DataFrame:
    assert preset.example is not None
    assert isinstance(preset.example.data, Path)
    return pl.read_csv(preset.example.data)


@pytest.fixture
def svg(tmp_path: Path) -> Callable[[Chart], str]:
    def drawn(chart: Chart) -> str:
        chart.save(tmp_path / "chart.svg")
        return (tmp_path / "chart.svg").read_text()

    return drawn


@pytest.fixture
def marks(svg: Callable[[Chart], str]) -> Callable[[Chart], Counter[str]]:
    """How many marks of each kind the drawn chart holds. Raw Vega names no kinds: its marks count by their element."""

    def counted(chart: Chart) -> Counter[str]:
        text = svg(chart)
        assert "undefined" not in text
        assert "NaN" not in text
        if chart.dialect == "vega-lite":
            kinds = re.findall(r'role="graphics-symbol" aria-roledescription="([^"]*)"', text)
            return Counter(kind for kind in kinds if kind not in ("axis", "legend", "title"))
        groups = re.findall(r'<g class="mark-(area|rule) role-mark[^"]*"[^>]*>(.*?)</g>', text)
        return Counter(
            {kind: sum(g.count("<path") + g.count("<line") for k, g in groups if k == kind) for kind, _ in groups}
        )

    return counted
