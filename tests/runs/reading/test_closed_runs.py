"""Closed runs that a process has read once: it looks at their folders alone, and still sees every change."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from chartkit.runs import Api, init


@pytest.fixture(autouse=True)
def none_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chartkit.runs.reading.run_read._SHORT_BYTES", 0)


def make(id: str, rows: int) -> Path:
    with init(project="p", id=id, config={"lr": 0.1, "model": {"depth": 2}}) as run:
        for step in range(rows):
            run.log({"loss": 1 / (step + 3), "n": step})
    return aged(Path(run.dir))


def aged(folder: Path, time_s: int = 10**9) -> Path:
    """A folder that changed long ago: its time tells of every later change."""
    os.utime(folder, (time_s, time_s))
    return folder


@pytest.fixture
def folders() -> list[Path]:
    found = [make("a", 20), make("b", 30)]
    arrays(), listed()
    for columns in found[0].parents[2].glob("cache-*.columns"):
        os.utime(columns, (10**9, 10**9))
    arrays(), listed()
    return found


def listed() -> list[Any]:
    runs = Api().runs("p", {"config.lr": {"$lt": 1}, "state": "finished"}, "-summary_metrics.n")
    return [(run.id, run.tags, run.config, run.summary) for run in runs]


def arrays() -> dict[str, dict[str, list[Any]]]:
    found = Api().histories("p", ["loss", "n"])
    return {id: {key: values.tolist() for key, values in one.items()} for id, one in found.items()}


def test_they_are_listed_and_read_without_the_cache(folders: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    lists, columns = listed(), arrays()
    assert [id for id, *_ in lists] == ["b", "a"]
    assert [len(one["n"]) for one in columns.values()] == [30, 20]
    monkeypatch.setattr("chartkit.runs.reading.catalogue.Cache.facts", None)
    monkeypatch.setattr("chartkit.runs.reading.run_read.kept_journals", None)
    assert (listed(), arrays()) == (lists, columns)
    with pytest.raises(TypeError):
        Api().histories("p", ["another"])
    aged(folders[0], 10**9 + 1)
    with pytest.raises(TypeError):
        listed()
    with pytest.raises(TypeError):
        arrays()


def test_what_changes_is_read_again(folders: list[Path]) -> None:
    before = arrays()
    Api().run("p/a").tags = ["good"]
    assert [(id, tags) for id, tags, *_ in listed()] == [("b", []), ("a", ["good"])]
    assert arrays() == before
    with init(project="p", id="b", resume="must") as run:
        run.log({"loss": 0.5, "n": 99})
    assert [id for id, *_ in listed()] == ["b", "a"]
    assert arrays()["b"]["n"] == [*range(30), 99]
    shutil.rmtree(folders[1])
    make("c", 3)
    assert [id for id, *_ in listed()] == ["a", "c"]
    assert list(arrays()) == ["c", "a"]


def test_what_a_script_does_with_a_run_is_not_in_the_next_list(folders: list[Path]) -> None:
    before = repr(listed())
    for run in Api().runs("p"):
        run.summary["n"] = -1
        run.facts.config["model"]["depth"] = 7
        run.facts.start["timestamp"] = 0.0
    assert repr(listed()) == before
