"""Every test of media works in an empty folder, with none of the variables that `init` reads, and no run left over."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import chartkit
from chartkit.diagnostics import set_on_error
from chartkit.runs import active


@pytest.fixture(autouse=True)
def clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in [name for name in os.environ if name.startswith(("CHARTKIT_", "WANDB_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    monkeypatch.chdir(tmp_path)
    yield
    active.finish()
    active.set_config({})
    set_on_error(None)


@pytest.fixture
def kept() -> Callable[[Any], Any]:
    """Logs a value under one key and reads it back from the finished run."""

    def log_and_read(value: Any) -> Any:
        with chartkit.init(project="p") as run:
            run.log({"value": value})
        return chartkit.Api().run(run.id).media("value")

    return log_and_read
