"""`run.metadata` of a run read back, under the names that scripts for wandb ask for."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

from chartkit.runs import Api, init


def test_what_every_run_knows() -> None:
    init(project="p", id="r").finish()
    run = Api().run("r")
    found = run.metadata
    assert set(found) == {"os", "python", "startedAt", "host", "program", "root"}
    assert (found["python"], found["host"], found["root"]) == (
        platform.python_version(),
        os.uname().nodename,
        str(Path.cwd()),
    )
    assert found["startedAt"] == run.created_at


def test_save_code_adds_the_arguments_git_and_the_machine() -> None:
    script = Path("train.py").absolute()
    script.write_text("import chartkit\nchartkit.init(project='p', id='r', save_code=True).finish()\n")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c"]
    subprocess.run(["git", "init", "-q", "-b", "main"], check=True)
    subprocess.run([*git, "add", "train.py"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "x"], check=True)
    subprocess.run([sys.executable, "train.py", "--lr", "0.1", "--api-key=abcdefgh12345678"], check=True)
    found = Api().run("r").metadata
    commit = subprocess.run(["git", "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
    assert found["git"] == {"commit": commit, "branch": "main"}
    assert (found["program"], found["args"][:2]) == (str(script), ["--lr", "0.1"])
    assert "abcdefgh12345678" not in str(found)
    assert (found["cpu_count"], found["executable"]) == (os.cpu_count(), sys.executable)


def test_a_damaged_beginning_has_none(run_folder: Path) -> None:
    init(project="p", id="r").finish()
    for content in (b"{", b"[]", b'{"writer":5,"program":[]}'):
        (run_folder / "run.json").write_bytes(content)
        assert Api().run("r").metadata == {}
