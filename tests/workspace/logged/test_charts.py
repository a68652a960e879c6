"""Charts of several runs by API: together in their colours, by step, class and group, run by run where they must."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import chartkit
from chartkit.render import render

Ask = Callable[..., dict[str, Any]]
COLORS = {"r0": "#111111", "r1": "#222222", "r2": "#333333"}


def rows_of(picture: dict[str, Any]) -> list[dict[str, Any]]:
    """All rows that a picture draws."""
    return [row for rows in picture["spec"]["datasets"].values() for row in rows]


def drawn(spec: dict[str, Any]) -> str:
    """The SVG; a width that the page gives is given."""
    whole = {**spec, "width": 300} if spec.get("width") == "container" else spec
    return render(whole, "svg").decode()


@pytest.fixture
def own(tmp_path: Path, client: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """The workspace of an empty folder, in which the test's runs are."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    return client()


def test_every_key_is_told_with_its_kind_runs_and_steps(asked: TestClient) -> None:
    found = asked.get("/api/p/p/charts").json()
    assert [(one["key"], one["kind"], one["n_runs"], one["n_steps"], one["steps"]) for one in found] == [
        ("matrix", "chart", 3, 4, [0, 30]),
        ("eval/line", "chart", 3, 4, [0, 30]),
        ("roc", "chart", 3, 4, [0, 30]),
        ("bars", "chart", 3, 4, [0, 30]),
        ("heat", "chart", 3, 4, [0, 30]),
        ("rows", "table", 3, 1, [100, 100]),
        ("images", "image", 3, 1, [100, 100]),
        ("page", "html", 3, 1, [100, 100]),
        ("sound", "audio", 3, 1, [100, 100]),
        ("molecule", "molecule", 3, 1, [100, 100]),
        ("counts", "histogram", 3, 1, [100, 100]),
    ]


def test_runs_are_drawn_in_one_picture_in_their_colours(chart: Ask) -> None:
    (picture,) = chart("eval/line", colors=COLORS)["pictures"]
    assert {(row["_run_id"], row["_run_color"]) for row in rows_of(picture)} == set(COLORS.items())
    svg = drawn(picture["spec"])
    assert all(f'stroke="{color}"' in svg for color in COLORS.values())


def test_the_slider_has_the_steps_of_all_runs_and_each_shows_its_last_until_then(chart: Ask) -> None:
    answer = chart("eval/line", step=15)
    assert answer["steps"] == [0, 10, 20, 30]
    assert [one["step"] for one in answer["shown"]] == [10, 10, 10]
    latest = chart("eval/line")
    assert [one["step"] for one in latest["shown"]] == [10, 20, 30]
    (picture,) = latest["pictures"]
    assert [row["y"] for row in rows_of(picture) if row["_run_id"] == "r2"] == [2.0, 5.0, 1.0]


def test_before_any_step_nothing_is_drawn_and_it_is_said(chart: Ask) -> None:
    answer = chart("eval/line", step=-1)
    assert (answer["pictures"], answer["notes"]) == (
        [],
        ["3 of 3 runs logged no 'eval/line' up to step -1: run 0, run 1, run 2."],
    )


def test_classes_are_told_and_filter_both_axes_of_a_matrix(chart: Ask) -> None:
    whole = chart("matrix")
    assert (whole["classes"], whole["classes_title"]) == (["cat", "dog", "owl"], "Actual / Predicted")
    (picture,) = chart("matrix", classes=["cat", "owl"])["pictures"]
    assert {row[name] for row in rows_of(picture) for name in ("Actual", "Predicted")} == {"cat", "owl"}


def test_curves_of_classes_are_told_by_dash_where_runs_are_told_by_colour(chart: Ask) -> None:
    answer = chart("roc", colors=COLORS)
    assert (answer["classes"], answer["classes_title"]) == (["cat", "dog", "owl"], "class")
    (picture,) = answer["pictures"]
    svg = drawn(picture["spec"])
    assert all(f'stroke="{color}"' in svg for color in COLORS.values())
    assert svg.count("stroke-dasharray") > 0
    assert len([one for one in ("cat", "dog", "owl") if f">{one}</text>" in svg]) == 3


