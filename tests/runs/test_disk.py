"""Full disks, refused writes and deleted folders: said, counted, and nothing else is lost."""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from chartkit.data import Table
from chartkit.diagnostics import ChartkitWarning, RunError
from chartkit.runs import Api, Run, init

HELP = "help: make room on that disk, or allow writing there; the next calls are tried again."


@contextmanager
def full_disk(run: Run) -> Iterator[None]:
    """The run's journal on the kernel's own full disk, /dev/full, and back."""
    descriptor = run._journal._descriptor  # type: ignore[union-attr]
    run._journal._look_s = math.inf  # type: ignore[union-attr]  # /dev/full is another file than the folder has
    kept, full = os.dup(descriptor), os.open("/dev/full", os.O_WRONLY)
    os.dup2(full, descriptor)
    try:
        yield
    finally:
        os.dup2(kept, descriptor)
        run._journal._look_s = 0.0  # type: ignore[union-attr]
        os.close(kept)
        os.close(full)


def values(run_id: str) -> list[Any]:
    return [row["a"] for row in Api().run(run_id).scan_history()]


def test_a_full_disk_warns_once_and_the_training_goes_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = init(project="p", id="r", name="n")
    run.log({"a": 0})
    with full_disk(run), pytest.warns(ChartkitWarning) as caught:
        for value in (1, 2, 3):
            run.log({"a": value})
    assert [str(warning.message) for warning in caught] == [
        f"CK603 a call was not stored: No space left on device ({run._journal.path}).\n{HELP}"
    ]
    run.log({"a": 4})
    assert run.lost_calls == 3
    monkeypatch.delenv("CHARTKIT_SILENT")
    run.finish()
    assert ": 3 calls were NOT stored in .chartkit/runs/p/r; next:" in capsys.readouterr().err
    assert values("r") == [0, 4]
    assert Api().run("r").skipped_lines == 0


def test_a_full_disk_raises_when_asked_to() -> None:
    run = init(on_error="raise")
    with full_disk(run), pytest.raises(RunError) as caught:
        run.log({"a": 1})
    assert str(caught.value) == (f"CK603 a call was not stored: No space left on device ({run._journal.path}).\n{HELP}")
    with full_disk(run), pytest.raises(RunError) as caught:
        run.config.a = 1
    assert str(caught.value) == f"CK603 a call was not stored: No space left on device ({run._journal.path}).\n{HELP}"


# A limit on the size of files gives what a full disk gives: first a short write, then errors. Python ignores SIGXFSZ.
LIMITED = """
import json, os, resource, sys, warnings
import chartkit.runs as c
from chartkit.data import Table
run = c.init(project="p", id="r")
run.log({"a": 0})
size = os.path.getsize(run._journal.path)
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 1000, resource.RLIM_INFINITY))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    lost = []
    for n in range(1, 50):
        before = run.lost_calls
        run.log({"a": n})
        if run.lost_calls > before:
            lost.append(n)
    run.log({"a": 50, "table": Table(columns=["x"], data=[[n] for n in range(1000)])})
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
run.log({"a": 51})
sys.stdout.write(json.dumps([lost, run.lost_calls, [str(one.message) for one in caught]]))
"""


def n_half_lines(journal: Path) -> int:
    return sum(not is_json(line) for line in journal.read_bytes().split(b"\n") if line)


