"""Every test of runs works in an empty folder, with none of the variables that `init` reads, and no run left over."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from chartkit.diagnostics import set_on_error
from chartkit.runs import active


@pytest.fixture(autouse=True)
def clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in [name for name in os.environ if name.startswith(("CHARTKIT_", "WANDB_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    monkeypatch.setenv("CHARTKIT_SYSTEM_S", "0")
    monkeypatch.chdir(tmp_path)
    yield
    active.finish()
    active.set_config({})
    set_on_error(None)


@pytest.fixture
def run_folder(tmp_path: Path) -> Path:
    """Where the run `r` of the project `p` is kept."""
    return tmp_path / ".chartkit" / "runs" / "p" / "r"
