"""The legend of runs in saved pictures: in the drawn SVG, for every kind of chart that is drawn in run colours."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import chartkit
from chartkit.workspace.run_legend import MOST_NAMED, color_channel, with_run_legend

N_RUNS = MOST_NAMED + 3
NAMES = [
    "first",
    "a 'quote\\ and <b>",
    "same",
    "same",
    "and 3 more",
    *(f"run {place:02}" for place in range(5, N_RUNS)),
]
IDS = [f"r{place:02}" for place in range(N_RUNS)]
CALLED = ["first", "a 'quote\\ and <b>", "same (r02)", "same (r03)"]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Runs that logged a line, bars, points, a curve of classes and a metric."""
    folder = tmp_path_factory.mktemp("legend")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("CHARTKIT_SILENT", "1")
        for place, (id, name) in enumerate(zip(IDS, NAMES, strict=True)):
            with chartkit.init(project="p", id=id, name=name, config={"opt": "ab"[place % 2]}) as run:
                xy = {"x": [0.0, 1.0, 2.0], "y": [float(place), 2.0, 1.0]}
                bars = {"c": ["u", "v"], "s": [1.0, float(place)]}
                run.log({"loss": place + 1.0})
                run.log({"loss": place + 0.5})
                run.log(
                    {
                        "line": chartkit.plot_table("wandb/line/v0", xy, {"x": "x", "y": "y"}),
                        "points": chartkit.plot_table("wandb/scatter/v0", xy, {"x": "x", "y": "y"}),
                        "bars": chartkit.plot_table("wandb/bar/v0", bars, {"label": "c", "value": "s"}),
                        "spread": chartkit.plot_table("wandb/histogram/v0", xy, {"value": "y"}),
                        "roc": chartkit.plot.roc_curve([0, 1, 0, 1], [[0.9, 0.1], [0.4, 0.6], [0.3, 0.7], [0.2, 0.8]]),
                    }
                )
    return folder


@pytest.fixture
def saved(store: Path, client: Callable[..., TestClient]) -> Callable[..., Any]:
    """A file of a chart or, of the key `loss`, of a line panel."""
    http = client(store)

    def save(key: str, runs: list[str], format: str = "svg", **question: Any) -> Any:
        asked = {"key": key, "runs": runs, **question}
        body = {"panel": {"keys": [key]}, "runs": runs} if key == "loss" else {"chart": asked}
        answer = http.post("/api/p/p/export", json={**body, "format": format})
        assert answer.status_code == 200, answer.text
        return answer.json() if format == "json" else answer.text

    return save


def named(svg: str) -> list[str]:
    """The labels of all legends."""
    labels = re.findall(r'class="mark-text role-legend-label".*?</g>', svg, re.DOTALL)
    texts = [text for part in labels for text in re.findall(r"<text[^>]*>([^<]*)</text>", part)]
    return [text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") for text in texts]


@pytest.mark.parametrize("key", ["line", "points", "bars", "spread", "loss", "roc"])
def test_the_picture_names_its_runs(saved: Callable[..., Any], key: str) -> None:
    svg = saved(key, IDS[:4])
    assert named(svg)[:4] == CALLED
    assert len(named(svg)) == (6 if key == "roc" else 4)  # classes are told by dash, in a legend of their own


@pytest.mark.parametrize("key", ["line", "bars", "loss"])
def test_of_many_runs_twenty_are_named_and_the_rest_counted(saved: Callable[..., Any], key: str) -> None:
    labels = named(saved(key, IDS))
    assert labels == [*CALLED, "and 3 more (r04)", *NAMES[5:MOST_NAMED], "and 3 more"]


def test_the_colours_are_those_of_the_page(saved: Callable[..., Any], store: Path, client: Any) -> None:
    own = client(store).get("/api/p/p/colors").json()["color"]
    for key in ("line", "loss"):
        svg = saved(key, IDS[:3])
        symbols = "".join(re.findall(r'class="mark-symbol role-legend-symbol".*?</g>', svg, re.DOTALL))
        assert [*dict.fromkeys(re.findall(r"#[0-9a-f]{6}", symbols))] == [own[id] for id in IDS[:3]]


@pytest.mark.parametrize("key", ["line", "loss"])
def test_letters_that_are_a_quarter_wider_are_not_cut(saved: Callable[..., Any], key: str) -> None:
    narrow, wide = (saved(key, IDS[:2], "json")["padding"], saved(key, IDS[2:4], "json")["padding"])
    assert (narrow["right"], wide["right"]) == (5 + 6 * len(NAMES[1]) // 4, 5 + 6 * len("same (r02)") // 4)


def test_groups_are_named_as_on_the_page(saved: Callable[..., Any]) -> None:
    assert named(saved("line", IDS, group=["config.opt"])) == ["opt: a", "opt: b"]


def test_a_chart_of_one_run_has_no_legend_of_runs(saved: Callable[..., Any]) -> None:
    assert named(saved("line", IDS[:1])) == []
    assert "params" not in saved("points", IDS[:1], "json")


def test_a_saved_spec_has_the_legend_and_the_rows_stay_as_they_were(saved: Callable[..., Any]) -> None:
    spec = saved("line", IDS[:2], "json")
    assert spec["params"][-1] == {"name": "_run_labels", "value": {"r00": NAMES[0], "r01": NAMES[1], "": ""}}
    assert [*dict.fromkeys(row["_run_id"] for rows in spec["datasets"].values() for row in rows)] == IDS[:2]


def test_marks_that_are_not_drawn_run_by_run_stay_as_they_are() -> None:
    """Their rows have no run any more after the author's own aggregate."""
    color = {"field": "_run_color", "type": "nominal", "scale": None}
    rows = [{"_run_id": id, "_run_color": "#000000"} for id in "ab"]
    spec = {"datasets": {"table": rows}, "mark": "bar", "encoding": {"color": color}}
    assert with_run_legend(spec, {}) is spec
    own = {**spec, "encoding": {"color": color, "detail": {"field": "_run_id"}}}
    assert with_run_legend(own, {})["encoding"]["color"] == {
        **color_channel("_run_id", {"a": "#000000", "b": "#000000"}, ""),
        "legend": {
            "title": None,
            "values": ["a", "b"],
            "symbolOpacity": 1,
            "symbolStrokeWidth": 2,
            "labelLimit": 220,
            "labelExpr": "_run_labels[datum.value]",
        },
    }