def is_json(line: bytes) -> bool:
    """Half a line may end in a brace as well: that of its `log`."""
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def test_short_writes_cost_one_line_and_are_said(run_folder: Path) -> None:
    said = subprocess.run([sys.executable, "-c", LIMITED], capture_output=True, text=True, check=True)
    lost, n_lost, warnings = json.loads(said.stdout)
    found = Api().run("r")
    kept = [n for n in range(50) if n not in lost]
    assert values("r") == [*kept, 51]
    assert len(kept) > 3
    assert lost == list(range(lost[0], 50))
    assert n_lost == len(lost) + 2, "the call at 50 lost its table and its line"
    journal = next(run_folder.glob("journal-*.jsonl"))
    # The limit cuts a line in half, or by rare luck falls between two lines.
    assert found.skipped_lines == n_half_lines(journal) <= 1
    first, table = warnings
    assert first.startswith("CK603 a call was not stored: No space left on device (")
    assert first.endswith(f" bytes fitted) ({journal}).\n{HELP}")
    assert table.startswith(f"CK603 the table 'table' was not stored: File too large ({run_folder}/tables/")
    assert list((run_folder / "tables").iterdir()) == [], "nothing half written is left"


def test_a_table_that_cannot_be_written_leaves_the_other_keys(run_folder: Path) -> None:
    run = init(project="p", id="r")
    (run_folder / "tables").write_text("a file where a folder is needed")
    with pytest.warns(ChartkitWarning) as caught:
        run.log({"t": Table(columns=["x"], data=[[1]]), "a": 1})
    said = f"CK603 the table 't' was not stored: File exists ({run_folder}/tables).\n{HELP}"
    assert [str(one.message) for one in caught] == [said]
    assert values("r") == [1]
    assert run.lost_calls == 1


def deleted(help: str, folder: Path) -> str:
    message = f"the run's folder was deleted or moved while the run went on; it was made again ({folder})."
    return f"CK603 {message}\nhelp: {help}"


KEPT = "nothing that this process logged is lost."


def test_a_child_whose_folder_is_gone_makes_it_again(run_folder: Path) -> None:
    text = (
        "import os, shutil, sys, warnings\n"
        "import chartkit.runs as c\n"
        "run = c.init(project='p', id='r')\n"
        "run.log({'a': 1})\n"
        "shutil.rmtree('.chartkit')\n"
        "if os.fork() == 0:\n"
        "    with warnings.catch_warnings(record=True) as caught:\n"
        "        run.log({'a': 2})\n"
        "    sys.stdout.write(str(caught[0].message))\n"
        "else:\n"
        "    os.wait()\n"
    )
    said = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
    assert said.stdout == deleted(KEPT, run_folder)
    assert values("r") == [1, 2]
    assert Api().run("r").state == "finished"


