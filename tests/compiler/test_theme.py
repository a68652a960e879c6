"""The project's theme lies under every preset's config, and its faults are said where it is written."""

from pathlib import Path
from typing import Any

import pytest

import chartkit

PRESET: dict[str, Any] = {
    "data": {"name": "table"},
    "mark": "point",
    "encoding": {"x": {"field": "${field:x}", "type": "quantitative"}},
    "config": {"axis": {"labelFontSize": 9}},
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "deep").mkdir()
    monkeypatch.chdir(tmp_path / "deep")
    return tmp_path / "pyproject.toml"


def config() -> Any:
    return chartkit.plot_table(PRESET, {"x": [1]}, {"x": "x"}).spec["config"]


def test_a_theme_lies_under_the_presets_own_config(project: Path) -> None:
    project.write_text('[tool.chartkit.theme]\nbackground = "white"\n[tool.chartkit.theme.axis]\ngrid = false\n')
    assert config() == {"background": "white", "axis": {"grid": False, "labelFontSize": 9}}
    project.write_text("[tool.chartkit]\n[tool.other]\ntheme = 5\n")
    assert config() == {"axis": {"labelFontSize": 9}}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[tool.chartkit]\ntheme = "dark"\n',
            "CK117 [tool.chartkit] theme is a table of Vega-Lite config; found 'dark'.",
        ),
        ("[tool.chartkit.theme]\naxs = {}\n", "CK117 [tool.chartkit.theme]: config has no property 'axs'."),
        ("[tool.chartkit.theme\n", "CK117 this is not TOML: "),
        ("[tool.chartkit.theme]\naxis = " + "[" * 5000, "CK117 this is not TOML: it is nested too deeply."),
    ],
)
def test_a_theme_that_cannot_be_used_is_said(project: Path, text: str, message: str) -> None:
    project.write_text(text)
    with pytest.raises(chartkit.PresetError) as caught:
        config()
    assert str(caught.value).startswith(f"{project}: {message}")


def test_a_pyproject_that_cannot_be_read_is_said(project: Path) -> None:
    project.mkdir()
    with pytest.raises(chartkit.PresetError) as caught:
        config()
    assert str(caught.value) == f"{project}: CK117 cannot read it: Is a directory."
