"""Names that scripts for wandb ask runs and artifacts for."""

from __future__ import annotations

from pathlib import Path

import chartkit
from chartkit.runs import Api, init


def test_paths_lead_back_to_runs_and_versions() -> None:
    Path("model.bin").write_bytes(b"m")
    with init(project="p", id="r", entity="me") as run:
        logged = run.log_model("model.bin", "model")
    assert (run.path, logged.qualified_name) == ("me/p/r", "p/model:v0")
    assert Api().run(run.path).id == "r"
    assert Api().artifact(logged.qualified_name).digest == logged.digest
    with init(project="p", id="s") as run:
        assert run.path == "p/s"


def test_the_last_step_of_a_run() -> None:
    with init(project="p", id="r") as run:
        run.log({"a": 1}, step=7)
    init(project="p", id="empty").finish()
    assert [Api().run(id).lastHistoryStep for id in ("r", "empty")] == [7, -1]


def test_aliases_are_added_and_taken_away() -> None:
    Path("model.bin").write_bytes(b"m")
    with init(project="p"):
        chartkit.log_model("model.bin", "model", aliases=["best"])
    found = Api().artifact("p/model:best")
    found.add_aliases("good", "old")
    found.remove_aliases("best", "old")
    assert set(Api().artifact("p/model:good").aliases) == {"good", "latest"}
