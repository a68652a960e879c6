"""docs/scripts_and_diffs.md runs: its files make a repository, and its commands say what it shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner

from chartkit.cli.application import application

Repository = Any
"""That of conftest.py."""
GUIDE = (Path(__file__).parents[3] / "docs" / "scripts_and_diffs.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
CHECKED, AGAINST, COMPARED = (text.partition("\n") for language, _, text in BLOCKS if language == "console")


def said(command: str) -> tuple[int, str]:
    arguments = shlex.split(command.removeprefix("$ chartkit "))
    result = CliRunner().invoke(application, arguments, prog_name="chartkit", catch_exceptions=False)
    return result.exit_code, result.output


def test_the_guide(repository: Repository) -> None:
    for _, name, text in BLOCKS:
        if name:
            repository.write(name, text)
    repository.commit()
    assert said(CHECKED[0]) == (1, CHECKED[2])
    repository.edit("train.py", '"los"', '"loss"')
    repository.edit("train.py", "valu=", "value=")
    repository.write("presets/me/loss.expected.vl.json", "{}")
    repository.rename_slot()
    assert said("check --update") == (0, "1 preset checked, no findings\n")
    assert said(AGAINST[0]) == (1, AGAINST[2])
    assert said(COMPARED[0]) == (0, COMPARED[2])
    (summary,) = (text for language, _, text in BLOCKS if language == "markdown")
    assert (repository.folder / "chartkit-diff.md").read_text() == summary
    assert said(f"{AGAINST[0]} --fix")[1].endswith("1 warning, 1 mended\n")
    assert '"loss": "loss"' in (repository.folder / "train.py").read_text()


def test_its_workflow_calls_what_there_is() -> None:
    (workflow,) = (yaml.load(text, yaml.BaseLoader) for _, name, text in BLOCKS if name.endswith("diff.yml"))
    (line,) = (step["run"] for step in workflow["jobs"]["charts"]["steps"] if "diff" in step.get("run", ""))
    command = application.get_command(None, "diff")  # pyright: ignore[reportArgumentType]
    assert command is not None
    command.make_context("diff", shlex.split(line)[2:])
