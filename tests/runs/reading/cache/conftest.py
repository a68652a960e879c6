"""Runs that are read again through the cache: as the columns of long runs are, and line by line as short ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chartkit.runs import init


@pytest.fixture(autouse=True, params=["by column", "by line"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Short runs are read line by line, unless they are told to be long."""
    if request.param == "by column":
        monkeypatch.setattr("chartkit.runs.reading.run_read._SHORT_BYTES", 0)
    return request.param


def _logged(id: str = "r", rows: int = 50, **more: Any) -> Path:
    with init(project="p", id=id, config={"lr": 0.1}) as run:
        for step in range(rows):
            run.log({"loss": 1 / (step + 3), "n": step} | ({"acc": step / 7} if step % 10 == 3 else {}))
        run.log(more)
    return Path(run.dir)


@pytest.fixture
def log_run() -> Callable[..., Path]:
    """`log_run(id, rows, **more)` logs a run of so many rows, and one of more keys; gives its folder."""
    return _logged


@pytest.fixture
def store(tmp_path: Path) -> Path:
    _logged("a")
    _logged("b", 20, odd={"deep": "x"})
    return tmp_path / ".chartkit"
