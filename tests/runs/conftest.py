"""Every test of runs works in an empty folder, with none of the variables that `init` reads, and no run left over."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def clean(empty_folder: Path) -> None:
    """Nothing of other tests."""


@pytest.fixture
def run_folder(tmp_path: Path) -> Path:
    """Where the run `r` of the project `p` is kept."""
    return tmp_path / ".chartkit" / "runs" / "p" / "r"
