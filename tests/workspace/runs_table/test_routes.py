"""The routes of runs: pages of rows, edits, deletion and its undoing, faults with their status."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import chartkit
from chartkit.runs.reader import RunReader
from chartkit.runs.upkeep.trash import remove
from chartkit.workspace.runs_table.edits import delete_many, edit_many, edit_one
from chartkit.workspace.runs_table.run_table import RunTable


@pytest.fixture
def ask(store: Path, client: Callable[..., TestClient]) -> Callable[..., Any]:
    """`ask("POST", "runs", {…})` gives status and JSON of what project 'p' answers."""
    opened = client(store)

    def answer(method: str, path: str, body: object = None) -> tuple[int, Any]:
        response = opened.request(method, f"/api/p/p/{path}", json=body)
        return response.status_code, response.json()

    return answer


def test_a_page_of_rows_and_all_ids(ask: Callable[..., Any]) -> None:
    status, answer = ask("POST", "runs", {"query": "lr < 0.1", "limit": 2, "columns": ["config.lr"]})
    assert (status, answer["total"], answer["matched"]) == (200, 6, 3)
    assert [(row["id"], row["values"]) for row in answer["rows"]] == [
        ("r3", {"config.lr": 0.0001}),
        ("r2", {"config.lr": 0.001}),
    ]
    assert ask("POST", "ids", {"query": "lr < 0.1"})[1]["ids"] == ["r3", "r2", "r1"]
    status, columns = ask("GET", "columns")
    assert [column["key"] for column in columns][:3] == ["name", "state", "created_at"]


def test_a_mistake_in_the_query_has_its_place(ask: Callable[..., Any]) -> None:
    assert ask("POST", "runs", {"query": "lr <"}) == (
        400,
        {
            "faults": [
                {
                    "code": "CK920",
                    "message": "a value for config.lr is missing; the query ends.",
                    "help": None,
                    "place": "query:1:4",
                    "severity": "error",
                }
            ]
        },
    )
    status, answer = ask("POST", "complete", {"query": "config.l", "caret": 8})
    assert (status, answer["from"], [one["text"] for one in answer["options"]]) == (
        200,
        0,
        ["config.layers", "config.lr"],
    )
    assert answer["faults"][0]["message"] == "no run has a column 'config.l'."
    assert ask("POST", "complete", {"query": "x"})[0] == 400


def test_a_run_is_edited(ask: Callable[..., Any], store: Path) -> None:
    change = {"name": "<b>best</b>", "notes": "a\nb", "tags": ["x", "y"], "color": "#123456"}
    status, row = ask("PATCH", "runs/r0", change)
    assert (status, {key: row[key] for key in change}) == (200, change)
    run = chartkit.Api(store).run("p/r0")
    assert (run.name, run.notes, list(run.tags), run.color) == tuple(change.values())
    status, answer = ask("PATCH", "runs/r0", {"color": "no colour"})
    assert (status, answer["faults"][0]["code"]) == (400, "CK605")
    assert ask("PATCH", "runs/r0", {"nmae": "x"})[1]["faults"][0]["help"] == "did you mean 'name'?"
    status, answer = ask("PATCH", "runs/gone", {"name": "x"})
    assert (status, answer["faults"][0]["message"]) == (404, "project 'p' has no run 'gone'.")


def test_many_runs_are_edited_and_what_was_before_undoes_it(ask: Callable[..., Any], store: Path) -> None:
    edit = {"ids": ["r0", "r3"], "tags_added": ["odd", "z"], "tags_removed": ["best"]}
    status, answer = ask("POST", "edit", edit)
    assert (status, answer) == (
        200,
        {"ids": ["r0", "r3"], "faults": [], "before": {"r0": {"tags": ["even"]}, "r3": {"tags": ["odd", "best"]}}},
    )
    tags = {run.id: list(run.tags) for run in chartkit.Api(store).runs("p")}
    assert (tags["r0"], tags["r3"]) == (["even", "odd", "z"], ["odd", "z"])
    assert ask("POST", "edit", {"changes": answer["before"]})[0] == 200
    tags = {run.id: list(run.tags) for run in chartkit.Api(store).runs("p")}
    assert (tags["r0"], tags["r3"]) == (["even"], ["odd", "best"])
    status, answer = ask("POST", "edit", {"ids": ["r1", "gone"], "color": "teal"})
    assert (status, answer["ids"], answer["before"]) == (200, ["r1"], {"r1": {"color": None}})
    assert answer["faults"][0]["message"] == "project 'p' has no run 'gone'."
    assert ask("POST", "edit", {"ids": []})[0] == 400


def test_a_name_of_any_length_is_a_text(ask: Callable[..., Any], store: Path) -> None:
    name = "n" * 10_000 + "\ud800"
    chartkit.Api(store).run("p/r0").name = name
    rows = {row["id"]: row["name"] for row in ask("POST", "runs", {})[1]["rows"]}
    assert rows["r0"] == name.encode("utf-8", "replace").decode()


def test_what_somebody_wrote_since_is_not_undone(ask: Callable[..., Any], store: Path) -> None:
    change = {"changes": {"r0": {"name": "old"}, "r1": {"name": "old"}}}
    expected = {"expected": {"r0": {"name": "never"}, "r1": {"name": chartkit.Api(store).run("p/r1").name}}}
    status, answer = ask("POST", "edit", change | expected)
    assert (status, answer["ids"]) == (200, ["r1"])
    assert [(one["code"], one["message"]) for one in answer["faults"]] == [
        ("CK904", "'name' of run 'r0' was changed meanwhile and stayed so.")
    ]
    assert chartkit.Api(store).run("p/r0").name != "old"
    assert ask("POST", "edit", change | {"expected": {"r0": 1}})[0] == 400


def test_a_run_that_another_page_deletes_while_it_is_edited(
    ask: Callable[..., Any], store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edited(run: RunReader, body: object) -> None:
        edit_one(run, body)
        remove(run)

    monkeypatch.setattr("chartkit.workspace.routes.runs.edit_one", edited)
    status, answer = ask("PATCH", "runs/r0", {"name": "x"})
    assert (status, answer["faults"][0]["message"]) == (404, "project 'p' has no run 'r0'.")


def test_runs_are_deleted_and_come_back(ask: Callable[..., Any], store: Path) -> None:
    going = chartkit.init(project="p", dir=store, id="going")
    status, answer = ask("POST", "delete", {"ids": ["r1", "r2", "going"]})
    assert (status, answer["ids"]) == (200, ["r1", "r2"])
    assert answer["faults"][0]["message"] == "run p/going is running; it is not removed."
    assert ask("DELETE", "runs/going")[0] == 409
    going.finish()
    assert ask("DELETE", "runs/going") == (200, {"ids": ["going"]})
    assert ask("POST", "ids", {})[1]["ids"] == ["r5", "r4", "r3", "r0"]
    assert ask("POST", "restore", {"ids": ["r1", "r2"]})[1]["ids"] == ["r1", "r2"]
    assert ask("POST", "runs/going/restore", {}) == (200, {"ids": ["going"]})
    assert ask("POST", "ids", {})[1]["ids"] == ["going", "r5", "r4", "r3", "r2", "r1", "r0"]
    assert ask("POST", "runs/r1/restore", {})[0] == 404


def test_a_project_that_is_not_there_is_told(store: Path, client: Callable[..., TestClient]) -> None:
    response = client(store).post("/api/p/q/runs", json={})
    assert (response.status_code, response.json()["faults"][0]["message"]) == (
        404,
        "the store .chartkit has no project 'q'.",
    )


def test_a_run_that_goes_while_it_is_changed_is_said_to_be_gone(store: Path, table: RunTable) -> None:
    """The table still has it; nothing is written in its place."""
    shutil.rmtree(store / ".chartkit" / "runs" / "p" / "r1")
    changed = edit_many(table, {"ids": ["r1", "r2"], "notes": "x"})
    assert (changed.ids, [str(one) for one in changed.faults]) == (
        ["r2"],
        [
            "CK612 the change was not stored: run p/r1 is gone.\n"
            "help: if it was removed, bring it back: chartkit runs restore p/r1"
        ],
    )
    deleted = delete_many(table, {"ids": ["r1", "r2"]})
    assert (deleted.ids, [str(one) for one in deleted.faults]) == (
        ["r2"],
        ["CK612 run p/r1 is not removed: it is gone already."],
    )
