"""Runs that come back from the trash: many of them from one look at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartkit.diagnostics import RunError
from chartkit.runs import Api, init
from chartkit.runs.upkeep import trash
from chartkit.runs.upkeep.trash import Trash, remove, removed_runs


def make(id: str, n: int = 1) -> None:
    with init(project="p", id=id, config={"n": n}):
        pass


def test_many_come_back_from_one_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / ".chartkit"
    for number in range(5):
        make(f"r{number}")
        remove(Api().run(f"p/r{number}"))
    found = Trash(store)
    monkeypatch.setattr(trash, "removed_runs", None)
    assert [found.restore(f"p/r{number}").name for number in range(5)] == [f"r{number}" for number in range(5)]
    assert sorted(run.id for run in Api().runs("p")) == [f"r{number}" for number in range(5)]
    assert list((store / "trash").iterdir()) == []


def test_of_two_with_one_id_the_last_removed_comes_back(tmp_path: Path) -> None:
    store = tmp_path / ".chartkit"
    for n in (1, 2):
        make("r", n)
        remove(Api().run("p/r"))
    found = Trash(store)
    found.restore("p/r")
    assert Api().run("p/r").config == {"n": 2}
    with pytest.raises(RunError) as caught:
        found.restore("p/r")
    assert [(one.message, one.help) for one in caught.value.diagnostics] == [
        ("run p/r cannot come back: there is another run 'r' by now.", "remove that one first: chartkit runs rm p/r")
    ]
    remove(Api().run("p/r"))
    found.restore("r")
    assert Api().run("p/r").config == {"n": 1}
    assert len(removed_runs(store)) == 1


def test_others_bring_runs_back_while_the_trash_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / ".chartkit"
    for number in range(3):
        make(f"r{number}")
        remove(Api().run(f"p/r{number}"))

    def meanwhile(name: str) -> str:
        patch.undo()
        for one in removed_runs(store):
            Trash(store).restore(f"p/{one.id}")
        return name

    with monkeypatch.context() as patch:
        patch.setattr(trash, "name_of_folder", meanwhile)
        assert len(removed_runs(store)) == 1
    assert removed_runs(store) == []
