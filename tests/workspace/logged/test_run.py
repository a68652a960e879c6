"""One run by API: its facts, what was found wrong, its machine, its files."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import chartkit
from chartkit.workspace.application import application
from chartkit.workspace.workspace import Workspace


def test_the_facts_of_a_run(asked: TestClient) -> None:
    run = asked.get("/api/p/p/runs/r1").json()
    assert (run["id"], run["name"], run["state"], run["path"], run["config"]) == (
        "r1",
        "run 1",
        "finished",
        "p/r1",
        {"optimizer": "adam"},
    )
    assert run["numbers"] == ["loss"]
    assert [one["key"] for one in run["keys"] if one["kind"] == "chart"] == [
        "matrix",
        "eval/line",
        "roc",
        "bars",
        "heat",
    ]
    assert run["files"] == [{"name": "weights.txt", "size_bytes": 1}]
    assert asked.get("/api/p/p/runs/r1/files/weights.txt").text == "w"
    assert (run["faults"], asked.get("/api/p/p/runs/r1/diagnostics").json()["diagnostics"]) == ([], [])


def test_a_run_that_is_not_there(asked: TestClient) -> None:
    answer = asked.get("/api/p/p/runs/r9")
    assert answer.status_code == 404
    assert answer.json()["faults"][0]["message"] == "project 'p' has no run 'r9'."


def test_a_damaged_run_says_what_is_wrong_and_shows_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    with chartkit.init(project="p", id="a") as run:
        run.log({"loss": 1.0})
        run.log_artifact(_weights(tmp_path))
    folder = tmp_path / ".chartkit" / "runs" / "p" / "a"
    (folder / "run.json").write_text("{")
    (journal,) = folder.glob("journal-*.jsonl")
    journal.write_bytes(journal.read_bytes() + b"torn")
    (manifest,) = (folder / "artifacts" / "manifests").rglob("*.jsonl")
    manifest.write_text("[]")
    with TestClient(application(Workspace(tmp_path / ".chartkit")), base_url="http://127.0.0.1") as client:
        found = client.get("/api/p/p/runs/a")
        wrong = client.get("/api/p/p/runs/a/diagnostics").json()
    assert found.status_code == 200
    assert found.json()["state"] == "damaged"
    assert found.json()["numbers"] == ["loss"]
    assert [one["severity"] for one in found.json()["faults"]] == ["warning"]
    assert wrong["skipped_lines"] == 1
    assert wrong["diagnostics"][0]["message"].startswith(f"{folder / 'run.json'} cannot be read: ")


def _weights(folder: Path) -> chartkit.Artifact:
    (folder / "w.bin").write_bytes(b"w")
    artifact = chartkit.Artifact("weights", "model")
    artifact.add_file(str(folder / "w.bin"))
    return artifact


def test_artifacts_of_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    with chartkit.init(project="p", id="a") as run:
        run.log_artifact(_weights(tmp_path))
    with TestClient(application(Workspace(tmp_path / ".chartkit")), base_url="http://127.0.0.1") as client:
        (artifact,) = client.get("/api/p/p/runs/a").json()["artifacts"]["logged"]
    assert (artifact["name"], artifact["type"], artifact["size_bytes"], artifact["n_files"], artifact["aliases"]) == (
        "weights:v0",
        "model",
        1,
        1,
        ["latest"],
    )


def test_system_figures_are_told_by_mean_and_range(tmp_path: Path) -> None:
    folder = tmp_path / ".chartkit" / "runs" / "p" / "a"
    folder.mkdir(parents=True)
    (folder / "run.json").write_text(json.dumps({"format": 1, "id": "a"}))
    samples = [{"_timestamp": 1.0 * at, "_runtime": 1.0 * at, "system": {"system.cpu": at % 3}} for at in range(1800)]
    (folder / "system-h-1-a.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in samples))
    with TestClient(application(Workspace(tmp_path / ".chartkit")), base_url="http://127.0.0.1") as client:
        content = client.get("/api/p/p/runs/a/system").content
    (length,) = struct.unpack("<I", content[:4])
    header = json.loads(content[4 : 4 + length])
    assert header["meta"] == {"names": ["system.cpu"]}
    assert {one["name"]: one["length"] for one in header["columns"]} == {"t": 600, "m0": 600, "lo0": 600, "hi0": 600}
    start = 4 + length
    values = {one["name"]: struct.unpack_from("<600d", content, start + one["offset"]) for one in header["columns"]}
    assert (set(values["m0"]), set(values["lo0"]), set(values["hi0"])) == ({1.0}, {0.0}, {2.0})
