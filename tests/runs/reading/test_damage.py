"""Damaged journals and start records: each costs itself alone, is counted or named, and all else is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from chartkit.diagnostics import RunError
from chartkit.runs import Api, init
from chartkit.runs.store import journals_of


def values(run_id: str) -> list[Any]:
    return [row["a"] for row in Api().run(run_id).scan_history()]


@pytest.mark.parametrize(
    "junk",
    [
        b"{",
        b"\xff\x00",
        b'{"_step":1,"_timestamp":1.0,"_runtime":0.5,"log":{"a":9',
        b"[1]",
        b"null",
        b'{"_step":"x","_timestamp":1.0,"_runtime":0.5,"log":{"a":9}}',
        b'{"_step":1,"_timestamp":1.0,"_runtime":0.5,"log":{"a":{"$":"int","v":"x"}}}',
        b'{"_step":1,"_timestamp":1.0,"_runtime":0.5,"log":{"$":"dict"}}',
        b'{"_timestamp":1.0,"config":3}',
        b'{"_timestamp":1.0,"finish":{}}',
        b'{"_timestamp":1.0,"diagnostic":{}}',
        b'{"log":{"a":9}}',
        b'{"writer":3}',
        b'{"_timestamp":1.0,"name":5}',
        b'{"_timestamp":1.0,"tags":5}',
        b'{"_timestamp":1.0,"tags":["a",5]}',
        b'{"_timestamp":1.0,"tags":{"$":"dict","v":5}}',
        b'{"_timestamp":1.0,"config":{"$":"dict","v":[[1,2]]}}',
        b'{"_timestamp":1.0,"summary":[["a",1]]}',
        b'{"_timestamp":1.0,"config_removed":5}',
        b'{"_timestamp":1.0,"finish":{"exit_code":"x"}}',
        b'{"_timestamp":1.0,"diagnostic":{"code":1,"message":2,"severity":"error"}}',
        b'{"_timestamp":1.0,"diagnostic":{"code":"C","message":"m","severity":"error","path":[null]}}',
        b'{"_timestamp":"x","log":{"a":9},"_step":7,"_runtime":0.5}',
        b'{"_step":7,"_timestamp":1.0,"_runtime":0.5,"log":{"a":9,"b":{"$":"int","v":"x"}}}',
        b'{"_step":7,"_timestamp":1.0,"_runtime":0.5,"log":{"$":"dict","v":[[1,2]]}}',
        b'{"_step":7,"_timestamp":1.0,"_runtime":0.5,"log":{"c":{"$":"chart","diagnostics":5}}}',
        b'{"_step":7,"_timestamp":1.0,"_runtime":0.5,"log":{"a":' + b'{"a":' * 900 + b"1" + b"}" * 902,
        b"[" * 100_000,
    ],
    ids=lambda junk: repr(junk)[:60],
)
def test_lines_that_cannot_be_read_are_skipped_wherever_they_are(junk: bytes, run_folder: Path) -> None:
    with init(project="p", id="r") as run:
        for value in range(3):
            run.log({"a": value})
    journal = next(run_folder.glob("journal-*.jsonl"))
    lines = journal.read_bytes().splitlines()
    for place in range(len(lines) + 1):
        journal.write_bytes(b"\n".join([*lines[:place], junk, *lines[place:]]))
        found = Api().run("r")
        assert values("r") == [0, 1, 2]
        assert found.skipped_lines == 1
        assert found.exit_code == 0


def test_a_journal_cut_anywhere_keeps_the_lines_before(run_folder: Path) -> None:
    run = init(project="p", id="r")
    for value in range(3):
        run.log({"a": value})
    journal = next(run_folder.glob("journal-*.jsonl"))
    content = journal.read_bytes()
    ends = [place for place, byte in enumerate(content) if byte == ord("\n")]
    for cut in range(len(content)):
        journal.write_bytes(content[:cut])
        # A line is whole without its newline too.
        assert values("r") == list(range(max(0, sum(end <= cut for end in ends) - 1)))


def test_an_empty_folder_left_by_a_crash_is_no_run(run_folder: Path) -> None:
    init(project="p", id="other").finish()
    run_folder.mkdir()
    assert [run.id for run in Api().runs()] == ["other"]


START: dict[str, Any] = {
    "name": "n",
    "notes": None,
    "entity": None,
    "group": None,
    "job_type": None,
    "color": None,
    "created_at": "2024-01-01T00:00:00.000+00:00",
    "timestamp": 1.5,
    "tags": ["t"],
    "writer": {},
}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "Input is a zero-length, empty document: line 1 column 1 (char 0)"),
        (b"{", "unexpected end of data: line 1 column 2 (char 1)"),
        (b"[]", "it holds no object"),
        (b'{"$":"dict","v":5}', "a value tagged 'dict' is damaged"),
        (b'{"a":' * 900 + b"1" + b"}" * 900, "it is nested too deeply"),
        (json.dumps(START).encode(), "config is an object; found nothing"),
        (json.dumps(START | {"config": 5}).encode(), "config is an object; found 5 (int)"),
    ],
    ids=lambda content: repr(content)[:30],
)
def test_a_damaged_run_json_costs_its_own_facts_alone(content: bytes, reason: str, run_folder: Path) -> None:
    with init(project="p", id="r") as run:
        run.log({"a": 1})
    init(project="p", id="whole").finish()
    (run_folder / "run.json").write_bytes(content)
    assert {run.id: run.state for run in Api().runs("p")} == {"r": "damaged", "whole": "finished"}
    found = Api().run("r")
    message = f"CK614 {run_folder}/run.json cannot be read: {reason}."
    assert [str(diagnostic) for diagnostic in found.diagnostics] == [message]
    assert (found.summary, values("r"), found.exit_code) == ({"a": 1}, [1], 0)
    with pytest.raises(RunError) as caught:
        found.config  # noqa: B018
    assert str(caught.value) == message
    with pytest.raises(RunError) as caught:
        Api().run("whle")
    assert "did you mean 'whole'?" in str(caught.value)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"tags": 5}, "tags is a list of texts; found 5 (int)"),
        ({"tags": ["a", None]}, "tags is a list of texts; found ['a', None] (list)"),
        ({"timestamp": "x"}, "timestamp is a number of seconds; found 'x' (str)"),
        ({"name": None, "writer": [1]}, "name is text; found None (NoneType)"),
        ({"writer": {"pid": "x", "host": 5}}, None),
    ],
    ids=str,
)
def test_a_wrong_field_of_run_json_costs_that_field(
    fields: dict[str, Any], reason: str | None, run_folder: Path
) -> None:
    init(project="p", id="r").finish()
    (run_folder / "run.json").write_text(json.dumps(START | {"config": {"lr": 0.1}} | fields))
    (found,) = Api().runs()
    assert found.state == ("damaged" if reason else "finished")
    said = [f"CK614 {run_folder}/run.json cannot be read: {reason}."] if reason else []
    assert [str(diagnostic) for diagnostic in found.diagnostics] == said
    assert found.config == {"lr": 0.1}
    assert found.tags == ([] if "tags" in fields else ["t"])
    assert found.name == ("r" if "name" in fields else "n")
    assert found.created_s == (0.0 if "timestamp" in fields else 1.5)


def test_a_lost_run_json_leaves_what_the_journals_say(run_folder: Path) -> None:
    with init(project="p", id="r") as run:
        run.log({"a": 1})
    (run_folder / "run.json").unlink()
    (found,) = Api().runs()
    assert (found.id, found.state, found.summary) == ("r", "damaged", {"a": 1})


def test_a_journal_that_cannot_be_read_is_said(run_folder: Path) -> None:
    with init(project="p", id="r") as run:
        run.log({"a": 1})
    (run_folder / "journal-x.jsonl").mkdir()
    found = Api().run("r")
    assert (found.state, found.config, found.summary) == ("damaged", {}, {"a": 1})
    assert [str(diagnostic) for diagnostic in found.diagnostics] == [
        f"CK614 {run_folder}/journal-x.jsonl cannot be read: it is a folder, a pipe or a device, not a file."
    ]


def test_a_run_that_is_deleted_before_its_journals_are_listed_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as looked:
        looked.setattr(Path, "is_dir", lambda _: True)  # it was there a moment ago
        assert journals_of(tmp_path / "deleted") == []
    folder = tmp_path / "run"
    folder.mkdir()
    for name in ("journal-b.jsonl", "journal-a.jsonl", "run.json", "system-a.jsonl"):
        (folder / name).touch()
    assert journals_of(folder) == [folder / "journal-a.jsonl", folder / "journal-b.jsonl"]
    assert journals_of(folder / "run.json") == []
