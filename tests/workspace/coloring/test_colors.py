"""The colours of runs by API, on runs that were logged: what the layout says, in any state of the files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import chartkit
from chartkit.runs import Api, colors
from chartkit.runs.coloring.palettes import STANDARD
from chartkit.runs.upkeep.trash import remove

Clients = Callable[..., TestClient]
VALUES = {"a": 0.1, "b": 0.5, "c": 0.9}


@pytest.fixture(autouse=True)
def quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    monkeypatch.delenv("CHARTKIT_DIR", raising=False)


def log(id: str, value: float, **options: Any) -> None:
    with chartkit.init(project="p", id=id, config={"opt": f"opt {id}"}, **options) as run:
        run.log({"acc": 0.0})
        run.log({"acc": value})


@pytest.fixture
def page(client: Clients) -> TestClient:
    for id, value in VALUES.items():
        log(id, value)
    return client()


def ask(page: TestClient) -> dict[str, Any]:
    answer = page.get("/api/p/p/colors")
    assert answer.status_code == 200, answer.text
    return answer.json()


def choose(page: TestClient, **part: Any) -> dict[str, Any]:
    assert page.patch("/api/p/p/layout", json={"colors": part}).status_code == 200
    return ask(page)


def test_each_run_has_its_own_colour_at_first(page: TestClient) -> None:
    own = dict(zip(VALUES, STANDARD.anchors, strict=False))
    assert ask(page) == {"mode": "own", "color": own, "by_key": None, "faults": []}


def test_a_colour_that_a_script_or_an_edit_says(page: TestClient) -> None:
    assert ask(page)["color"]["a"] == STANDARD.anchors[0]
    log("d", 0.2, color="teal")
    Api().run("p/a").color = "#102030"
    assert ask(page)["color"] == {"d": "#008080", "a": "#102030", "b": STANDARD.anchors[1], "c": STANDARD.anchors[2]}


def test_colours_stay_when_a_run_is_removed_and_the_server_starts_again(page: TestClient, client: Clients) -> None:
    before = ask(page)["color"]
    remove(Api().run("p/a"))
    assert ask(client()) == ask(page)
    assert ask(page)["color"] == {id: before[id] for id in "cb"}


def test_colours_by_a_key_are_those_of_the_python_function(page: TestClient) -> None:
    answer = choose(page, mode="key", key="acc", y="max", buckets=4, palette="blues")
    expected = colors("p", "acc", "max", 4, "blues")
    assert answer["color"] == expected.color
    assert answer["by_key"] == {
        "key": "acc",
        "y": "max",
        "unit": "number",
        "is_numeric": True,
        "palette": "blues",
        "edges": list(expected.edges),
        "legend": [
            {"label": "Min – 0.3", "color": "#55c2f7", "kind": "bucket", "count": 1, "ids": ["a"]},
            {"label": "0.3 – 0.5", "color": expected.legend[1].color, "kind": "bucket", "count": 0, "ids": []},
            {"label": "0.5 – 0.7", "color": expected.legend[2].color, "kind": "bucket", "count": 1, "ids": ["b"]},
            {"label": "0.7 – Max", "color": "#064f99", "kind": "bucket", "count": 1, "ids": ["c"]},
        ],
    }


def test_a_key_of_the_config_is_coloured_by_value(page: TestClient) -> None:
    answer = choose(page, mode="key", key="config.opt", palette="blues", categories="distinct")
    assert answer["by_key"]["y"] is None
    assert [one["label"] for one in answer["by_key"]["legend"]] == ["opt a", "opt b", "opt c"]
    assert answer["by_key"]["palette"] == "distinct"


def test_a_live_run_moves_to_another_bucket(page: TestClient) -> None:
    choose(page, mode="key", key="acc", buckets=2)
    with chartkit.init(project="p", id="live") as run:
        for value, buckets in ((0.1, [1, 2, 1, 1]), (0.8, [1, 2, 1, 2]), (9.0, [1, 1, 1, 2])):
            run.log({"acc": value})
            legend = ask(page)["by_key"]["legend"]
            bucket = {id: number for number, one in enumerate(legend, 1) for id in one["ids"]}
            assert [bucket[id] for id in ("a", "c", "a", "live")] == buckets


def test_a_removed_run_changes_the_range(page: TestClient) -> None:
    choose(page, mode="key", key="acc", buckets=2)
    remove(Api().run("p/c"))
    assert ask(page)["by_key"]["edges"] == [0.3]


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ({"mode": "key", "key": "ac"}, "project 'p' has no key 'ac'."),
        ({"mode": "key"}, "colors takes the key as text; found None (NoneType)."),
        ({"mode": "key", "key": "acc", "buckets": 12}, "buckets is a whole number from 2 to 8; found 12 (int)."),
        ({"mode": "key", "key": "acc", "palette": "jet"}, "there is no palette 'jet'."),
        ({"mode": "rainbow"}, "mode of the layout's colors is 'own' or 'key'; found 'rainbow'."),
    ],
)
def test_a_layout_that_asks_for_what_is_not_there(page: TestClient, part: dict[str, Any], message: str) -> None:
    """The page is shown all the same, in the runs' own colours, and told why."""
    answer = choose(page, **part)
    assert [one["message"] for one in answer["faults"]] == [message]
    assert (answer["mode"], answer["color"]["a"]) == ("own", STANDARD.anchors[0])


def test_a_layout_that_is_no_yaml(page: TestClient, tmp_path: Path) -> None:
    (tmp_path / "workspaces").mkdir()
    (tmp_path / "workspaces" / "p.yaml").write_text("colors: [mode: key\n")
    answer = ask(page)
    assert answer["mode"] == "own"
    assert len(answer["faults"]) == 1


def test_what_may_be_chosen(page: TestClient) -> None:
    answer = page.get("/api/p/p/color-keys").json()
    palettes = answer.pop("palettes")
    assert answer == {
        "defaults": [
            {"key": "Step"},
            {"key": "Relative Time (Process)"},
            {"key": "Relative Time (Wall)"},
            {"key": "Wall Time"},
        ],
        "metrics": [{"key": "acc", "n_runs": 3}],
        "config": [{"key": "config.opt", "kind": "text", "n_runs": 3, "n_values": 3}],
        "n_runs": 3,
        "y": ["latest", "max", "min"],
        "buckets": {"fewest": 2, "most": 8, "usual": 6},
    }
    assert palettes[0]["name"] == "sunset"
    assert len(palettes[7]["colors"]) == 20


def test_a_project_that_is_not_there(page: TestClient) -> None:
    answer = page.get("/api/p/q/colors")
    assert (answer.status_code, answer.json()["faults"][0]["message"]) == (
        404,
        "the store .chartkit has no project 'q'.",
    )
