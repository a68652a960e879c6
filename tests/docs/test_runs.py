"""docs/runs.md runs: its Python in order in one folder, its commands after it, its recipe on a run that is written."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import CliRunner

import chartkit
from chartkit.cli.application import application
from chartkit.runs.checksums import is_as_written

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "runs.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"^```python\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
SHELL = re.findall(r"^```sh\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)


def test_every_block_and_command_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CHARTKIT_DIR", raising=False)
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    for number, block in enumerate(PYTHON):
        exec(compile(block, f"block {number}", "exec"), {"__name__": "__main__"})
    for line in SHELL[0].splitlines():
        program, *arguments = shlex.split(line)
        assert program == "chartkit"
        said = CliRunner().invoke(application, arguments, prog_name="chartkit", catch_exceptions=False)
        assert said.exit_code == 0, (line, said.output)
        assert said.output or "note" in line or "name" in line, line


def test_the_line_shown_is_one() -> None:
    (line,) = re.findall(r"^```json\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
    assert is_as_written(line.encode()) is True


def test_every_command_is_in_the_guide() -> None:
    from chartkit.cli.commands import RUNS_COMMANDS

    named = {shlex.split(line)[2] for line in SHELL[0].splitlines()}
    assert named == set(RUNS_COMMANDS)


def test_every_file_the_guide_links_to_exists() -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", GUIDE):
        assert (ROOT / "docs" / link).exists(), link


_WRITER = """
import sys, chartkit
run = chartkit.init(project="p", id="live")
table = {"x": [1, 2], "y": [3, 4]}
for number in range(10**9):
    run.log({"n": number, "chart": chartkit.plot.line({"x": [0, 1], "y": [number, 1]}, "x", "y")} if number % 50 == 0
            else {"n": number})
    if number % 200 == 0:
        print(number, flush=True)
        if not sys.stdin.readline().strip():
            break
"""


def copied_by_cp(source: Path, target: Path) -> None:
    if target.exists():
        shutil.rmtree(target)
    done = subprocess.run(["cp", "-r", str(source), str(target)], check=False, capture_output=True, text=True)
    _only_unfinished_files_vanished(done.stderr)


def _only_unfinished_files_vanished(said: str) -> None:
    """A file that is not whole yet has another name, which may be gone when the copier comes to it."""
    assert all("/." in line and ".tmp" in line for line in said.splitlines() if not line.startswith("rsync")), said


def copied_by_tar(source: Path, target: Path) -> None:
    target.mkdir(exist_ok=True)
    command = f"tar -C {shlex.quote(str(source))} -cf - . | tar -C {shlex.quote(str(target))} -xf -"
    packed = subprocess.run(command, shell=True, check=False, capture_output=True, text=True)
    # GNU tar ends with 1 and says so when a file grew while it was read: the part that it has is whole lines.
    # With 2 it ends where an unfinished file was gone when it came to it.
    assert packed.returncode in (0, 1, 2), packed.stderr


def copied_by_rsync(source: Path, target: Path) -> None:
    done = subprocess.run(["rsync", "-a", f"{source}/", f"{target}/"], check=False, capture_output=True, text=True)
    assert done.returncode in (0, 24), done.stderr  # 24: files vanished before they could be copied
    _only_unfinished_files_vanished(done.stderr)


@pytest.mark.parametrize("copied", [copied_by_cp, copied_by_tar, copied_by_rsync])
def test_a_folder_is_copied_while_it_is_written(copied: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if copied is copied_by_rsync and shutil.which("rsync") is None:
        pytest.skip("rsync is not installed")
    for folder in ("box", "here"):
        (tmp_path / folder / ".chartkit").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "box")
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    source, target = tmp_path / "box/.chartkit/runs", tmp_path / "here/.chartkit/runs"
    with subprocess.Popen(
        [sys.executable, "-c", _WRITER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdin is not None and writer.stdout is not None
        for _ in range(4):
            acknowledged = int(writer.stdout.readline())
            writer.stdin.write("on\n")
            writer.stdin.flush()  # it writes on while the copy is made
            copied(source, target)
            run = chartkit.Api(tmp_path / "here").run("live")
            numbers = [row["n"] for row in run.history(pandas=False)]
            assert numbers == list(range(len(numbers)))
            assert len(numbers) > acknowledged
            assert run.skipped_lines <= 1  # a copy may end within the line that was written meanwhile
        writer.stdout.readline()
        writer.stdin.write("\n")
        writer.stdin.close()
    copied(source, target)
    run = chartkit.Api(tmp_path / "here").run("live")
    whole = chartkit.Api(tmp_path / "box").run("live")
    assert run.history(pandas=False) == whole.history(pandas=False)
    assert [run.chart("chart", step).to_json() for step in run.chart_steps("chart")[-2:]] == [
        whole.chart("chart", step).to_json() for step in whole.chart_steps("chart")[-2:]
    ]
    assert all(is_as_written(line, number) for number, line in _lines(target))


def _lines(folder: Path) -> list[tuple[int, bytes]]:
    """The lines of all journals, each with its number in its file."""
    journals = [path.read_bytes().splitlines(keepends=True) for path in folder.rglob("journal-*.jsonl")]
    assert all(orjson.loads(line) for lines in journals for line in lines)
    return [numbered for lines in journals for numbered in enumerate(lines)]
