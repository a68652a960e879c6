"""What no run refers to goes; what one may refer to stays."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import chartkit
from chartkit.runs.upkeep.cleaning import delete, garbage
from chartkit.runs.upkeep.trash import remove
from chartkit.runs.upkeep.verifying import verify_run


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with one run, and files that a killed process left."""
    monkeypatch.chdir(tmp_path)
    part = chartkit.Table(columns=["a"], data=[[1]], log_mode="INCREMENTAL")
    cells = chartkit.Table(columns=["page"], data=[[chartkit.Html("<p>cell</p>")]])
    Path("weights.bin").write_bytes(b"w" * 500)
    with chartkit.init(project="p", id="r", dir=tmp_path) as run:
        run.log({"part": part, "cells": cells})
        part.add_data(2)
        run.log({"part": part})
        run.log_artifact("weights.bin", name="model", type="model")
        folder = Path(run.dir)
    (folder / "tables" / f"{'a' * 64}.json").write_bytes(b"orphan")
    (folder / "media" / ".0123456789abcdef.tmp").write_bytes(b"half")
    return folder.parents[2]


def aged(store: Path) -> None:
    for path in store.rglob("*"):
        if path.is_file():
            os.utime(path, (1e9, 1e9))


def test_orphans_go_and_all_else_stays(store: Path) -> None:
    assert list(garbage(store)) == []
    aged(store)
    found = list(garbage(store))
    assert [(one.path.name, one.why, one.size_bytes) for one in found] == [
        (".0123456789abcdef.tmp", "half a file of a process that was killed", 4),
        (f"{'a' * 64}.json", "no line of the run's journals refers to it", 6),
    ]
    assert delete(found) == 10
    assert list(garbage(store)) == []
    assert verify_run(store / "runs/p/r").findings == ()


def test_a_running_run_is_left_alone(store: Path) -> None:
    run = chartkit.init(project="p", id="live", dir=store)
    folder = Path(run.dir)
    (folder / "tables").mkdir()
    (folder / "tables" / f"{'b' * 64}.json").write_bytes(b"a line may come")
    aged(store)
    assert not any("live" in str(one.path) for one in garbage(store))
    run.finish()
    assert [one.path.name for one in garbage(store) if "live" in str(one.path)] == [f"{'b' * 64}.json"]


def test_an_artifact_stays_while_a_run_or_an_alias_stands_for_it(store: Path) -> None:
    api = chartkit.Api(store)
    with chartkit.init(project="p", id="user", dir=store) as user:
        user.use_artifact("model:latest")
    delete(garbage(store, 0))
    remove(api.run("r"))
    assert delete(garbage(store, 0, with_trash=True)) > 0
    assert api.artifact("p/model:latest").verify().version == "v0"
    with chartkit.init(project="p", id="next", dir=store) as following:
        Path("weights.bin").write_bytes(b"v" * 600)
        following.log_artifact("weights.bin", name="model", type="model")
    assert list(garbage(store, 0)) == []  # v0 has no alias any more, but a run that used it
    remove(api.run("user"))
    assert list(garbage(store, 0)) == []  # it may come back
    assert {one.size_bytes for one in garbage(store, 0, with_trash=True)} >= {500}
    delete(garbage(store, 0, with_trash=True))
    assert not (store / "trash").exists() or not any((store / "trash").iterdir())
    assert api.artifact("p/model:latest").verify().version == "v1"


def test_where_a_line_is_damaged_nothing_counts_as_unused(store: Path) -> None:
    (journal,) = (store / "runs/p/r").glob("journal-*.jsonl")
    content = journal.read_bytes()
    lines = content.splitlines(keepends=True)
    journal.write_bytes(b"".join(line[:40] + b"\n" if b'"cells"' in line else line for line in lines))
    aged(store)
    assert [one.path.name for one in garbage(store)] == [".0123456789abcdef.tmp"]
    journal.write_bytes(content)
    aged(store)
    assert len(list(garbage(store))) == 2
