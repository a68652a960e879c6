"""What the watches see of runs, presets, layouts and projects, each on real files."""

from __future__ import annotations

import math
import os
import shutil
from collections import deque
from pathlib import Path

import pytest

import chartkit
from chartkit.presets import Library
from chartkit.workspace.answers import etag_of
from chartkit.workspace.changes import file_watch, run_watch
from chartkit.workspace.changes.change import NOTHING, Change
from chartkit.workspace.changes.file_watch import LayoutWatch, PresetWatch, ProjectsWatch
from chartkit.workspace.changes.run_watch import RunWatch


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look sees all there is, whatever the time that Python takes meanwhile."""
    monkeypatch.setattr(run_watch, "COLD_BUDGET_S", math.inf)
    monkeypatch.setattr(run_watch, "WARM_BUDGET_S", math.inf)


def age(folder: Path) -> None:
    """Make everything of a run an hour old."""
    for path in (*folder.iterdir(), folder):
        os.utime(path, ns=(path.stat().st_mtime_ns - 3_600_000_000_000,) * 2)


def finished(store: Path, run_id: str) -> Path:
    run = chartkit.init(project="p", dir=store, id=run_id)
    run.log({"a": 1})
    run.finish()
    age(Path(run.dir))
    return Path(run.dir)


def test_runs_that_change_begin_and_go(tmp_path: Path) -> None:
    one, two = finished(tmp_path, "one"), finished(tmp_path, "two")
    watch = RunWatch(one.parent)
    assert watch.look() == NOTHING
    assert watch.look() == NOTHING
    with (two / next(path.name for path in two.glob("journal-*"))).open("a") as journal:
        journal.write("\n")
    assert watch.look().runs == {"two"}
    assert watch.look() == NOTHING
    live = chartkit.init(project="p", dir=tmp_path, id="li:ve")
    assert watch.look() == Change(runs=frozenset({"li:ve"}))
    live.log({"a": 1})
    assert watch.look() == Change(runs=frozenset({"li:ve"}))
    live.finish()
    shutil.rmtree(two)
    assert watch.look() == Change(runs=frozenset({"li:ve"}), gone=frozenset({"two"}))


def test_a_run_that_changed_just_before_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page may have read it a moment before it began to listen."""
    monkeypatch.setattr(run_watch, "_LATELY_NS", 1_800_000_000_000)
    old = finished(tmp_path, "old")
    run = chartkit.init(project="p", dir=tmp_path, id="new")
    run.log({"a": 1})
    assert RunWatch(old.parent).look() == Change(runs=frozenset({"new"}))
    run.finish()


def test_old_runs_that_come_back_are_told_and_so_are_those_that_go_before_their_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = finished(tmp_path, "one").parent
    finished(tmp_path, "two")
    watch = RunWatch(project)
    monkeypatch.setattr(run_watch, "COLD_BUDGET_S", -1.0)
    assert watch.look() == NOTHING, "of one run, the other has not had its turn"
    for name in ("one", "two"):
        (project / name).rename(tmp_path / name)
    assert watch.look() == Change(gone=frozenset({"one", "two"}))
    monkeypatch.setattr(run_watch, "COLD_BUDGET_S", math.inf)
    for name in ("one", "two"):
        (tmp_path / name).rename(project / name)
    assert watch.look() == Change(runs=frozenset({"one", "two"}))
    assert watch.look() == NOTHING


def test_a_project_may_come_later_and_folders_without_a_run_are_none(tmp_path: Path) -> None:
    project = tmp_path / ".chartkit" / "runs" / "p"
    watch = RunWatch(project)
    assert watch.look() == NOTHING
    (project / "empty").mkdir(parents=True)
    (project / ".trash").mkdir()
    assert watch.look() == NOTHING
    (project / "empty" / "run.json").write_text("{}")
    assert watch.look() == Change(runs=frozenset({"empty"}))
    shutil.rmtree(project)
    assert watch.look() == Change(gone=frozenset({"empty"}))


def test_each_of_many_old_runs_has_its_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A look costs no more than its budget; what is expected goes first."""
    folders = [finished(tmp_path, f"r{place}") for place in range(6)]
    monkeypatch.setattr(run_watch, "COLD_BUDGET_S", -1.0)
    watch = RunWatch(folders[0].parent)
    for _ in folders:
        assert watch.look() == NOTHING
    for folder in folders:
        (folder / "journal-x-1-2.jsonl").write_text("\n")
    told = deque(watch.look().runs for _ in folders)
    assert sorted(told, key=sorted) == [{f"r{place}"} for place in range(6)]
    other = RunWatch(folders[0].parent)
    for folder in folders:
        age(folder)
    for _ in folders:
        other.look()
    (folders[2] / "journal-y-1-2.jsonl").write_text("\n")
    other.expect(["r2", "nothing"])
    assert other.look().runs == {"r2"}


def test_a_run_that_goes_and_comes_back_between_two_looks_is_told(tmp_path: Path) -> None:
    """A page may have asked for the rows while it was gone."""
    run = finished(tmp_path, "one")
    watch = RunWatch(run.parent)
    assert watch.look() == NOTHING
    run.rename(tmp_path / "one")
    watch.expect(["one"])
    (tmp_path / "one").rename(run)
    watch.expect(["one"])
    assert watch.look() == Change(runs=frozenset({"one"}))
    assert watch.look() == NOTHING


def test_presets_are_told_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "presets"
    (folder / "me").mkdir(parents=True)
    (folder / "me" / "loss.yaml").write_text("a: 1")
    monkeypatch.setattr(file_watch, "_REST", 0)
    watch = PresetWatch(lambda: Library((), (folder,)))
    assert watch.look() == NOTHING
    (folder / "me" / "loss.yaml").write_text("a: 12")
    (folder / "me" / "loss.expected.vl.json").write_text("{}")
    (folder / "new.json").write_text("{}")
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "no.yaml").write_text("")
    assert watch.look() == Change(presets=frozenset({"me/loss", "new"}))
    shutil.rmtree(folder)
    assert watch.look() == Change(presets=frozenset({"me/loss", "new"}))


def test_a_layout_is_told_by_its_etag(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    watch = LayoutWatch(path)
    assert watch.look() == NOTHING
    path.write_text("version: 1")
    assert watch.look() == Change(layout=etag_of(b"version: 1"))
    assert watch.look() == NOTHING
    path.unlink()
    assert watch.look() == Change(layout=etag_of(b""))


def test_projects_are_told_when_their_runs_come_and_go(tmp_path: Path) -> None:
    watch = ProjectsWatch(tmp_path / ".chartkit")
    assert watch.look() == NOTHING
    folder = finished(tmp_path, "one")
    assert watch.look() == Change(projects=frozenset({"p"}))
    shutil.rmtree(folder)
    assert watch.look() == Change(projects=frozenset({"p"}))
