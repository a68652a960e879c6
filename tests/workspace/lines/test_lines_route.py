"""Lines by API: of runs logged by a real script, read back from the binary answer."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import chartkit

N = 500
Client = Any


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lines")
    for place in range(3):
        run = chartkit.init(project="p", dir=folder, id=f"r{place}", config={"lr": place // 2})
        run.define_metric("val/*", step_metric="epoch")
        run.define_metric("own", hidden=True)
        for step in range(N):
            row: dict[str, Any] = {"loss": math.exp(-step / 100) + place, "own": 1}
            if step == 100 and place == 1:
                row["loss"] = math.nan
            if step % 50 == 0:
                row |= {"epoch": step // 50, "val/acc": step / N}
            run.log(row)
        run.finish()
    return folder


@pytest.fixture
def lines(client: Any, folder: Path) -> Any:
    """Asks for one panel; gives its meta and the columns."""
    http = client(folder)

    def ask(
        keys: list[str], runs: list[str] | None = None, **settings: Any
    ) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        body = {"panels": [{"keys": keys, **settings}], "runs": runs or ["r0", "r1", "r2"]}
        answer = http.post("/api/p/p/lines", json=body)
        assert answer.status_code == 200, answer.text
        return unpacked(answer.content)

    return ask


def unpacked(content: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    n = int.from_bytes(content[:4], "little")
    header = json.loads(content[4 : 4 + n])
    arrays = {
        one["name"]: np.frombuffer(content, f"<{one['dtype']}", one["length"], 4 + n + one["offset"])
        for one in header["columns"]
    }
    return header["meta"], arrays


def y_of(line: dict[str, Any], arrays: dict[str, np.ndarray]) -> np.ndarray:
    return arrays["y"][line["first"] : line["first"] + line["n"]]


def test_metrics_have_sections_axes_and_what_a_script_hid(client: Any, folder: Path) -> None:
    assert client(folder).get("/api/p/p/metrics").json() == [
        {"key": "loss", "section": "Charts", "x": "_step", "n_runs": 3, "hidden": False},
        {"key": "own", "section": "Charts", "x": "_step", "n_runs": 3, "hidden": True},
        {"key": "epoch", "section": "Charts", "x": "_step", "n_runs": 3, "hidden": True},
        {"key": "val/acc", "section": "val", "x": "epoch", "n_runs": 3, "hidden": False},
    ]


def test_lines_under_their_budget_are_whole_and_a_nan_is_marked(lines: Any) -> None:
    meta, arrays = lines(["loss"], width_px=400)
    (panel,) = meta["panels"]
    assert [(line["run"], line["n"], line["n_points"], line["n_odd"]) for line in panel["lines"]] == [
        ("r0", N, N, 0),
        ("r1", N, N, 1),
        ("r2", N, N, 0),
    ]
    assert y_of(panel["lines"][2], arrays)[0] == 3
    assert (arrays["odd_x"].tolist(), arrays["odd_kind"].tolist()) == ([100], [0])
    assert panel["x_domain"] == [0, N - 1]
    assert panel["notes"] == []


def test_thinned_lines_keep_lowest_and_highest_and_say_so(lines: Any) -> None:
    meta, arrays = lines(["loss"], width_px=400, points=240)
    (panel,) = meta["panels"]
    assert panel["n_columns"] == 20
    assert panel["notes"] == [
        "3 lines: each is drawn by the first, last, lowest and highest of its points in 20 columns."
    ]
    y = y_of(panel["lines"][0], arrays)
    assert len(y) <= 80
    assert (y.max(), y.min()) == (1, math.exp(-(N - 1) / 100))


def test_a_zoom_is_asked_anew_with_the_points_beside_it(lines: Any) -> None:
    meta, arrays = lines(["loss"], ["r0"], range=[100.5, 102.5])
    (panel,) = meta["panels"]
    assert arrays["x"].tolist() == [100, 101, 102, 103]
    assert (panel["x_domain"], panel["whole_x"]) == ([100.5, 102.5], [0, N - 1])


def test_the_unsmoothed_line_stays_and_smoothing_sees_all_points(lines: Any) -> None:
    whole_meta, whole = lines(["loss"], ["r0"], smoothing="ema", weight=0.9)
    _, zoomed = lines(["loss"], ["r0"], smoothing="ema", weight=0.9, range=[300, 400])
    line = whole_meta["panels"][0]["lines"][0]
    assert line["n_raw"] == N
    assert set(zoomed["y"].tolist()) <= set(whole["y"].tolist())
    assert not np.array_equal(whole["y"], whole["raw_y"])


def test_only_new_points_are_sent_of_lines_that_the_page_has(lines: Any) -> None:
    known = {"r0 loss": [N - 2, N - 3.0], "r2 loss": [N - 2, 17.0]}
    meta, _ = lines(["loss"], ["r0", "r2"], known=known)
    assert [(line["n"], line["is_more"]) for line in meta["panels"][0]["lines"]] == [(2, True), (N, False)]


def test_the_axes_of_lines_that_the_page_has_are_of_all_their_points(lines: Any) -> None:
    whole, _ = lines(["loss"], ["r0"])
    more, _ = lines(["loss"], ["r0"], known={"r0 loss": [N, N - 1.0]})
    assert more["panels"][0]["lines"][0]["n"] == 0
    for axis in ("x_domain", "y_domain"):
        assert more["panels"][0][axis] == whole["panels"][0][axis]


@pytest.mark.parametrize(
    ("x", "kind", "title"),
    [
        ("_step", "whole", "Step"),
        ("_runtime", "seconds", "Relative time (process)"),
        ("relative", "seconds", "Relative time (wall)"),
        ("_timestamp", "time", "Wall time"),
        ("own", "whole", "own"),
    ],
)
def test_axes(lines: Any, x: str, kind: str, title: str) -> None:
    meta, arrays = lines(["loss"], ["r0"], x=x)
    panel = meta["panels"][0]
    assert (panel["x_kind"], panel["x_title"], panel["lines"][0]["n"]) == (kind, title, N)
    assert (np.diff(arrays["x"]) >= 0).all()


def test_values_without_the_axis_in_their_row_are_counted(lines: Any) -> None:
    meta, _ = lines(["loss"], ["r0"], x="epoch")
    assert meta["panels"][0]["notes"] == [
        "490 values of 1 line without a number in 'epoch' in the same row: not drawn."
    ]


def test_what_log_axes_cannot_show_is_said(lines: Any) -> None:
    meta, arrays = lines(["val/acc"], ["r0"], x_log=True)
    assert meta["panels"][0]["notes"] == ["A log x axis shows nothing at or below 0: 1 point left out."]
    meta, arrays = lines(["val/acc"], ["r0"], y_log=True)
    assert meta["panels"][0]["notes"] == ["A log y axis shows nothing at or below 0: 1 point marked at its foot."]
    assert arrays["odd_kind"].tolist() == [2]


def test_groups_are_means_with_a_range(lines: Any) -> None:
    meta, arrays = lines(["loss"], group=["config.lr"], band="minmax", width_px=400)
    (panel,) = meta["panels"]
    assert [(line["group"], line["n_runs"]) for line in panel["lines"]] == [("lr: 0", 2), ("lr: 1", 1)]
    first = panel["lines"][0]
    assert y_of(first, arrays)[0] == 1.5
    assert (arrays["low"][0], arrays["high"][0]) == (1, 2)


@pytest.mark.parametrize(
    ("y_range", "expected"), [([None, 5], [0, 5]), ([-1, None], [-1, 1]), ([2, 3], [2, 3]), ([2, None], [0, 1])]
)
def test_ends_of_y_that_are_asked_for(lines: Any, y_range: list[float | None], expected: list[float]) -> None:
    meta, _ = lines(["loss"], ["r0"], y_range=y_range)
    assert meta["panels"][0]["y_domain"] == expected


def test_hidden_outliers_are_counted(client: Any, tmp_path: Path) -> None:
    run = chartkit.init(project="p", dir=tmp_path, id="r")
    for step in range(200):
        run.log({"loss": 1000.0 if step == 50 else step % 10})
    run.finish()
    answer = client(tmp_path).post(
        "/api/p/p/lines", json={"panels": [{"keys": ["loss"], "outliers": False}], "runs": ["r"]}
    )
    (panel,) = unpacked(answer.content)[0]["panels"]
    assert panel["y_domain"] == [0, 14]
    assert panel["notes"] == ["Outliers are hidden: 1 value lies outside of the y axis."]


def test_every_fault_of_a_question_is_told(client: Any, folder: Path) -> None:
    body = {"panels": [{"keys": "loss", "smoothing": "em", "range": [2, 1], "outlier": True}], "runs": ["r0"]}
    answer = client(folder).post("/api/p/p/lines", json=body)
    assert answer.status_code == 400
    assert [(fault["code"], fault["message"], fault["help"]) for fault in answer.json()["faults"]] == [
        ("CK911", "panel 0 has no setting 'outlier'.", "did you mean 'outliers'?"),
        ("CK911", "keys is a list of at most 100; found 'loss'.", None),
        ("CK911", "smoothing of panel 0 is one of 'none', 'ema', 'average' and 'gaussian'; found 'em'.", None),
        ("CK911", "range of panel 0 is two numbers, the lower first; found [2, 1].", None),
    ]


def test_runs_that_are_gone_are_named_and_the_others_drawn(lines: Any) -> None:
    meta, _ = lines(["loss"], ["gone", "r0"])
    assert meta["gone"] == ["gone"]
    assert [line["run"] for line in meta["panels"][0]["lines"]] == ["r0"]


def test_exports(client: Any, folder: Path) -> None:
    http = client(folder)
    body = {"panel": {"keys": ["loss"], "range": [0, 1]}, "runs": ["r0", "r1"], "title": "loss/é", "format": "csv"}
    answer = http.post("/api/p/p/export", json=body)
    assert answer.headers["content-disposition"] == 'attachment; filename="loss.csv"'
    rows = answer.text.splitlines()
    assert rows[0] == "run,name,key,_step,value"
    assert [row.split(",")[0:1] + row.split(",")[2:] for row in rows[1:]] == [
        ["r0", "loss", "0.0", "1.0"],
        ["r0", "loss", "1.0", str(math.exp(-0.01))],
        ["r1", "loss", "0.0", "2.0"],
        ["r1", "loss", "1.0", str(math.exp(-0.01) + 1)],
    ]
    spec = http.post("/api/p/p/export", json={**body, "format": "json"}).json()
    assert spec["title"]["text"] == "loss/é"
    assert {row["line"] for row in spec["layer"][2]["data"]["values"]} == {0, 1}
    svg = http.post("/api/p/p/export", json={**body, "format": "svg"}).text
    colors = http.get("/api/p/p/colors").json()["color"]
    assert all(f'stroke="{colors[run]}"' in svg for run in ("r0", "r1"))
    assert http.post("/api/p/p/export", json={**body, "format": "png"}).content[:4] == b"\x89PNG"


def test_a_group_without_the_metric_keeps_its_colour_in_exports(client: Any, tmp_path: Path) -> None:
    """The legend of the page counts all groups; the colours of the others are theirs in every panel."""
    for place, opt in enumerate(("adam", "lion", "sgd")):
        with chartkit.init(project="p", dir=tmp_path, id=f"r{place}", config={"opt": opt}) as run:
            for step in range(3):
                run.log({"loss": step / 3} | ({} if opt == "adam" else {"acc": step / 3}))
    http = client(tmp_path)
    ranges: list[dict[str, str]] = []
    for key in ("loss", "acc"):
        body = {"panel": {"keys": [key], "group": ["config.opt"]}, "runs": ["r0", "r1", "r2"], "format": "json"}
        scale = http.post("/api/p/p/export", json=body).json()["layer"][0]["encoding"]["fill"]["scale"]
        ranges.append(dict(zip(scale["domain"], scale["range"], strict=True)))
    loss, acc = ranges
    assert (len(loss), len(acc)) == (3, 2)
    assert acc == {name: color for name, color in loss.items() if name in acc}


def test_an_export_of_another_format_is_refused(client: Any, folder: Path) -> None:
    answer = client(folder).post("/api/p/p/export", json={"panel": {"keys": ["loss"]}, "runs": ["r0"], "format": "gif"})
    assert answer.json()["faults"][0]["message"] == (
        "format of an export is one of 'png', 'svg', 'json' and 'csv'; found 'gif'."
    )
