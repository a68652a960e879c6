"""Every damaged byte of a run is named, with what is lost."""

from __future__ import annotations

import random
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

import chartkit
from chartkit.runs.checksums import document_with_crc, is_as_written, with_crc
from chartkit.runs.upkeep.verified_artifacts import shared_findings
from chartkit.runs.upkeep.verifying import verify_run


@pytest.fixture
def whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a run with a file of every kind."""
    monkeypatch.chdir(tmp_path)
    Path("weights.bin").write_bytes(b"w" * 500)
    Path("notes.txt").write_text("words")
    part = chartkit.Table(columns=["a"], data=[[1]], log_mode="INCREMENTAL")
    cells = chartkit.Table(columns=["page"], data=[[chartkit.Html("<p>cell</p>")]])
    table = chartkit.Table(columns=["step", "loss"], data=[[0, 1.0], [1, 0.5]])
    with chartkit.init(project="p", id="r", config={"lr": 0.1}, dir=tmp_path) as run:
        run.log({"loss": 0.25})
        run.log({"curve": chartkit.plot_table("wandb/line/v0", table, {"x": "step", "y": "loss"}), "cells": cells})
        run.log({"page": chartkit.Html("<p>page</p>"), "part": part})
        part.add_data(2)
        run.log({"part": part})
        run.save("notes.txt")
        run.log_artifact("weights.bin", name="model", type="model")
        return Path(run.dir)


def test_a_whole_run_is_without_findings(whole: Path) -> None:
    found = verify_run(whole)
    files = [path for path in whole.rglob("*") if path.is_file()]
    assert found == ((), len(files), sum(path.stat().st_size for path in files), 0)
    assert shared_findings(whole.parents[2])[0] == []


def test_every_changed_byte_is_found(whole: Path) -> None:
    chance = random.Random(6)
    for path in sorted(path for path in whole.rglob("*") if path.is_file()):
        path.chmod(0o644)
        content = path.read_bytes()
        for place in chance.sample(range(len(content)), min(len(content), 5)):
            changed = bytearray(content)
            changed[place] ^= 1 << chance.randrange(8)
            path.write_bytes(changed)
            assert verify_run(whole).findings, (path, place, content[place], changed[place])
        path.write_bytes(content[:-1])
        assert verify_run(whole).findings, path
        path.write_bytes(content)
    assert verify_run(whole).findings == ()


def test_every_missing_file_but_a_journal_is_found(whole: Path) -> None:
    for path in sorted(path for path in whole.rglob("*") if path.is_file() and not path.name.startswith("journal-")):
        content = path.read_bytes()
        path.unlink()
        assert verify_run(whole).findings, path
        path.write_bytes(content)


def test_a_changed_number_in_a_journal_is_named_with_its_step(whole: Path) -> None:
    (journal,) = whole.glob("journal-*.jsonl")
    journal.write_bytes(journal.read_bytes().replace(b'"loss":0.25', b'"loss":0.75'))
    assert [str(one) for one in verify_run(whole).findings] == [
        f"{journal}:2:1: CK638 a line is damaged: its bytes are not those that were written.\n"
        "help: what was logged there at step 0 cannot be trusted; the other lines stand by themselves."
    ]


def test_a_line_that_is_cut_is_named(whole: Path) -> None:
    (journal,) = whole.glob("journal-*.jsonl")
    content = journal.read_bytes()
    journal.write_bytes(content[:-4])
    n_lines = content.count(b"\n")
    assert [str(one) for one in verify_run(whole).findings] == [
        f"{journal}:{n_lines}:1: CK638 a line is damaged: it has no end: the disk was full, or the file was cut.\n"
        "help: what it said is lost; the other lines stand by themselves."
    ]


def test_a_damaged_page_is_named_with_where_it_was_logged(whole: Path) -> None:
    (page,) = [path for path in whole.glob("media/*.html") if b"<p>page</p>" in path.read_bytes()]
    page.write_bytes(b"<p>other</p>")
    assert [str(one) for one in verify_run(whole).findings] == [
        f"CK639 {page} is damaged: its bytes are not those that were written.\nhelp: lost is 'page' at step 2."
    ]
    page.unlink()
    assert [str(one) for one in verify_run(whole).findings] == [
        f"CK639 {page} is not there.\nhelp: lost is 'page' at step 2."
    ]


def test_the_first_part_of_a_table_and_a_page_in_a_cell_are_missed(whole: Path) -> None:
    for kind in ("tables", "media"):
        shutil.rmtree(whole / kind)
    lost = {(one.help or "").removeprefix("lost is ") for one in verify_run(whole).findings}
    assert lost == {
        "'curve' at step 1.",
        "'cells' at step 1.",
        "'page' at step 2.",
        "'part' at step 2.",
        "'part' at step 3.",
    }


def test_lines_of_an_older_version_are_read_and_counted(whole: Path) -> None:
    (journal,) = whole.glob("journal-*.jsonl")
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(line[: line.rindex(b',"_crc"')] + b"}\n" for line in lines))
    found = verify_run(whole)
    assert (found.findings, found.n_unchecked) == ((), len(lines))
    assert chartkit.Api(whole.parents[2]).run("r").summary["loss"] == 0.25


def test_a_run_json_that_lost_a_field_is_read_for_the_rest(whole: Path) -> None:
    record = whole / "run.json"
    record.write_bytes(record.read_bytes().replace(b'"color"', b'"colxr"'))
    run = chartkit.Api(whole.parents[2]).run("r")
    assert (run.name[-2:], run.config) == ("-r", {"lr": 0.1})
    assert [str(one) for one in verify_run(whole).findings] == [
        f"CK639 {record} is damaged: its bytes are not those that were written.\n"
        "help: what the run began with (name, config, tags …) cannot be trusted; its journals stand by themselves."
    ]


@pytest.mark.parametrize(
    "content", [with_crc(b'{"finish":{"exit_code":0}}\n'), document_with_crc(b'{\n  "a": 1,\n  "b": []\n}\n')]
)
def test_no_single_byte_can_be_another(content: bytes) -> None:
    assert is_as_written(content) is True
    for place in range(len(content)):
        for byte in range(0, 256, 7):
            changed = content[:place] + bytes([byte]) + content[place + 1 :]
            if byte != content[place] and changed.endswith(b"}\n"):
                assert is_as_written(changed) is False, changed


def test_a_table_of_right_bytes_that_is_none_is_named(tmp_path: Path) -> None:
    with chartkit.init(project="p", id="r", dir=tmp_path) as run:
        run.log({"a": 1})
    content = b'{"$":'
    path = Path(run.dir, "tables", f"{sha256(content).hexdigest()}.json")
    path.parent.mkdir()
    path.write_bytes(content)
    help = "no line of the journals refers to it: nothing that can be read is lost."
    assert [str(one) for one in verify_run(Path(run.dir)).findings] == [
        f"CK639 {path} is no table that a run keeps.\nhelp: {help}"
    ]
