"""What a page asks when it opens a project, in one answer: each part is what its own route answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import chartkit
from chartkit.workspace.changes.feed import Feed

Clients = Callable[..., TestClient]
PLAIN = {"query": "", "search": "", "is_regex": False, "chosen": {}, "sort": [], "group": [], "pinned": []}
ROWS = {"columns": [], "offset": 0, "limit": 100}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a project 'a b(c)' of three runs with a metric and a table."""
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    for place in range(3):
        run = chartkit.init(project="a b(c)", dir=tmp_path, id=f"r{place}", config={"lr": 10.0**-place})
        run.log({"loss": place, "rows": chartkit.Table(columns=["n"], data=[[1]])})
        run.finish()
    return tmp_path


def _opening(one: TestClient) -> dict[str, Any]:
    answer = one.get("/api/p/a%20b(c)/opening")
    assert answer.status_code == 200
    return {part["part"]: (part["asked"], part["answer"]) for part in answer.json()["parts"]}


def _layout(store: Path, text: str) -> None:
    (store / "workspaces").mkdir(exist_ok=True)
    (store / "workspaces" / "a b(c).yaml").write_text(text)


LAYOUT = """version: 1
runs:
  {query: lr < 0.5, sort: [-config.lr], pinned: {r2: 1}, group: [], search: [3],
  chosen: {config.lr: [0.01, 0.1], x: 3, y: {min: one}, z: [[1]], q: {least: 1}}}
colors: {mode: key, key: lr}
"""


@pytest.mark.parametrize("layout", [None, LAYOUT])
def test_each_part_is_the_answer_of_its_route(store: Path, client: Clients, layout: str | None) -> None:
    if layout is not None:
        _layout(store, layout)
    one = client(store)
    parts = _opening(one)
    assert sorted(parts) == ["charts", "colors", "ids", "layout", "metrics", "runs"]
    for name, (asked, answer) in parts.items():
        path = f"/api/p/a%20b(c)/{name}"
        assert answer == (one.get(path) if asked is None else one.post(path, json=asked)).json()
    question = PLAIN
    if layout is not None:
        chosen = {"config.lr": [0.01, 0.1]}
        question = {**PLAIN, "query": "lr < 0.5", "sort": ["-config.lr"], "pinned": ["r2"], "chosen": chosen}
    assert (parts["ids"][0], parts["runs"][0]) == (question, {**question, **ROWS})
    assert parts["ids"][1]["ids"] == (["r2", "r1", "r0"] if layout is None else ["r2", "r1"])


def test_what_is_refused_is_left_to_its_own_route(store: Path, client: Clients) -> None:
    one = client(store)
    _layout(store, "version: 1\nruns: {query: lr <}\n")
    assert sorted(_opening(one)) == ["charts", "colors", "layout", "metrics"]
    _layout(store, "version: 1\nruns: {query\n")
    assert sorted(_opening(one)) == ["charts", "colors", "metrics"]


def test_a_part_that_fails_takes_no_other_with_it(
    store: Path, client: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chartkit.workspace.opening.table_colors", lambda workspace, table: 1 // 0)
    assert sorted(_opening(client(store))) == ["charts", "ids", "layout", "metrics", "runs"]


def test_its_place_in_the_news_is_where_they_go_on(store: Path, client: Clients) -> None:
    one = client(store)
    places = [one.get("/api/p/a%20b(c)/opening").json()["place"] for _ in range(2)]
    assert re.fullmatch(r"[0-9a-f]{12}\.0", places[0])
    assert places[0] == places[1]


def test_a_project_that_is_not_there(store: Path, client: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Feed, "place", lambda feed, project: 1 // 0)  # none is made of it
    answer = client(store).get("/api/p/nope/opening")
    assert answer.status_code == 404
    assert [one["message"] for one in answer.json()["faults"]] == [
        f"the store {store / '.chartkit'} has no project 'nope'."
    ]


def test_the_page_of_a_project_names_its_first_question(store: Path, client: Clients) -> None:
    one = client(store)
    link = '<link rel="preload" as="fetch" crossorigin href="/api/p/a%20b(c)/opening">'
    for view in ("", "/runs", "/runs/r0", "/insight"):
        assert link in one.get(f"/p/a%20b(c){view}").text
    assert "%22%3E%C3%A9&#x27;/opening" in one.get("/p/%22%3E%C3%A9'").text
    assert 'rel="preload"' not in one.get("/").text + one.get("/presets").text