def test_groups_are_drawn_as_mean_and_range(chart: Ask) -> None:
    answer = chart("eval/line", step=10, group=["config.optimizer"], colors=COLORS)
    (picture,) = answer["pictures"]
    assert [one["group"] for one in answer["shown"]] == ["optimizer: sgd", "optimizer: adam", "optimizer: sgd"]
    sgd = [row for row in rows_of(picture) if row["_run_id"] == "optimizer: sgd"]
    assert [(row["y"], row["_lowest"], row["_highest"], row["_runs"]) for row in sgd] == [
        (1.0, 0.0, 2.0, 2),
        (2.0, 1.0, 3.0, 2),
        (1.0, 1.0, 1.0, 2),
    ]
    svg = drawn(picture["spec"])
    assert svg.count("mark-area") == 2 or 'aria-roledescription="area mark' in svg


def test_bars_stand_beside_each_other_and_groups_have_a_rule_over_their_range(chart: Ask) -> None:
    (picture,) = chart("bars", colors=COLORS)["pictures"]
    assert drawn(picture["spec"]).count('aria-roledescription="bar"') == 9
    (grouped,) = chart("bars", group=["config.optimizer"], colors=COLORS)["pictures"]
    svg = drawn(grouped["spec"])
    assert svg.count('aria-roledescription="bar"') == 6
    assert svg.count("mark-rule role-mark") == 1


def test_marks_without_room_for_runs_are_drawn_run_by_run_and_it_is_said(chart: Ask) -> None:
    answer = chart("heat")
    assert [(one["heading"], one["runs"]) for one in answer["pictures"]] == [
        ("run 0", ["r0"]),
        ("run 1", ["r1"]),
        ("run 2", ["r2"]),
    ]
    assert answer["notes"] == [
        "the marks of 'chartkit/heatmap/v0' have no room for several runs: each has a picture of its own."
    ]


def test_as_logged_is_the_chart_that_the_script_made(chart: Ask, logged: Path) -> None:
    (picture,) = chart("roc", runs=["r0"], as_logged=True)["pictures"]
    kept = json.loads(chartkit.Api(logged).run("p/r0").chart("roc").page_json())
    assert picture["spec"] == kept


