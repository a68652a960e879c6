"""A project with much to read is there before its rows are: what is known is right, the rest comes by itself."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import chartkit
from chartkit.workspace.application import application
from chartkit.workspace.first_reading import first_readings
from chartkit.workspace.first_reading.first_reading import FirstReading, Progress
from chartkit.workspace.runs_table.run_tables import RunTables
from chartkit.workspace.workspace import Workspace

N_RUNS = 30
LATEST = f"r{N_RUNS - 1:02d}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of 30 runs of 'p'; the last one failed and got another name afterwards."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHARTKIT_SILENT", "1")
        for place in range(N_RUNS):
            run = chartkit.init(project="p", dir=folder, id=f"r{place:02d}", name=f"run {place}", config={"lr": place})
            for step in range(3):
                run.log({"loss": 1.0 / (place + step + 1)})
            run.finish(exit_code=place // (N_RUNS - 1))
        named = chartkit.Api(folder).run(f"p/{LATEST}")
        named.name = "named later"
        named.update()
    return folder / ".chartkit"


@pytest.fixture
def store(made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same without a cache, where everything is much."""
    for kept in made.glob("cache*"):
        kept.unlink()
    monkeypatch.setattr(first_readings, "_MUCH_BYTES", 0)
    return made


@pytest.fixture
def client(store: Path) -> Iterator[TestClient]:
    """A server that reads behind."""
    workspace = Workspace(store, reads_behind=True)
    yield TestClient(application(workspace), base_url="http://127.0.0.1")
    workspace.run_tables.close()


def _until_all_are_read(client: TestClient) -> dict[str, Any]:
    while (found := client.get("/api/p/p/reading").json())["n_unread"]:
        pass
    return found


def test_the_list_is_there_before_rows_are_read(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names, states and configs are those that the whole reading gives; no figure of a row is there, none is wrong."""
    monkeypatch.setattr(FirstReading, "_run", lambda self: None)
    early = RunTables(store, reads_behind=True).table("p")
    whole = RunTables(store).table("p")
    assert (early.n_unread, whole.n_unread) == (N_RUNS, 0)
    assert [run.id for run in early.runs] == [run.id for run in whole.runs]
    for one, other in zip(early.runs, whole.runs, strict=True):
        assert (one.is_read, one.summary, one.facts.numbers) == (False, {}, [])
        assert (one.config, one.state, one.color) == (other.config, other.state, other.color)
        assert (one.facts.setting("name"), one.facts.end()) == (other.facts.setting("name"), other.facts.end())
    assert early.runs[0].facts.setting("name") == "named later"
    assert early.runs[0].state == "failed"


def test_what_rows_tell_comes_by_itself(client: TestClient) -> None:
    """The first answer has every run and no figure; the last one all figures, and says which runs were read."""
    asked = {"columns": ["summary.loss", "config.lr"], "limit": N_RUNS}
    first = client.post("/api/p/p/ids", json={}).json()
    assert (first["total"], first["n_unread"], len(first["ids"])) == (N_RUNS, N_RUNS, N_RUNS)
    assert "loss" in {one["key"] for one in client.get("/api/p/p/metrics").json()}
    assert sorted(_until_all_are_read(client)["ids"]) == sorted(first["ids"])
    rows = client.post("/api/p/p/runs", json=asked).json()["rows"]
    assert {row["id"]: row["values"] for row in rows} == {
        f"r{place:02d}": {"summary.loss": 1.0 / (place + 3), "config.lr": place} for place in range(N_RUNS)
    }
    assert all(row["is_read"] for row in rows)
    assert client.get(f"/api/p/p/reading?after={N_RUNS}").json() == {
        "n_runs": N_RUNS,
        "n_unread": 0,
        "n_failed": 0,
        "ids": [],
        "next": N_RUNS,
    }


def test_the_last_answer_names_runs_that_were_read_while_it_was_made(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post("/api/p/p/ids", json={})
    read_after, answers = FirstReading.ids_after, [list[str]()]
    _until_all_are_read(client)
    monkeypatch.setattr(FirstReading, "ids_after", lambda self, n: answers.pop() if answers else read_after(self, n))
    found = client.get("/api/p/p/reading").json()
    assert (found["n_unread"], len(found["ids"]), found["next"]) == (0, N_RUNS, N_RUNS)


def test_colours_by_key_wait_for_all_runs(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Buckets are of all runs: until all are read each run has its own colour, and why is said."""
    client.patch("/api/p/p/layout", json={"colors": {"mode": "key", "key": "loss"}})
    with monkeypatch.context() as patch:
        patch.setattr(FirstReading, "_run", lambda self: None)
        waiting = client.get("/api/p/p/colors").json()
    assert waiting["mode"] == "own"
    assert [(one["message"], one["help"]) for one in waiting["faults"]] == [
        ("their colours by 'loss' need all 30 runs; 0 are read so far.", "the colours come when all are read.")
    ]


def test_a_run_at_which_the_reader_ends_is_left_out(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process ends at one of the runs before it was told of it, each time: all others are read, it is counted."""
    started = FirstReading._started  # pyright: ignore[reportPrivateUsage]
    n_started = 0

    def killed_at_r05(self: FirstReading) -> Any:
        nonlocal n_started
        n_started += 1
        process = started(self)
        if process is not None and self._left()[0] == "r05":  # pyright: ignore[reportPrivateUsage]
            os.kill(process.pid, signal.SIGKILL)
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        return process

    monkeypatch.setattr(FirstReading, "_started", killed_at_r05)
    reading = FirstReading(store, store / "runs/p", ["r05", "r06", "r07"])
    reading._thread.join()  # pyright: ignore[reportPrivateUsage]
    assert (reading.progress, reading.failed(), n_started) == (Progress(3, 2, 1), {"r05"}, 3)
    assert reading.read_after(0) == ["r06", "r07"]
    reading.end()


def test_runs_are_added_to_a_reading_that_is_done(store: Path) -> None:
    """A run that comes while or after the others are read is read as well, and no run twice."""
    reading = FirstReading(store, store / "runs/p", ["r00"])
    reading._thread.join()  # pyright: ignore[reportPrivateUsage]
    reading.add(["r00", "r01"])
    reading._thread.join()  # pyright: ignore[reportPrivateUsage]
    assert reading.read_after(0) == ["r00", "r01"]
    reading.end()
