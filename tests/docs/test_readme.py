"""The README's code runs: Python blocks as scripts, its preset as a file, its commands, and the error it shows."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
PRESET = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)[0]


def run(*command: str, cwd: Path, status: int = 0) -> str:
    env = {**os.environ, "CHARTKIT_SILENT": "1", "PYTHONWARNINGS": "error"}
    env.pop("CHARTKIT_DIR", None)
    found = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert found.returncode == status, found.stderr
    return found.stdout + found.stderr


def chartkit(*arguments: str, cwd: Path, status: int = 0) -> str:
    return run(sys.executable, "-m", "chartkit", *arguments, cwd=cwd, status=status)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "presets" / "me").mkdir(parents=True)
    (tmp_path / "presets" / "me" / "scores.yaml").write_text(PRESET)
    return tmp_path


@pytest.mark.parametrize("number", range(len(PYTHON)))
def test_a_python_block_runs(number: int, home: Path) -> None:
    run(sys.executable, "-c", PYTHON[number], cwd=home)
    assert [*home.glob("*.png"), *home.glob("*.svg")]


def test_the_preset_is_clean_and_draws_its_example(home: Path) -> None:
    assert "1 preset checked" in chartkit("check", cwd=home)
    chartkit("render", "me/scores", "-o", "scores.svg", cwd=home)
    assert (home / "scores.svg").read_text().count('aria-roledescription="point"') == 2


def test_the_mistake_is_said_as_the_readme_shows_it(home: Path) -> None:
    path = home / "presets" / "me" / "scores.yaml"
    path.write_text(PRESET.replace("    color: {", "    colr: {"))
    (shown,) = re.findall(r"```\n(presets/me/.*?)```", README, re.DOTALL)
    assert chartkit("check", cwd=home, status=1).startswith(shown)


def test_every_file_the_readme_links_to_exists() -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (Path(__file__).parents[2] / link).is_file(), link


def test_the_example_of_the_guide_to_presets_is_clean(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "presets.md").read_text(encoding="utf-8")
    whole, tables, extending = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    folder = tmp_path / "presets" / "me"
    folder.mkdir(parents=True)
    (folder / "loss.yaml").write_text(whole)
    (folder / "loss.csv").write_text("step,loss\n1,0.5\n2,0.25\n")
    (folder / "both.yaml").write_text(tables)
    (folder / "train.csv").write_text("step,loss\n1,0.5\n2,0.25\n")
    (folder / "eval.csv").write_text("step,accuracy\n2,0.75\n")
    (folder / "mine.yaml").write_text(extending)
    chartkit("check", "--update", cwd=tmp_path)
    assert chartkit("check", cwd=tmp_path).endswith("3 presets checked, no findings\n")
