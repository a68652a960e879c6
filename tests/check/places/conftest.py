"""A small repository with one preset, and commands run in it as its owner would."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
GOOD = """\
description: A point for each row.
fields:
  x: {type: quantitative}
example:
  values: [{a: 1}, {a: 2}]
  fields: {x: a}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: point
  encoding:
    x: {field: "${field:x}", type: quantitative}
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git repository whose one preset is sound."""
    folder = tmp_path / "repository"
    preset = folder / "presets" / "me" / "points.yaml"
    preset.parent.mkdir(parents=True)
    preset.write_text(GOOD)
    (folder / "pyproject.toml").write_text('[tool.chartkit]\nselect = ["schema", "slots"]\n')
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    subprocess.run(["git", "add", "."], cwd=folder, check=True)
    return folder


@pytest.fixture
def run(repository: Path, tmp_path: Path) -> Run:
    """Run a command in the repository: this Python's own commands first, no settings of this machine's user."""
    env = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("GIT_", "GITHUB_", "CHARTKIT_", "PRE_COMMIT", "PYTEST_", "XDG_"))
    }
    env |= {
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), env["PATH"])),
        "HOME": str(tmp_path / "home"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "PRE_COMMIT_HOME": str(tmp_path / "pre-commit"),
        "PRE_COMMIT_COLOR": "never",
    }

    def run_one(*command: str, folder: Path = repository, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=folder, env=env | variables, capture_output=True, text=True, timeout=300, check=False
        )

    return run_one
