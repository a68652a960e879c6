"""Folders and files that the server's user may not read or write: each is said with its place, and the rest works."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rights import held_to_modes
from starlette.testclient import TestClient

import chartkit
from chartkit.diagnostics import ChartkitError
from chartkit.presets import default_library
from chartkit.workspace.editing.tasks import Draft
from chartkit.workspace.editing.tasks import golden as write_golden
from chartkit.workspace.runs_table import seen_run

Clients = Callable[..., TestClient]
LET = "let the user of `chartkit ui` read and write there, and look at the space on that disk"


@pytest.fixture
def runs(empty_folder: Path) -> Iterator[Path]:
    """The folder of project `p`: runs a and b, each with a chart."""
    for id in "ab":
        with chartkit.init(project="p", id=id) as run:
            chart = chartkit.plot_table("wandb/line/v0", {"x": [1, 2], "y": [3, 4]}, {"x": "x", "y": "y"})
            run.log({"loss": 1.5, "line": chart})
    folder = empty_folder / ".chartkit" / "runs" / "p"
    yield folder
    for one in (empty_folder / ".chartkit", folder.parent, folder, *folder.iterdir()):
        one.chmod(0o755)  # pytest removes it


def fault(answer: Any) -> tuple[int, str, str, str | None]:
    (found,) = answer.json()["faults"]
    return answer.status_code, found["code"], found["message"], found["help"]


def rows(http: TestClient) -> list[tuple[str, str]]:
    return [(one["id"], one["state"]) for one in http.post("/api/p/p/runs", json={}).json()["rows"]]


@pytest.mark.parametrize("mode", [0o000, 0o444, 0o311], ids=["none", "list", "enter"])
def test_a_run_that_may_not_be_read_is_there_and_says_why(runs: Path, client: Clients, mode: int) -> None:
    (runs / "b").chmod(mode)
    with held_to_modes():
        http = client()
        assert sorted(rows(http)) == [("a", "finished"), ("b", "damaged")]
        found = http.get("/api/p/p/runs/b/diagnostics").json()["diagnostics"]
        assert {one["message"].rpartition(": ")[2] for one in found} == {"Permission denied."}
        assert http.get("/api/p/p/runs/b").status_code == 200
        assert http.post("/api/p/p/lines", json={"panels": [{"keys": ["loss"]}], "runs": ["a", "b"]}).status_code == 200


@pytest.mark.parametrize("name", ["run.json", "journal"])
def test_a_run_is_whole_again_when_its_rights_are_back(
    runs: Path, client: Clients, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Rights that come back change no file's time or size."""
    (file,) = (runs / "b").glob(f"{name}*")
    for one in (runs / "b", runs / "a"):
        os.utime(one, (1e9, 1e9))  # long closed
    file.chmod(0o000)
    with held_to_modes():
        http = client()
        assert ("b", "damaged") in rows(http)
        assert ("b", "damaged") in [(run.id, run.state) for run in chartkit.Api().runs("p")]
        file.chmod(0o644)
        assert ("b", "finished") in [(run.id, run.state) for run in chartkit.Api().runs("p")]
        monkeypatch.setattr(seen_run, "_DAMAGED_FOR_S", 0.0)
        assert ("b", "finished") in rows(http)


def test_charts_of_a_run_that_may_not_be_read_leave_those_of_others(runs: Path, client: Clients) -> None:
    (runs / "b" / "charts").chmod(0o000)
    with held_to_modes():
        answer = client().post("/api/p/p/chart", json={"key": "line", "runs": ["a", "b"]}).json()
    (runs / "b" / "charts").chmod(0o755)
    assert [one["run"] for one in answer["shown"]] == ["a", "b"]
    assert any("Permission denied" in note for note in answer["notes"])
    assert answer["pictures"]


