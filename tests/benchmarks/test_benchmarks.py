"""The pieces of `make bench`, each once and small; nothing here is timed, and wandb is not needed."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"
CASES = ("case_import", "case_cold", "case_scalars", "case_tables", "case_compile")


@pytest.fixture(autouse=True)
def benchmarks_importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))


def test_the_runner_names_every_case() -> None:
    run = module("run")
    assert tuple(case.__name__ for case in run.CASES) == CASES
    assert {path.stem for path in FOLDER.glob("case_*.py")} == {*CASES, "case_kill"}


@pytest.mark.parametrize("name", CASES)
def test_a_case_measures_what_it_has_targets_for(name: str) -> None:
    case, processes = module(name), module("processes")
    found = processes.samples(case, processes.chartkit(), quick=True)
    assert list(found) == [*getattr(case, "TARGETS", {}), *getattr(case, "LIMITS_S", {})]
    assert all(len(sample) == 2 and min(sample) >= 0 for samples in found.values() for sample in samples)


def test_a_case_that_fails_says_which_and_why(tmp_path: Path) -> None:
    processes = module("processes")
    broken = tmp_path / "case_broken.py"
    broken.write_text("raise SystemExit('no disk')", encoding="utf-8")
    case = ModuleType("case_broken")
    case.__file__ = str(broken)
    with pytest.raises(SystemExit) as stopped:
        processes.samples(case, processes.chartkit(), quick=True)
    assert stopped.value.code == "chartkit failed in case_broken:\nno disk\n"


def test_figures_are_medians_of_processes() -> None:
    results = module("results")
    processes = [[(1.0, 0.4), (1.2, 0.6), (9.0, 0.5)], [(3.0, 0.1)], [(2.0, 0.9)]]
    assert results.figure(processes) == results.Figure(2.0, 1.2, 3.0, 0.5)


def test_the_report() -> None:
    results, report, kill = module("results"), module("report"), module("case_kill")
    ours, slow = results.Figure(0.0162, 0.016, 0.0171, 0.01), results.Figure(0.81, 0.8, 1.2, 0.8)
    rows = [
        results.Result("a", ours, slow, 1 / 20),
        results.Result("b", slow, ours, 1 / 4),
        results.Result("c", ours, slow, None),
        results.Result("d", results.Figure(0.00075, 0.00074, 0.0008, 0.00075), None, 0.001),
    ]
    kills = {"chartkit": [kill.Killed(500, 12_000, 12_000)], "wandb": [kill.Killed(0, 3_000, 2_960)]}
    assert report.report("Conditions.", rows, kills) == (
        "Conditions.\n\n"
        "| what | chartkit | wandb offline | ratio | ratio of CPU time | target | reached |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n"
        "| a | 16.2 ms (16 ms to 17.1 ms) | 810 ms (800 ms to 1.2 s) | 1/50 | 1/80 | ≤ 1/20 | yes |\n"
        "| b | 810 ms (800 ms to 1.2 s) | 16.2 ms (16 ms to 17.1 ms) | 50 | 80 | ≤ 1/4 | no |\n"
        "| c | 16.2 ms (16 ms to 17.1 ms) | 810 ms (800 ms to 1.2 s) | 1/50 | 1/80 | – | – |\n"
        "| d | 750 µs (740 µs to 800 µs) | – | – | – | ≤ 1 ms | yes |\n\n"
        "| tracker | rows of the first 500 visible when they had been logged | calls returned | lost |\n"
        "| --- | --- | --- | --- |\n"
        "| chartkit | 500 | 12,000 | 0 |\n"
        "| wandb | 0 | 3,000 | 40 |"
    )


def test_the_report_goes_between_the_markers(tmp_path: Path) -> None:
    report = module("report")
    page = tmp_path / "benchmarks.md"
    page.write_text(f"# Head\n\n{report.START}\nold\n{report.END}\nfoot\n", encoding="utf-8")
    report.write(page, "new")
    assert page.read_text(encoding="utf-8") == f"# Head\n\n{report.START}\n\nnew\n\n{report.END}\nfoot\n"
    page.write_text("# Head\n", encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        report.write(page, "new")
    assert stopped.value.code == f"benchmarks.md has no markers {report.START} and {report.END}"


def test_wandbs_records_are_read_over_blocks_up_to_a_torn_end() -> None:
    first, long, torn = b"first", b"x" * 40_000, b"torn"
    room = 32_768 - 7 - (7 + len(first)) - 7
    parts = [(1, first), (2, long[:room]), (4, long[room:]), (1, torn)]
    content = b":W&B\xe1\xbe\x00" + b"".join(
        bytes(4) + len(part).to_bytes(2, "little") + bytes([kind]) + part for kind, part in parts
    )
    assert list(module("killed").wandb_records(content)) == [first, long, torn]
    assert list(module("killed").wandb_records(content[:-1])) == [first, long]


def module(name: str) -> ModuleType:
    return importlib.import_module(name)
