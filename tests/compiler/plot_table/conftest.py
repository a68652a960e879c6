"""The preset of points stands in `plotted_points.py`, for all tests of the call."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import plotted_points


@pytest.fixture(autouse=True)
def _warned_of_nothing() -> None:
    """Python shows a warning once for each line that calls: here the one that plots for all tests."""
    vars(plotted_points).pop("__warningregistry__", None)
