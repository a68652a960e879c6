"""docs/checking.md runs: its files make a project, its commands say what it shows, its CI files are valid."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest
import yaml

from chartkit.cli.application import application

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "checking.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)
BLOCKS = [found.groups() for found in BLOCK.finditer(GUIDE)]
FILES = {name: text for _, name, text in BLOCKS if name}
SESSIONS = [index for index, (language, _, _) in enumerate(BLOCKS) if language == "console"]
COMMANDS = [line for language, _, text in BLOCKS if language == "sh" for line in text.splitlines()]


def session_of(index: int) -> tuple[str, str]:
    """A command of the guide, and all that it says there."""
    command, _, shown = BLOCKS[index][2].partition("\n")
    return command.removeprefix("$ "), shown


@pytest.mark.parametrize("index", SESSIONS, ids=lambda index: session_of(index)[0])
def test_a_command_says_what_the_guide_shows(index: int, tmp_path: Path) -> None:
    for _, name, text in BLOCKS[:index]:
        if name:
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
    (tmp_path / ".git").mkdir()
    command, shown = session_of(index)
    own = {"CHARTKIT_DIR", "CHARTKIT_PRESETS", "GITHUB_WORKSPACE", "GITHUB_ACTIONS", "CI"}
    env = {key: value for key, value in os.environ.items() if key not in own and not key.startswith("PYTEST_")}
    program, *arguments = shlex.split(command)
    extra = ["-p", "no:cacheprovider"] if program == "pytest" else []
    found = subprocess.run(
        [sys.executable, "-m", program, *extra, *arguments],
        cwd=tmp_path,
        env=env | {"COLUMNS": "78"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert re.fullmatch(".*".join(map(re.escape, shown.split("…"))), found.stdout, re.DOTALL), found.stdout
    assert found.returncode == (0 if "no findings" in shown else 1)


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_has_the_options_that_the_guide_gives_it(line: str) -> None:
    program, name, *arguments = shlex.split(line, comments=True)
    assert program == "chartkit"
    command = application.get_command(click.Context(application), name)
    command.make_context(name, arguments)


def test_every_option_of_the_action_is_in_the_guide() -> None:
    inputs = yaml.safe_load((ROOT / "action.yml").read_text())["inputs"]
    described = re.findall(r"^\| `([\w-]+)` \|", GUIDE.partition("| input |")[2], re.MULTILINE)
    assert described == list(inputs)
    for name in (".github/workflows/charts.yml", ".github/workflows/scanning.yml"):
        for step in yaml.safe_load(FILES[name])["jobs"]["charts"]["steps"]:
            if step["uses"].startswith("chartkit/"):
                assert set(step["with"]) <= set(inputs)


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        (".github/workflows/charts.yml", "github-workflow"),
        (".github/workflows/scanning.yml", "github-workflow"),
        (".pre-commit-config.yaml", "pre-commit-config"),
    ],
)
def test_a_file_of_ci_is_valid(name: str, schema: str, published_schema: Callable[[str], dict[str, Any]]) -> None:
    content = yaml.load(FILES[name], yaml.BaseLoader)  # where the key `on` is no boolean
    jsonschema.validate(content, published_schema(f"https://json.schemastore.org/{schema}.json"))


def test_the_hooks_of_the_guide_are_offered() -> None:
    offered = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    assert offered == set(re.findall(r"chartkit-check(?:-fix)?", FILES[".pre-commit-config.yaml"]))


def test_every_file_the_guide_links_to_exists() -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", GUIDE):
        assert (ROOT / "docs" / link).exists(), link
