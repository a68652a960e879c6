"""Every test of media works in an empty folder, with none of the variables that `init` reads, and no run left over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import chartkit


@pytest.fixture(autouse=True)
def clean(empty_folder: Path) -> None:
    """Nothing of other tests."""


@pytest.fixture
def kept() -> Callable[[Any], Any]:
    """Logs a value under one key and reads it back from the finished run."""

    def log_and_read(value: Any) -> Any:
        with chartkit.init(project="p") as run:
            run.log({"value": value})
        return chartkit.Api().run(run.id).media("value")

    return log_and_read
