"""The pieces of the benchmarks of plots, each once and small; nothing is timed, and wandb is not needed."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"
CASES = ("case_curves", "case_matrix", "case_json", "case_summaries")


@pytest.fixture(autouse=True)
def plot_benchmarks_importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))
    monkeypatch.syspath_prepend(str(FOLDER / "plots"))


def module(name: str) -> ModuleType:
    return importlib.import_module(name)


def test_the_runner_names_every_case() -> None:
    assert tuple(case.__name__ for case in module("run_plots").CASES) == CASES
    assert {path.stem for path in (FOLDER / "plots").glob("case_*.py")} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_a_case_measures_what_it_has_targets_for(name: str) -> None:
    case, processes = module(name), module("processes")
    found = processes.samples(case, processes.chartkit(), quick=True)
    assert all(list(found) == list(targets) for targets in case.TARGETS.values())
    assert all(len(sample) == 2 and min(sample) >= 0 for samples in found.values() for sample in samples)


def test_the_table() -> None:
    results, run_plots = module("results"), module("run_plots")
    ours, peer = results.Figure(0.1, 0.09, 0.2, 0.1), results.Figure(1.0, 0.9, 1.1, 2.0)
    results_of = [results.Result("a", ours, peer, 1 / 5), results.Result("b", ours, peer, None)]
    rows = [run_plots.Row("wandb", result) for result in results_of]
    assert run_plots.rows_table(rows) == (
        "| what | chartkit | peer | its time | ratio | ratio of CPU time | target | reached |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- |\n"
        "| a | 100 ms (90 ms to 200 ms) | wandb | 1 s (900 ms to 1.1 s) | 1/10 | 1/20 | ≤ 1/5 | yes |\n"
        "| b | 100 ms (90 ms to 200 ms) | wandb | 1 s (900 ms to 1.1 s) | 1/10 | 1/20 | – | – |"
    )