def test_a_folder_deleted_in_the_middle_is_made_again_with_all_lines(
    run_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    chart = Table(columns=["x"], data=[[1]])
    run = init(project="p", id="r", name="n", config={"lr": 0.1})
    run.log({"a": 0, "rows": chart})
    run.log({"a": 1})
    run._journal._look_s = math.inf  # type: ignore[union-attr]  # not yet
    shutil.rmtree(tmp_path / ".chartkit")
    run.log({"a": 2})
    run._journal._look_s = 0.0  # type: ignore[union-attr]  # the second is over
    with pytest.warns(ChartkitWarning) as caught:
        run.log({"a": 3})
    assert [str(warning.message) for warning in caught] == [
        deleted("1 file of charts and tables is gone: log them again.", run_folder)
    ]
    assert (values("r"), Api().run("r").config) == ([0, 1, 2, 3], {"lr": 0.1})
    assert (tmp_path / ".chartkit" / ".gitignore").read_text() == "*\n"
    run.log({"a": 4, "rows": chart})
    assert Api().run("r").table("rows").data == [[1]]
    shutil.rmtree(run_folder)
    monkeypatch.delenv("CHARTKIT_SILENT")
    with pytest.warns(ChartkitWarning):
        run.finish()
    assert values("r") == [0, 1, 2, 3, 4]
    assert Api().run("r").state == "finished"
    assert ": 2 files of charts and tables went with the deleted folder in " in capsys.readouterr().err


def test_a_folder_moved_away_leaves_a_whole_run_in_its_place(run_folder: Path, tmp_path: Path) -> None:
    run = init(project="p", id="r", config={"lr": 0.1})
    run.log({"a": 0})
    run_folder.rename(tmp_path / "elsewhere")
    with pytest.warns(ChartkitWarning) as caught:
        run.log({"rows": Table(columns=["x"], data=[[1]])})
    assert [str(warning.message) for warning in caught] == [deleted(KEPT, run_folder)]
    run.log({"a": 1})
    run.finish()
    found = Api().run("r")
    assert [row["a"] for row in found.scan_history(keys=["a"])] == [0, 1]
    assert (found.config, found.table("rows").data) == ({"lr": 0.1}, [[1]])


def test_a_chart_or_table_notices_a_deleted_folder_at_once(run_folder: Path) -> None:
    run = init(project="p", id="r")
    shutil.rmtree(run_folder)
    with pytest.warns(ChartkitWarning) as caught:
        run.log({"rows": Table(columns=["x"], data=[[1]])})
    assert [str(warning.message) for warning in caught] == [deleted(KEPT, run_folder)]
    assert Api().run("r").table("rows").data == [[1]]
    assert run.lost_calls == run.lost_files == 0


def test_a_deleted_folder_raises_when_asked_to_and_the_run_ends_all_the_same(run_folder: Path) -> None:
    run = init(project="p", id="r", on_error="raise")
    shutil.rmtree(run_folder)
    with pytest.raises(RunError) as caught:
        run.finish()
    assert str(caught.value) == deleted(KEPT, run_folder)
    assert run.is_finished
    assert Api().run("r").state == "finished"


def test_a_folder_that_cannot_be_made_again_loses_calls_and_says_so(run_folder: Path, tmp_path: Path) -> None:
    run = init(project="p", id="r")
    shutil.rmtree(run_folder.parent)
    run_folder.parent.write_text("a file where a folder is needed")
    with pytest.warns(ChartkitWarning) as caught:
        run.log({"rows": Table(columns=["x"], data=[[1]])})
    assert [str(warning.message) for warning in caught] == [
        f"CK603 the table 'rows' was not stored: Not a directory ({run_folder}/tables).\n{HELP}"
    ]
    run_folder.parent.unlink()
    with pytest.warns(ChartkitWarning):
        run.log({"a": 1})
    assert values("r") == [1]


FULL_AT_INIT = """
import resource
import chartkit.runs as c
c.init(project="p", id="warm").finish()
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, resource.RLIM_INFINITY))
try:
    c.init(project="p", id="r", config=dict(text="x" * 500))
except c.run.RunError as error:
    print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
c.init(project="p", id="r").finish()
"""


def test_an_id_is_free_again_after_a_full_disk_refused_it(run_folder: Path) -> None:
    text = FULL_AT_INIT.replace("c.run.RunError", "Exception").format(limit=100)
    said = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
    assert said.stdout == (
        f"CK602 the run's folder cannot be written: File too large ({run_folder}/run.json).\n"
        "help: choose another place with init(dir=…) or CHARTKIT_DIR, or store nothing with mode='disabled'.\n"
    )
    assert Api().run("r").state == "finished"


def test_a_folder_without_a_run_is_taken_and_one_with_journals_is_not(run_folder: Path) -> None:
    run_folder.mkdir(parents=True)
    (run_folder / ".0.tmp").write_text("left by a crash")
    init(project="p", id="r").finish()
    (run_folder / "run.json").unlink()
    with pytest.raises(RunError) as caught:
        init(project="p", id="r")
    assert str(caught.value).splitlines()[0] == "CK617 project 'p' has a run 'r' already."


def test_of_processes_with_one_id_one_gets_it() -> None:
    text = (
        "import chartkit.runs as c\n"
        "try:\n  c.init(project='p', id='r')\n"
        "except Exception as error: print(error.diagnostics[0].code)"
    )
    children = [subprocess.Popen([sys.executable, "-c", text], stdout=subprocess.PIPE) for _ in range(6)]
    assert sorted(child.communicate()[0] for child in children) == [b"", *[b"CK617\n"] * 5]
