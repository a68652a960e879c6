"""What an editor asks the server, one question after the other, as the page sends them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from chartkit.presets.starting import TEMPLATE

LINE = "/api/presets/wandb/line/v0"


def _line(client: TestClient) -> str:
    return client.get(LINE).json()["text"]


def _ask(client: TestClient, question: str, **body: Any) -> Any:
    answer = client.post(f"/api/presets/{question}", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def _fault(answer: Any, status: int) -> str:
    assert answer.status_code == status, answer.text
    first = answer.json()["faults"][0]
    return f"{first['code']} {first['message']}" + (f" {first['help']}" if first["help"] else "")


def test_the_library_is_listed_with_slots_and_calls(client: TestClient) -> None:
    found = client.get("/api/presets").json()
    assert found["folder"] == "presets"
    line = next(one for one in found["presets"] if one["name"] == "wandb/line/v0")
    assert line["origin"] == "chartkit"
    assert not line["isWritable"]
    assert [slot["name"] for slot in line["fields"]] == ["x", "y", "stroke"]
    assert line["call"] == (
        "chartkit.plot_table('wandb/line/v0', table, {'x': 'epoch', 'y': 'loss', 'stroke': 'split'}, "
        "{'title': 'Loss per epoch'})"
    )


def test_a_preset_that_cannot_be_read_does_not_end_the_list(client: TestClient, folder: Path) -> None:
    (folder / "presets/me/broken.yaml").write_text("spec: [")
    found = client.get("/api/presets").json()["presets"]
    broken = next(one for one in found if one["name"] == "me/broken")
    (folder / "presets/me/broken.yaml").unlink()
    assert broken["fault"] == (
        "presets/me/broken.yaml:2:1: CK101 this is not YAML: did not find expected node content."
    )


def test_every_example_of_the_library_is_drawn(client: TestClient) -> None:
    """No card of the gallery is empty."""
    for one in client.get("/api/presets").json()["presets"]:
        found = client.get(f"/api/preset-charts/{one['name']}?width=460").json()
        assert found["chart"] is not None, (one["name"], found["faults"])
        assert found["chart"]["words"].endswith(" bytes"), one["name"]


def test_findings_are_those_of_the_command(client: TestClient, folder: Path) -> None:
    """Same codes, same lines, same fixes: the editor and `chartkit check` are one."""
    text = TEMPLATE.replace("mark: {type: line", "mark: {typ: line").replace('"${field:y}"', "${field:y}")
    file = folder / "presets/me/same.yaml"
    file.write_text(text)
    command = [sys.executable, "-m", "chartkit", "check", "presets/me/same.yaml", "--format", "json", "--no-cache"]
    said = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    file.unlink()
    found = _ask(client, "check", name="me/same", text=text)
    assert found == json.loads(said.stdout)
    assert [(one["line"], one["code"], "fix" in one) for one in found] == [(25, "CK104", True)]


def test_settings_of_the_project_hold_in_the_editor_too(client: TestClient, folder: Path) -> None:
    assert [one["code"] for one in _ask(client, "check", name="me/new", text=TEMPLATE)] == ["CK805"]
    (folder / "pyproject.toml").write_text('[tool.chartkit]\nignore = ["CK805"]\n')
    assert _ask(client, "check", name="me/new", text=TEMPLATE) == []
    (folder / "pyproject.toml").unlink()


def test_a_preview_has_chart_plan_rows_and_slots(client: TestClient) -> None:
    found = _ask(client, "preview", name="wandb/line/v0", text=_line(client))
    assert found["chart"]["words"].startswith("60 rows in, 60 rows drawn, ")
    assert found["chart"]["plan"].startswith("table: 60 rows, drawn whole: ")
    assert found["chart"]["spec"]["width"] == "container"
    assert {slot["name"]: slot["value"] for slot in found["slots"]["fields"]} == {
        "x": "epoch",
        "y": "loss",
        "stroke": "split",
    }
    assert found["table"]["words"] == "60 rows × 3 columns"
    assert found["faults"] == []


def test_slots_are_known_where_the_chart_is_not(client: TestClient) -> None:
    text = _line(client).replace("mark: {type: line, strokeWidth: 2}", "mark: {type: lin}")
    found = _ask(client, "preview", name="wandb/line/v0", text=text)
    assert found["chart"] is None
    assert [slot["name"] for slot in found["slots"]["fields"]] == ["x", "y", "stroke"]
    assert [(one["code"], one["line"]) for one in found["faults"]] == [
        ("CK302", text[: text.index("{type: lin}")].count("\n") + 1)
    ]


def test_an_unreadable_text_is_told_with_its_place(client: TestClient) -> None:
    found = _ask(client, "preview", name="me/new", text="spec: [")
    assert (found["chart"], found["slots"]) == (None, None)
    assert found["faults"][0]["code"] == "CK101"


def test_slots_are_guessed_by_name_and_bound_as_asked(client: TestClient) -> None:
    run = {"kind": "run", "project": "demo", "run": "one", "key": "rows"}
    body = {"name": "wandb/line/v0", "text": _line(client), "source": run}
    found = _ask(client, "preview", **body)
    values = {slot["name"]: slot["value"] for slot in found["slots"]["fields"]}
    assert values == {"x": "step", "y": "loss", "stroke": "split"}
    assert found["table"]["words"] == "4 rows × 3 columns"
    assert [slot["value"] for slot in found["slots"]["strings"]] == [None, None, None], (
        "the example's title is not theirs"
    )
    swapped = _ask(client, "preview", **body, fields={"x": "loss", "y": "step", "stroke": None})
    assert {slot["name"]: slot["value"] for slot in swapped["slots"]["fields"]} == {
        "x": "loss",
        "y": "step",
        "stroke": None,
    }
    assert swapped["chart"]["spec"]["usermeta"]["chartkit"]["fields"] == {"stroke": [], "x": ["loss"], "y": ["step"]}


def test_a_column_of_the_wrong_kind_is_told(client: TestClient) -> None:
    found = _ask(client, "preview", name="wandb/line/v0", text=_line(client), fields={"y": "split"})
    assert [one["code"] for one in found["faults"]] == ["CK203"]
    assert found["slots"]["fields"][1]["value"] == "split"


def test_the_tables_of_runs_are_listed(client: TestClient) -> None:
    assert client.get("/api/preset-data").json()["projects"] == ["demo"]
    runs = client.get("/api/preset-data/runs/demo").json()
    assert (runs["total"], [run["id"] for run in runs["runs"]]) == (1, ["one"])
    found = client.get("/api/preset-data/runs/demo/one").json()
    assert [(one["key"], one["kind"], one["steps"]) for one in found] == [
        ("rows", "table", [0]),
        ("curve", "chart", [1]),
    ]


def test_a_chart_of_a_run_gives_its_table(client: TestClient) -> None:
    asked = {"kind": "run", "project": "demo", "run": "one", "key": "curve"}
    assert client.post("/api/preset-data/columns", json=asked).json()["words"] == "4 rows × 3 columns"


def test_files_below_the_folder_and_uploads(client: TestClient, folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data/mine.csv").write_text("a,b\n1,2\n")
    assert client.get("/api/preset-data").json()["files"] == ["data/mine.csv"]
    asked = {"kind": "file", "path": "data/mine.csv"}
    assert client.post("/api/preset-data/columns", json=asked).json()["words"] == "1 row × 2 columns"
    headers = {"Content-Type": "application/octet-stream"}
    sent = client.post("/api/preset-data/upload/other.csv", content=b"a\n1\n2\n", headers=headers).json()
    assert client.post("/api/preset-data/columns", json=sent).json()["words"] == "2 rows × 1 column"
    for number in range(30):
        client.post("/api/preset-data/upload/other.csv", content=b"a\n%d\n" % number, headers=headers)
    assert len([*(folder / ".chartkit/uploads").iterdir()]) == 20


@pytest.mark.parametrize("path", ["../secret.csv", "/etc/passwd", "data/../../secret.csv", "link.csv", "", "a\0.csv"])
@pytest.mark.parametrize("kind", ["file", "upload"])
def test_no_table_is_read_from_elsewhere(client: TestClient, folder: Path, path: str, kind: str) -> None:
    secret = folder.parent / "secret.csv"
    secret.write_text("secret\n1\n")
    link = folder / "link.csv"
    if not link.is_symlink():
        link.symlink_to(secret)
        (folder / ".chartkit/uploads").mkdir(exist_ok=True)
        (folder / ".chartkit/uploads/link.csv").symlink_to(secret)
    answer = client.post("/api/preset-data/columns", json={"kind": kind, "path": path})
    assert _fault(answer, 400).startswith("CK108 a table's file lies below "), answer.text
    assert "link.csv" not in client.get("/api/preset-data").json()["files"]


@pytest.mark.parametrize("name", ["x.exe", "presets.yaml", "noending"])
def test_an_upload_is_a_table(client: TestClient, name: str) -> None:
    headers = {"Content-Type": "application/octet-stream"}
    answer = client.post(f"/api/preset-data/upload/{name}", content=b"x", headers=headers)
    assert _fault(answer, 400).startswith(f"CK421 how the table {name!r} is written is not known from its ending.")
    assert _fault(client.post("/api/preset-data/upload/a.csv", content=b"x"), 400) == (
        "CK902 an upload is sent as application/octet-stream; found no Content-Type."
    )


def test_two_tabs_lose_no_edit(client: TestClient, folder: Path) -> None:
    made = client.post("/api/presets/new", json={"name": "me/tabs", "how": "template"})
    etag, text = made.json()["etag"], made.json()["text"]
    assert made.headers["etag"] == etag
    first = client.put("/api/presets/me/tabs", json={"text": text + "# first\n"}, headers={"If-Match": etag})
    assert first.status_code == 200
    second = client.put("/api/presets/me/tabs", json={"text": text + "# second\n"}, headers={"If-Match": etag})
    assert _fault(second, 412) == (
        "CK904 preset 'me/tabs' was not saved: presets/me/tabs.yaml was changed since it was opened here. "
        "take that text, keep yours over it, or save yours under another name"
    )
    assert second.json()["saved"]["text"] == text + "# first\n"
    over = client.put(
        "/api/presets/me/tabs", json={"text": text + "# second\n"}, headers={"If-Match": second.json()["saved"]["etag"]}
    )
    assert over.status_code == 200
    assert (folder / "presets/me/tabs.yaml").read_text() == text + "# second\n"


def test_a_save_says_what_it_replaces(client: TestClient) -> None:
    assert _fault(client.put("/api/presets/me/tabs", json={"text": "x"}), 400) == (
        "CK902 PUT /api/presets/me/tabs says what it replaces: If-Match with the ETag that was read; found none. "
        "send If-None-Match: * to write a new preset"
    )
    client.post("/api/presets/new", json={"name": "me/tabs", "how": "template"})  # there already, or from now on
    taken = client.put("/api/presets/me/tabs", json={"text": "x", "from": ""}, headers={"If-None-Match": "*"})
    assert _fault(taken, 412).startswith("CK904 preset 'me/tabs' was not saved: presets/me/tabs.yaml is there already.")


def test_save_as_takes_the_data_of_the_example(client: TestClient, folder: Path) -> None:
    body = {"text": _line(client), "from": "wandb/line/v0"}
    saved = client.put("/api/presets/me/mine", json=body, headers={"If-None-Match": "*"}).json()
    assert 'data: "mine.csv"' in saved["text"]
    assert (folder / "presets/me/mine.csv").is_file()
    assert [one["code"] for one in _ask(client, "check", name="me/mine", text=saved["text"])] == ["CK805"]


def test_the_golden_is_written_on_request_and_chartkits_own_never(client: TestClient, folder: Path) -> None:
    client.post("/api/presets/new", json={"name": "me/gold", "how": "template"})
    assert _ask(client, "golden", name="me/gold") == []
    assert (folder / "presets/me/gold.expected.vl.json").is_file()
    assert _fault(client.post("/api/presets/golden", json={"name": "wandb/line/v0"}), 400).endswith(
        "line/v0.yaml is not in your presets folder. save the preset under a name of your own first"
    )


def test_a_diff_is_against_the_file(client: TestClient) -> None:
    text = _line(client)
    changed = text.replace("description: Points", "description: Dots", 1) + "# end\n"
    found = _ask(client, "diff", name="wandb/line/v0", text=changed)
    kinds = [(one["kind"], one["old"], one["new"]) for one in found if one["kind"] != "same"]
    n_lines = text.count("\n")
    assert kinds == [("gone", 1, None), ("new", None, 1), ("gap", None, None), ("new", None, n_lines + 1)]
    assert _ask(client, "diff", name="wandb/line/v0", text=text) == []


def test_completion_and_hover_by_offset(client: TestClient) -> None:
    text = "spec:\n  mark: li\n"
    found = _ask(client, "complete", name="me/new", text=text, offset=16)
    assert (found["start"], found["end"]) == (14, 16)
    assert _ask(client, "hover", name="me/new", text=text, offset=10)["title"] == "spec › mark"
    assert _fault(client.post("/api/presets/hover", json={"name": "a", "text": "", "offset": 1}), 400) == (
        "CK902 offset is a place in the text; found 1."
    )


@pytest.mark.parametrize("body", [[], "text", None, {"name": 1, "text": "x"}, {"name": "no/such", "how": "copied"}])
@pytest.mark.parametrize("question", ["check", "preview", "complete", "hover", "diff", "golden", "new"])
def test_bodies_of_another_shape_are_refused(client: TestClient, question: str, body: Any) -> None:
    answer = client.post(f"/api/presets/{question}", json=body)
    assert answer.status_code in (400, 404), answer.text
    assert answer.json()["faults"][0]["code"] in ("CK902", "CK107")


def test_a_preset_that_is_not_there(client: TestClient) -> None:
    assert _fault(client.get("/api/presets/me/lost"), 404).startswith("CK107 no preset 'me/lost'; looked in presets, ")
    assert _fault(client.get("/api/presets/../x"), 404).startswith("CK901 ")
    assert _fault(client.get("/api/presets/%2e%2e/x"), 400).startswith("CK108 '../x' is not a preset name")
