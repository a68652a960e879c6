"""The faults' own modules stand in `injected/`, for the tests as for `python tests/faults/run.py`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True)
def clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty folder, and none of the variables that `init` reads."""
    from chartkit.runs import active

    for name in [name for name in os.environ if name.startswith(("CHARTKIT_", "WANDB_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    monkeypatch.setenv("CHARTKIT_SYSTEM_S", "0")
    monkeypatch.chdir(tmp_path)
    yield
    active.finish()
