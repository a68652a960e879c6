"""The faults' own modules stand in `injected/`, for the tests as for `python tests/faults/run.py`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True)
def clean(empty_folder: Path) -> None:
    """Nothing of other tests."""