def test_a_preset_that_was_edited_since_leaves_its_charts_as_they_were(
    logged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    from chartkit.workspace.application import application
    from chartkit.workspace.workspace import Workspace

    folder = tmp_path / "own"
    shutil.copytree(logged, folder)
    preset = folder / "presets" / "me" / "bars.yaml"
    preset.write_text(preset.read_text().replace("type: bar", "type: point"))
    monkeypatch.chdir(folder)
    with TestClient(application(Workspace(folder / ".chartkit")), base_url="http://127.0.0.1") as client:
        answer = client.post("/api/p/p/chart", json={"key": "bars", "runs": ["r0", "r1"], "colors": COLORS}).json()
        (picture,) = answer["pictures"]
        assert picture["spec"]["mark"]["type"] == "bar"
        assert drawn(picture["spec"]).count('aria-roledescription="bar"') == 6
        grouped = client.post(
            "/api/p/p/chart", json={"key": "bars", "runs": ["r0", "r1"], "group": ["config.optimizer"]}
        ).json()
        assert grouped["notes"] == [
            "preset 'me/bars' is not as it was when these charts were logged: they are drawn as they were, "
            "without groups and classes."
        ]


def test_charts_of_altair_over_other_rows_are_one_chart_of_several_runs(own: TestClient) -> None:
    import altair
    import pandas as pd

    for run_id, y in (("r0", 1.0), ("r1", 2.0)):
        lines = altair.Chart(pd.DataFrame({"x": [1, 2], "y": [y, 5], "g": ["a", "a"]})).mark_line().encode(x="x", y="y")
        limit = altair.Chart(pd.DataFrame({"most": [y]})).mark_rule().encode(y="most")
        with chartkit.init(project="p", id=run_id) as run:
            run.log({"facet": lines.encode(facet="g"), "layers": lines + limit})
    ask = {"runs": ["r0", "r1"], "colors": COLORS}
    (picture,) = own.post("/api/p/p/chart", json={"key": "facet", **ask}).json()["pictures"]
    assert {(row["_run_id"], row["y"]) for row in rows_of(picture)} == {("r0", 1), ("r0", 5), ("r1", 2), ("r1", 5)}
    assert {row["_run_color"] for row in rows_of(picture)} == {COLORS["r0"], COLORS["r1"]}
    layers = own.post("/api/p/p/chart", json={"key": "layers", **ask}).json()
    assert [one["runs"] for one in layers["pictures"]] == [["r0"], ["r1"]]
    assert layers["notes"] == ["these charts were made of a spec, not of a preset: each run has a picture of its own."]


def test_what_colour_told_is_told_by_shape_in_each_view_of_its_own(own: TestClient) -> None:
    """Points beside a view of lines are no places of these lines; round marks have one shape, so they become points."""
    import altair
    import pandas as pd

    for run_id in ("r0", "r1"):
        base = altair.Chart(pd.DataFrame({"x": [1, 2], "y": [3, 5], "model": ["a", "b"]})).encode(x="x", y="y")
        with chartkit.init(project="p", id=run_id) as run:
            run.log({"beside": base.mark_line() | base.mark_circle(size=60).encode(color="model")})
    ask = {"key": "beside", "runs": ["r0", "r1"], "colors": COLORS}
    (picture,) = own.post("/api/p/p/chart", json=ask).json()["pictures"]
    (points,) = (view for view in picture["spec"]["hconcat"] if view["mark"]["type"] != "line")
    assert points["mark"] == {"type": "point", "filled": True, "size": 60}
    assert points["encoding"]["shape"]["field"] == "model"
    assert drawn(picture["spec"]).count('aria-roledescription="point"') == 4


def test_a_preset_that_changed_between_steps_is_one_key_with_one_slider(own: TestClient) -> None:
    rows = {"x": [1.0, 2.0], "y": [3.0, 4.0]}
    with chartkit.init(project="p", id="a") as run:
        run.log({"c": chartkit.plot_table("wandb/line/v0", rows, {"x": "x", "y": "y"})}, step=0)
        run.log({"c": chartkit.plot_table("wandb/scatter/v0", rows, {"x": "x", "y": "y"})}, step=1)
    ask = {"key": "c", "runs": ["a"]}
    first = own.post("/api/p/p/chart", json={**ask, "step": 0}).json()
    last = own.post("/api/p/p/chart", json=ask).json()
    assert first["steps"] == last["steps"] == [0, 1]
    assert "layer" in first["pictures"][0]["spec"]
    assert last["pictures"][0]["spec"]["mark"]["type"] == "point"


def test_a_chart_that_was_logged_meanwhile_is_there_at_the_next_question(own: TestClient) -> None:
    run = chartkit.init(project="p", id="a")
    for step in range(3):
        run.log({"c": chartkit.plot_table("wandb/line/v0", {"x": [0, 1], "y": [0, step]}, {"x": "x", "y": "y"})})
        answer = own.post("/api/p/p/chart", json={"key": "c", "runs": ["a"]}).json()
        assert answer["steps"] == list(range(step + 1))
        assert rows_of(answer["pictures"][0])[-1]["y"] == step
    run.finish()


@pytest.mark.parametrize(
    ("body", "status", "message", "help"),
    [
        (
            {"key": "rok", "runs": ["r0"]},
            404,
            "1 run of project 'p' has no chart 'rok'.",
            "did you mean 'roc'? it has: 'matrix', 'eval/line', 'roc', 'bars' and 'heat'",
        ),
        ({"key": "roc"}, 400, "a request for a chart needs runs, a list of at most 200 ids.", None),
        ({"key": "roc", "runs": "r0"}, 400, "runs is a list of at most 200 ids; found 'r0' (str).", None),
        (
            {"key": "roc", "runs": ["r0"], "colors": {"r0": "red;} body {"}},
            400,
            "colors is an object of CSS colours by run id; found {'r0': 'red;} body {'} (dict).",
            None,
        ),
        (
            {"key": "roc", "runs": ["r0"], "stp": 1},
            400,
            "a request for a chart has no part 'stp'.",
            "did you mean 'step'?",
        ),
        ([], 400, "a request for a chart is an object; found [] (list).", None),
    ],
)
def test_requests_that_mean_nothing_are_refused_in_words(
    asked: TestClient, body: Any, status: int, message: str, help: str | None
) -> None:
    answer = asked.post("/api/p/p/chart", json=body)
    (fault,) = answer.json()["faults"]
    assert (answer.status_code, fault["message"], fault["help"]) == (status, message, help)


def test_a_damaged_chart_is_said_and_the_others_are_drawn(
    logged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    from chartkit.workspace.application import application
    from chartkit.workspace.workspace import Workspace

    folder = tmp_path / "own"
    shutil.copytree(logged, folder)
    monkeypatch.chdir(folder)
    run = folder / ".chartkit" / "runs" / "p" / "r0"
    for spec in (run / "charts").iterdir():
        spec.write_bytes(b"{}")
    with TestClient(application(Workspace(folder / ".chartkit")), base_url="http://127.0.0.1") as client:
        answer = client.post("/api/p/p/chart", json={"key": "eval/line", "runs": ["r0", "r1"]}).json()
    (note,) = answer["notes"]
    assert note.startswith("run 0: ")
    assert note.endswith(": its bytes are not those that were written.")
    assert [one["runs"] for one in answer["pictures"]] == [["r1"]]


def test_a_chart_of_runs_that_are_not_shown_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from chartkit.workspace.application import application
    from chartkit.workspace.workspace import Workspace

    monkeypatch.chdir(tmp_path)
    for id in ("with", "without"):
        with chartkit.init(project="p", id=id) as run:
            run.log({"loss": 1.0})
            if id == "with":
                line = chartkit.plot_table("wandb/line/v0", {"x": [0, 1], "y": [0, 1]}, {"x": "x", "y": "y"})
                run.log({"c": line})
    with TestClient(application(Workspace(tmp_path / ".chartkit")), base_url="http://127.0.0.1") as client:
        answer = client.post("/api/p/p/chart", json={"key": "c", "runs": ["without"]}).json()
    assert answer["pictures"] == []
    assert answer["notes"] == [
        "No run shown here logged 'c'; 1 other run did. The eye beside a run's name shows it here."
    ]


def test_a_chart_is_exported_as_its_panel_shows_it(asked: TestClient) -> None:
    body = {"chart": {"key": "eval/line", "runs": ["r0", "r1"], "colors": {"r0": "#d55e00"}}}
    spec = asked.post("/api/p/p/export", json={**body, "format": "json"})
    assert spec.headers["content-disposition"] == 'attachment; filename="eval_line.vl.json"'
    assert (spec.json()["width"], spec.json()["background"]) == (480, "white")
    lines = asked.post("/api/p/p/export", json={**body, "format": "csv"}).text.splitlines()
    assert set(lines[0].split(",")) >= {"x", "y", "_run_id", "_run_name", "_run_color"}
    assert len(lines) == 1 + 2 * 3
    assert "#d55e00" in asked.post("/api/p/p/export", json={**body, "format": "svg"}).text
    assert asked.post("/api/p/p/export", json={**body, "format": "png"}).content[:4] == b"\x89PNG"


def test_an_export_of_a_picture_that_is_not_there_says_so(asked: TestClient) -> None:
    body = {"chart": {"key": "bars", "runs": ["r0"]}, "format": "svg"}
    answer = asked.post("/api/p/p/export", json={**body, "picture": 1})
    assert answer.json()["faults"][0]["message"] == "'bars' has 1 picture, counted from 0; found picture 1."
    none = asked.post("/api/p/p/export", json={"chart": {"key": "bars", "runs": []}, "format": "svg"})
    (fault,) = none.json()["faults"]
    assert (none.status_code, fault["message"], fault["help"]) == (
        404,
        "project 'p' has none of the runs that were asked for the chart 'bars'.",
        "ask for runs that the project has.",
    )
