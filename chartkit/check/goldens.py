"""Goldens: takes the chart of a preset's example, gives the text that `check` keeps beside the preset and compares.

A golden is the whole chart as JSON, rows included, laid out for people to read in a diff.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from chartkit.compiler import Chart

SIGNIFICANT_DIGITS = 6
_ENDINGS = {"vega-lite": ".expected.vl.json", "vega": ".expected.vg.json"}


def golden_path(preset_file: Path, dialect: str) -> Path:
    """The golden beside a preset: its name and `.expected.vl.json`, for raw Vega `.expected.vg.json`.

    >>> golden_path(Path("presets/me/loss.yaml"), "vega-lite").as_posix()
    'presets/me/loss.expected.vl.json'
    """
    return preset_file.with_name(f"{preset_file.stem}{_ENDINGS[dialect]}")


def golden_text(chart: Chart) -> str:
    """The chart as JSON, two spaces a level and a newline at the end; the same chart gives the same text everywhere.

    Fractions have 6 significant digits, for engines may add floats in any order; whole numbers stay whole. O(rows).
    """
    return json.dumps(rounded(chart.spec), indent=2, ensure_ascii=False) + "\n"


def rounded(value: Any) -> Any:
    """`value`, plain JSON, with each float to 6 significant digits.

    >>> rounded({"loss": 0.123456789, "step": 12345678})
    {'loss': 0.123457, 'step': 12345678}
    """
    if isinstance(value, float):
        return float(f"{value:.{SIGNIFICANT_DIGITS}g}")
    if isinstance(value, list):
        return [rounded(item) for item in cast("list[Any]", value)]
    if isinstance(value, dict):
        return {key: rounded(child) for key, child in cast("dict[str, Any]", value).items()}
    return value
