"""A small project under git: real repositories, made anew for each test."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

LOSS = """\
description: loss per step
fields:
  step: {type: quantitative}
  y: {type: quantitative}
strings:
  title: {default: ""}
  scale: {choices: [linear, log], default: linear}
example:
  data: loss.csv
  fields: {step: step, y: loss}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  title: "${string:title}"
  mark: line
  encoding:
    x: {field: "${field:step}", type: quantitative}
    y: {field: "${field:y}", type: quantitative, scale: {type: "${string:scale}"}}
"""
SCRIPT = """\
import chartkit

run = chartkit.init(project="digits")
table = chartkit.Table(columns=["step", "loss"], data=[[0, 1.0], [1, 0.5]])
run.log({"loss": chartkit.plot_table("me/loss", table, {"step": "step", "y": "loss"})})
"""
ROWS = "step,loss\n0,1.0\n1,0.5\n2,0.25\n"


class Repository:
    """A folder with one commit on `main`; what the test writes afterwards is the work tree. `preset` is its preset."""

    preset = LOSS

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def git(self, *arguments: str) -> str:
        own = [
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@b.c",
            "-c",
            "commit.gpgsign=false",
            "-c",
            "init.defaultBranch=main",
        ]
        done = subprocess.run(["git", *own, *arguments], cwd=self.folder, capture_output=True, text=True, check=True)
        return done.stdout

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def rename_slot(self, path: str = "presets/me/loss.yaml") -> None:
        """`y` becomes `loss`, in the preset alone."""
        for old, new in (("  y: {type", "  loss: {type"), ("y: loss}", "loss: loss}"), ("${field:y}", "${field:loss}")):
            self.edit(path, old, new)

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "state")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The preset `me/loss`, its data, and a script that calls it, committed; it is the working folder."""
    for name in ("CHARTKIT_PRESETS", "GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    found = Repository(tmp_path)
    found.git("init", "-q")
    found.write("presets/me/loss.yaml", LOSS)
    found.write("presets/me/loss.csv", ROWS)
    found.write("train.py", SCRIPT)
    found.commit()
    monkeypatch.chdir(tmp_path)
    return found


@pytest.fixture
def renamed(repository: Repository) -> Repository:
    """The project with its slot renamed."""
    repository.rename_slot()
    return repository
