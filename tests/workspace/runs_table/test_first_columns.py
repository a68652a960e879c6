"""Which columns the table shows until somebody chooses: what tells runs apart, and what most of them have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import chartkit
from chartkit.workspace.runs_table.run_tables import RunTables

PLAIN = ["state", "created_at", "runtime_s"]
Config = dict[str, Any]


def first_columns(folder: Path, *runs: tuple[Config, dict[str, Any]]) -> list[str]:
    """The first columns of a project with these configs and figures, the oldest first; what all have is left out."""
    for config, figures in runs:
        with chartkit.init(project="p", dir=folder, config=config) as run:
            run.log(figures)
    found = RunTables(folder / ".chartkit").table("p").first_columns
    assert found[:3] == PLAIN
    return found[3:]


@pytest.fixture(autouse=True)
def silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHARTKIT_SILENT", "1")


def test_settings_that_differ_and_results_stand_in_the_order_in_which_the_oldest_run_wrote_them(tmp_path: Path) -> None:
    runs = [({"wd": place, "batch": 64, "lr": place / 10}, {"loss": place, "acc": 1 - place}) for place in range(3)]
    newest = ({"lr": 9, "wd": 9, "batch": 64}, {"acc": 0, "loss": 9})
    wanted = ["config.wd", "config.lr", "summary.loss", "summary.acc"]
    assert first_columns(tmp_path, *runs, newest) == wanted


def test_what_few_runs_have_stands_behind_what_most_have(tmp_path: Path) -> None:
    runs: list[tuple[Config, dict[str, Any]]] = [({"lr": place}, {"loss": place}) for place in range(5)]
    runs[0] = ({"tried": 1, "lr": 0}, {"tried": 0, "loss": 0})
    runs[1] = ({"tried": 2, "lr": 1}, {"loss": 1})
    wanted = ["config.lr", "config.tried", "summary.loss", "summary.tried"]
    assert first_columns(tmp_path, *runs) == wanted


def test_paths_and_results_that_tell_nothing_are_last_and_internals_are_left_out(tmp_path: Path) -> None:
    runs = [
        (
            {"_seed": place, "out": f"runs/{place}", "model": "ab"[place % 2], "lr": place},
            {"_step_time": place, "epoch": 10, "loss": place},
        )
        for place in range(4)
    ]
    wanted = ["config.model", "config.lr", "config.out", "summary.loss", "summary.epoch"]
    assert first_columns(tmp_path, *runs) == wanted


def test_eight_settings_and_eight_results_are_enough(tmp_path: Path) -> None:
    names = [f"k{place:02}" for place in range(12, 0, -1)]
    found = first_columns(tmp_path, *((dict.fromkeys(names, run), dict.fromkeys(names, run)) for run in range(2)))
    assert found == [*(f"config.{name}" for name in names[:8]), *(f"summary.{name}" for name in names[:8])]


def test_one_run_shows_its_results_alone(tmp_path: Path) -> None:
    assert first_columns(tmp_path, ({"lr": 1}, {"loss": 1})) == ["summary.loss"]
