"""What the cache knows of a run is what its journals hold now: grown, replaced, moved or deleted."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from chartkit.diagnostics import ChartkitWarning
from chartkit.runs import Api, init
from chartkit.runs.reading.columns import columns_of_rows
from chartkit.runs.store import journals_of
from chartkit.runs.story import tell


def exact(folder: Path) -> Any:
    return {key: one.to_list() for key, one in columns_of_rows(tell(journals_of(folder), {}).rows).values.items()}


def read(run: Any) -> Any:
    return {
        key: [None if value != value else value for value in values]
        for key, values in run.history().to_dict("list").items()
    }


def test_a_growing_run_is_read_from_where_reading_stopped(tmp_path: Path, way: str) -> None:
    run = init(project="p", id="r")
    for number in range(40):
        run.log({"loss": number / 3} | ({"late key": number} if number > 20 else {}))
        if number % 2:
            found = Api().run("r")
            assert read(found) == exact(Path(run.dir)), number
            assert found.summary == run.summary
    run.finish()
    with sqlite3.connect(tmp_path / ".chartkit" / "cache.sqlite3") as database:
        ((parts,),) = database.execute("select count(*) from parts").fetchall()
    database.close()
    assert parts == 1 if way == "by line" else 1 < parts <= 16


def test_a_run_of_any_values_is_read_line_by_line_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    values = ["x", 2**200, b"\xff", float("nan"), {"a": {"b": -0.0}}, [1, None], True, "\ud800"]
    with init(project="p", id="r") as run:
        for value in values:
            run.log({"any": value, "loss": 0.5})
        with pytest.warns(ChartkitWarning, match="CK610"):
            run.log({"late": 1.5}, step=1)
    first = repr(Api().run("r").history(pandas=False)), repr(Api().histories("p", ["any", "loss"]))
    monkeypatch.setattr("chartkit.runs.reading.run_read.columns_of_rows", None)
    again = repr(Api().run("r").history(pandas=False)), repr(Api().histories("p", ["any", "loss"]))
    assert again == first
    assert "-0.0" in first[0]
    assert str(2**200) in first[1]


def test_nan_and_infinities_are_read_by_column(monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    with init(project="p", id="r") as run:
        for value in (0.5, float("nan"), float("inf"), -float("inf"), 1.5):
            run.log({"loss": value, "n": 1} | ({"acc": value} if value != 1.5 else {}))
    if way == "by column":
        monkeypatch.setattr("chartkit.runs.reading.run_read.columns_of_rows", None)
    found = Api().run("r")
    assert repr(found.history(pandas=False)[2:4]).count("inf") == 4
    assert repr(found.summary) == "{'loss': 1.5, 'n': 1, 'acc': -inf}"
    assert repr(Api().histories("p", ["loss"])["r"]["loss"].tolist()) == "[0.5, nan, inf, -inf, 1.5]"


def test_integers_that_become_floats_in_a_growing_run() -> None:
    with init(project="p", id="r") as run:
        for value in (1, 2, 0.5):
            run.log({"a": value})
            assert Api().run("r").history()["a"].tolist()[-1] == value
    assert Api().histories("p", ["a"])["r"]["a"].tolist() == [1.0, 2.0, 0.5]


@pytest.mark.parametrize("change", ["shrinks", "replaced", "same size", "deleted"])
def test_a_journal_that_is_another_one(store: Path, change: str) -> None:
    folder = store / "runs" / "p" / "a"
    (journal,) = journals_of(folder)
    Api(store).run("a").history()
    text = journal.read_text()
    if change == "shrinks":
        journal.write_text("".join(text.splitlines(keepends=True)[:9]))
    elif change == "replaced":
        journal.unlink()
        journal.write_text(text.replace('"loss"', '"cost"') * 2)
    elif change == "same size":
        journal.write_text(text.replace('"loss"', '"cost"'))
        os.utime(journal, ns=(1, 1))
    else:
        journal.unlink()
    assert read(Api(store).run("a")) == exact(folder)


def test_a_closed_run_is_known_by_its_folder_until_that_changes(store: Path) -> None:
    folder = store / "runs" / "p" / "a"
    assert len(Api(store).runs("p")) == 2
    os.utime(folder, ns=(10**18, 10**18))
    assert [run.state for run in Api(store).runs("p")] == ["finished", "finished"]
    (journal,) = journals_of(folder)
    journal.rename(folder / "hidden")
    os.utime(folder, ns=(10**18, 10**18))
    assert [run.summary["n"] for run in Api(store).runs("p", order="name")] == [49, 19], "one look at the folder"
    os.utime(folder)
    assert [run.summary.get("n") for run in Api(store).runs("p", order="name")] == [None, 19]


def test_runs_that_are_deleted_are_forgotten(store: Path) -> None:
    assert len(Api(store).runs("p")) == 2
    shutil.rmtree(store / "runs" / "p" / "a")
    assert [run.id for run in Api(store).runs("p")] == ["b"]
    assert list(Api(store).histories("p", ["n"])) == ["b"]


def test_a_run_that_is_deleted_after_it_was_listed_has_no_rows(store: Path) -> None:
    runs = Api(store).runs("p", order="name")
    assert [run.id for run in runs] == ["a", "b"]
    for file in store.glob("cache*"):  # which would know it
        file.unlink()
    shutil.rmtree(store / "runs" / "p" / "a")
    found = Api(store).histories(runs, ["n"])
    assert {id: one["n"].tolist() for id, one in found.items()} == {"a": [], "b": list(range(20))}
