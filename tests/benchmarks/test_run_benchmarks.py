"""The pieces of the benchmarks of runs, each once and small; nothing is timed, and no peer is needed."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"
CASES = ("case_log", "case_start", "case_many", "case_read", "case_list")


@pytest.fixture(autouse=True)
def run_benchmarks_importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))
    monkeypatch.syspath_prepend(str(FOLDER / "runs"))


def module(name: str) -> ModuleType:
    return importlib.import_module(name)


def test_the_runner_names_every_case() -> None:
    assert tuple(case.__name__ for case in module("run_runs").CASES) == CASES
    assert {path.stem for path in (FOLDER / "runs").glob("case_*.py")} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_a_case_measures_what_it_has_targets_for(name: str) -> None:
    case, processes = module(name), module("processes")
    found = processes.samples(case, processes.chartkit(), quick=True)
    wanted = {label for targets in getattr(case, "TARGETS", {}).values() for label in targets}
    assert set(found) == wanted | set(getattr(case, "LIMITS_S", {}))
    assert all(len(sample) == 2 and min(sample) >= 0 for samples in found.values() for sample in samples)


def test_the_bare_loop_is_measured_where_chartkit_is() -> None:
    case, processes = module("case_log"), module("processes")
    found = processes.samples(case, processes.chartkit()._replace(name="bare"), quick=True)
    assert list(found) == [case.MEAN]


def test_the_table() -> None:
    results, run_runs = module("results"), module("run_runs")
    ours, peer = results.Figure(0.1, 0.09, 0.2, 0.1), results.Figure(1.0, 0.9, 1.1, 2.0)
    rows = [
        run_runs.Row("wandb", results.Result("a", ours, peer, 1 / 5)),
        run_runs.Row(None, results.Result("b", ours, None, 0.05)),
        run_runs.Row(
            "wandb", results.Result("c", results.Figure(50, 50, 50, 0), results.Figure(100, 99, 99, 0), 1), "B"
        ),
    ]
    assert run_runs.rows_table(rows) == (
        "| what | chartkit | peer | its figure | ratio | ratio of CPU time | target | reached |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- |\n"
        "| a | 100 ms (90 ms to 200 ms) | wandb | 1 s (900 ms to 1.1 s) | 1/10 | 1/20 | ≤ 1/5 | yes |\n"
        "| b | 100 ms (90 ms to 200 ms) | – | – | – | – | ≤ 50 ms | no |\n"
        "| c | 50.0 B | wandb | 100.0 B | 1/2 | – | ≤ 1 | yes |"
    )
