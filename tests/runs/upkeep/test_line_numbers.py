"""Whole lines that were cut out of a journal are seen, and nothing that a run itself does looks like a cut."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from threading import Thread

import pytest

import chartkit
from chartkit.diagnostics import ChartkitWarning
from chartkit.runs import Api
from chartkit.runs.checksums import with_crc
from chartkit.runs.journal import FileJournal
from chartkit.runs.upkeep.line_numbers import number_of
from chartkit.runs.upkeep.verifying import verify_run

N_CALLS = 10


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    with chartkit.init(project="p", id="r", dir=tmp_path) as run:
        for number in range(N_CALLS):
            run.log({"a": number})
    (path,) = Path(run.dir).glob("journal-*.jsonl")
    return path


def said(journal: Path) -> list[str]:
    return [str(one) for one in verify_run(journal.parent).findings]


def gone(journal: Path, number: int, n_lines: int) -> str:
    lines, it = (
        ("1 line that stood before this one is", "it") if n_lines == 1 else (f"{n_lines} lines that stood", "they")
    )
    lines = lines if n_lines == 1 else f"{lines} before this one are"
    help = f"help: what {it} said is lost; the other lines stand by themselves."
    return f"{journal}:{number}:1: CK638 {lines} gone from the journal.\n{help}"


@pytest.mark.parametrize("number", [0, 1, 2**20, 2**32 - 1])
def test_a_line_tells_its_number(number: int) -> None:
    assert number_of(with_crc('{"finish":"말"}\n'.encode(), number)) == number
    assert number_of(b'{"finish":{}}\n') is None
    assert number_of(b'{"finish":{},"_crc":9633287243}\n') is None


def test_lines_cut_anywhere_are_named(journal: Path) -> None:
    lines = journal.read_bytes().splitlines(keepends=True)
    assert (len(lines), said(journal)) == (N_CALLS + 2, [])
    for first in range(len(lines) - 1):
        for end in range(first + 1, len(lines)):
            journal.write_bytes(b"".join(lines[:first] + lines[end:]))
            assert said(journal) == [gone(journal, first + 1, end - first)]
    journal.write_bytes(b"".join(lines[:3] + lines[4:7] + lines[9:]))
    assert said(journal) == [gone(journal, 4, 1), gone(journal, 7, 2)]


def test_a_damaged_line_is_no_missing_one(journal: Path) -> None:
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[4] = lines[4].replace(b'"a":3', b'"a":7')
    lines[5] = lines[5][:20] + b"\n"
    journal.write_bytes(b"".join(lines))
    assert [one.split(": ")[1:3] for one in said(journal)] == [
        ["CK638 a line is damaged", "its bytes are not those that were written.\nhelp"],
        ["CK638 a line is damaged", "it is no JSON"],
    ]
    journal.write_bytes(b"".join(lines[:6] + lines[7:]))
    assert said(journal)[2:] == [gone(journal, 7, 1)]


def test_a_damaged_name_of_the_checksum_makes_no_line_without_one(journal: Path) -> None:
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[4] = lines[4].replace(b'"_crc"', b'"_#rc"')
    journal.write_bytes(b"".join([*lines[:2], lines[4], lines[2]]))
    assert "CK638 a line is damaged: its bytes are not those that were written." in said(journal)[0]


def test_a_journal_of_an_older_version_has_no_numbers(journal: Path) -> None:
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(with_crc(line[: line.rindex(b',"_crc"')] + b"}\n") for line in lines))
    assert said(journal) == []


def test_threads_forks_edits_and_a_resumed_run_are_without_gaps(tmp_path: Path) -> None:
    run = chartkit.init(project="p", id="r", dir=tmp_path)

    def log() -> None:
        for number in range(300):
            run.log({"a": number})

    threads = [Thread(target=log) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    child = os.fork()
    if child == 0:
        run.log({"child": 1})
        run.log({"child": 2})
        os._exit(0)
    os.waitpid(child, 0)
    run.log({"b": 1})
    run.finish()
    with chartkit.init(project="p", id="r", dir=tmp_path, resume="must") as run:
        run.log({"c": 1})
    found = Api(tmp_path).run("r")
    found.update(name="other", tags=["x"], notes="y")
    assert len(list(Path(run.dir).glob("journal-*.jsonl"))) == 4
    assert verify_run(Path(run.dir)).findings == ()


def test_a_folder_that_is_deleted_and_made_again_has_no_gap(tmp_path: Path) -> None:
    with chartkit.init(project="p", id="r", dir=tmp_path) as run:
        run.log({"a": 1})
        run.log({"a": 2})
        shutil.rmtree(run.dir)
        with pytest.warns(ChartkitWarning, match="was deleted or moved"):
            run.config["lr"] = 0.1
            run.log({"t": [1], "table": chartkit.Table(columns=["a"], data=[[1]])})
        run.log({"a": 3})
    found = verify_run(Path(run.dir))
    assert found.findings == ()
    assert Api(tmp_path).run("r").summary["a"] == 3


def test_a_line_that_the_disk_refuses_leaves_no_gap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = FileJournal(tmp_path, lambda: None)
    journal.append(b'{"a":1}\n')
    write = os.write

    def full(file: int, line: bytes, part: int) -> int:
        if not part:
            raise OSError(28, "No space left on device")
        return write(file, line[:part])

    for part in (0, 5):
        monkeypatch.setattr(os, "write", lambda file, line, part=part: full(file, line, part))
        with pytest.raises(OSError, match="No space left on device"):
            journal.append(b'{"a":2}\n')
        monkeypatch.setattr(os, "write", write)
        journal.append(b'{"a":3}\n')
    journal.append(b'{"a":4}\n', b'{"a":5}\n')
    journal.close()
    assert journal.path is not None
    numbers = [number_of(line) for line in journal.path.read_bytes().splitlines(keepends=True)]
    assert [one for one in numbers if one is not None] == [0, 1, 2, 3, 4, 5]
