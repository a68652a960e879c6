"""`chartkit demo` for real: the training, its files, and the mistake that is shown and mended."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import chartkit
from chartkit.check import check_preset

CHARTS = ["learning_curve", "accuracy_per_digit", "confusion_matrix", "confidence"]


def test_the_demo_from_training_to_mended_preset(run: Callable[..., Any], folder: Path) -> None:
    said = run("demo", "--dir", "shown")
    assert (said.exit_code, said.stderr) == (0, "")
    files = sorted(path.name for path in (folder / "shown").iterdir() if path.is_file())
    assert files == sorted(f"{chart}.{kind}" for chart in CHARTS for kind in ("png", "html"))
    for chart in CHARTS:
        assert f"  shown/{chart}.png" in said.stdout
    (logged,) = chartkit.Api().runs("demo")
    assert f"The run, with every number and chart: .chartkit/runs/demo/{logged.id}\n" in said.stdout
    assert f"  chartkit runs export {logged.id} -o run.html\n" in said.stdout
    last = "  chartkit ui\n      see this run and all others in the browser, with their charts and presets\n"
    assert said.stdout.endswith(last)
    assert list(logged.charts()) == ["confusion_matrix", *(chart for chart in CHARTS if chart != "confusion_matrix")]
    assert len(logged.chart_steps("confusion_matrix")) == len(logged.history()) == 12
    assert logged.summary["accuracy"] > 0.9

    preset = folder / "shown/presets/height_histogram.yaml"
    mistake = said.stdout.partition("This one says colr where it means color:\n")[2]
    assert re.match(
        r"\$ chartkit check shown/presets/height_histogram\.yaml\n"
        r"shown/presets/height_histogram\.yaml:(\d+):5: CK301 encoding has no channel 'colr'\.\n"
        r" +\1 \|     colr: .*\n"
        r"      \|     \^\^\^\^\n"
        r"help: did you mean 'color'\?\n\n"
        r"1 preset checked, 1 error\n\n"
        r"Mended:\n"
        r"\$ chartkit check shown/presets/height_histogram\.yaml\n"
        r"1 preset checked, no findings\n",
        mistake,
    )
    assert [finding.code for finding in check_preset(preset)] == ["CK805"]
    assert run("render", str(preset), "-o", "x.svg").exit_code == 0


def test_without_scikit_learn_it_says_what_to_install(
    run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setitem(sys.modules, "sklearn", None)
    said = run("demo")
    assert (said.exit_code, said.stderr) == (
        2,
        "CK701 the demo trains with scikit-learn, which is not here.\nhelp: pip install 'chartkit[demo]'\n",
    )
    assert not (folder / ".chartkit").exists()