def test_a_project_that_may_not_be_read_leaves_the_list_of_the_others(runs: Path, client: Clients) -> None:
    chartkit.init(project="q", id="c").finish()
    runs.chmod(0o000)
    with held_to_modes():
        http = client()
        listed = {one["name"]: one["n_runs"] for one in http.get("/api/projects").json()}
        assert listed == {"p": None, "q": 1}
        for asked in ("opening", "metrics", "charts", "colors"):
            assert fault(http.get(f"/api/p/p/{asked}")) == (
                500,
                "CK623",
                f"the runs in {runs} cannot be listed: Permission denied.",
                "allow reading that folder, or name another store with dir=… or CHARTKIT_DIR.",
            )
        refused = (500, "CK913", f"{runs / 'a'} cannot be used: Permission denied.", LET)
        assert fault(http.get("/api/p/p/runs/a")) == refused


def test_a_store_that_may_not_be_read_is_no_fault_of_chartkit(
    runs: Path, client: Clients, capsys: pytest.CaptureFixture[str]
) -> None:
    runs.parent.chmod(0o000)
    with held_to_modes():
        http = client()
        assert fault(http.get("/api/projects"))[1] == "CK623"
        for asked in ("opening", "layout", "charts"):
            assert fault(http.get(f"/api/p/p/{asked}")) == (
                500,
                "CK913",
                f"{runs} cannot be used: Permission denied.",
                LET,
            )
    assert capsys.readouterr().err == ""


def test_a_trash_that_may_not_be_read_is_said(runs: Path, client: Clients) -> None:
    trash = runs.parent.parent / "trash"
    trash.mkdir(mode=0o000)
    with held_to_modes():
        found = fault(client().post("/api/p/p/restore", json={"ids": ["a"]}))
    trash.chmod(0o755)
    assert found[:3] == (500, "CK623", f"the runs in {trash} cannot be listed: Permission denied.")


def test_a_layout_names_the_file_that_its_rights_keep_from_being_written(runs: Path, client: Clients) -> None:
    runs.parent.parent.chmod(0o555)
    with held_to_modes():
        (found,) = client().patch("/api/p/p/layout", json={"grid": {}}).json()["faults"]
    assert (found["code"], found["place"]) == ("CK912", ".chartkit/workspace.lock")


def test_a_layout_that_may_not_be_read_is_asked_for_again(runs: Path, client: Clients) -> None:
    """What the server refuses for the request's own fault, a page gives up."""
    layout = runs.parents[2] / "workspaces" / "p.yaml"
    layout.parent.mkdir()
    layout.write_text("version: 1\n")
    layout.chmod(0o000)
    with held_to_modes():
        assert fault(client().patch("/api/p/p/layout", json={"grid": {}})) == (
            500,
            "CK910",
            "cannot read the layout: Permission denied.",
            "allow reading it to the user of `chartkit ui`",
        )
    assert layout.stat().st_size == len("version: 1\n")


def test_presets_that_may_not_be_read_or_written_are_said(runs: Path, client: Clients) -> None:
    folder = runs.parents[2] / "presets" / "my"
    folder.mkdir(parents=True)
    http = client()
    assert http.post("/api/presets/new", json={"name": "my/one"}).status_code == 200
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)
    with held_to_modes():
        with pytest.raises(ChartkitError) as golden:  # in this process: one that root starts is past modes
            write_golden(Draft("my/one", folder / "one.yaml"), default_library())
        folder.chmod(0o000)
        read = fault(http.get("/api/presets/my/one"))
        new = fault(http.post("/api/presets/new", json={"name": "my/two"}))
    folder.chmod(0o755)
    say = "look at who may write there, and at the space on the disk"
    written = "presets/my/one.expected.vl.json cannot be written: permission denied."
    assert str(golden.value) == f"CK119 {written}\nhelp: {say}"
    message = "preset 'my/one' cannot be looked for: presets/my/one.yaml: permission denied."
    assert read == (400, "CK101", message, "look at who may read that folder")
    assert new[1:3] == ("CK913", f"{folder / 'two.yaml'} cannot be used: Permission denied.")
