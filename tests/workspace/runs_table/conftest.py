"""A project of six runs whose values the tests know, and its table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import chartkit
from chartkit.workspace.runs_table.answer import table_answer
from chartkit.workspace.runs_table.request import table_request
from chartkit.workspace.runs_table.run_table import RunTable
from chartkit.workspace.runs_table.run_tables import RunTables

RUNS: tuple[dict[str, Any], ...] = (
    {"lr": 0.1, "opt": {"name": "adam"}, "seed": 0},
    {"lr": 0.01, "opt": {"name": "adam"}, "seed": 1},
    {"lr": 0.001, "opt": {"name": "sgd"}, "seed": 0},
    {"lr": 0.0001, "opt": {"name": "sgd"}, "seed": 1, "amp": True},
    {"lr": 1, "opt": {"name": "lion"}, "layers": [64, 32]},
    {"seed": 2},
)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a project 'p': runs r0 to r5, the newest is r5; r5 failed and logged nothing."""
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    monkeypatch.chdir(tmp_path)
    for place, config in enumerate(RUNS):
        tags = ["even"] if place % 2 == 0 else ["odd", "best"] if place == 3 else ["odd"]
        run = chartkit.init(
            project="p",
            dir=tmp_path,
            id=f"r{place}",
            name=f"run {place}",
            config=config,
            tags=tags,
            group=f"g{place % 2}",
        )
        if place < 5:
            run.log({"acc": place / 10, "loss": float("nan") if place == 4 else 1.0 - place / 10})
        run.finish(exit_code=place // 5)
    return tmp_path


@pytest.fixture
def table(store: Path) -> RunTable:
    """The table of 'p'."""
    return RunTables(store / ".chartkit").table("p")


@pytest.fixture
def found(table: RunTable) -> Callable[..., str]:
    """`found(query="…")` gives the numbers of the runs that a request finds, in their order: `"410"`."""

    def ask(**request: Any) -> str:
        rows = table_answer(table, table_request(request))["rows"]
        return "".join(row["id"].removeprefix("r") for row in rows)

    return ask
