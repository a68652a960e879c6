"""The command as a whole: version, help, wrong words, colour, and that starting it imports next to nothing."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

import chartkit
from chartkit.cli import commands
from chartkit.cli.output import styled

HELP = """\
Usage: chartkit [OPTIONS] COMMAND [ARGS]...

  Charts as code for machine-learning runs.

  Presets are YAML files with a chart and named slots; runs are folders on
  your own disk. Start with 'chartkit demo'.

Options:
  --version   Show the version and exit.
  -h, --help  Show this message and exit.

Commands:
  demo     Train a small classifier and look at its charts.
  check    Prove presets: every fault with its line and the way out.
  diff     Show the charts that changed since a commit, before and after.
  rule     Say what a finding of check means, or list them all.
  render   Draw a preset with a table into a picture or page.
  explain  Say what a chart computes before the browser, and where.
  preview  Show a preset in the browser, drawn again on every save.
  presets  List, show, start and import presets.
  ui       See runs, charts and presets in the browser.
  report   Write a project as one page, or as a static site.
  runs     List, show, compare, export and check the runs on this disk.
"""
GROUPS = {"": commands.COMMANDS, "presets": commands.PRESETS_COMMANDS, "runs": commands.RUNS_COMMANDS}


def real(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "chartkit", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env={"PATH": "/usr/bin:/bin", **env})


def test_version_and_help_in_a_process_of_their_own() -> None:
    assert real("--version").stdout == f"chartkit {chartkit.__version__}\n"
    shown = real("--help")
    assert (shown.returncode, shown.stdout, shown.stderr) == (0, HELP, "")


def test_help_imports_no_command_and_no_frame_library() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from chartkit.cli.application import application\n"
        "CliRunner().invoke(application, ['--help'])\n"
        "heavy = ('polars', 'pandas', 'numpy', 'starlette', 'uvicorn', 'chartkit.compiler', 'chartkit.cli._check')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"


@pytest.mark.parametrize(("group", "name"), [(group, name) for group, names in GROUPS.items() for name in names])
def test_every_command_can_be_imported_and_explains_itself(group: str, name: str, run: Callable[..., Any]) -> None:
    said = run(*([group] if group else []), name, "--help")
    assert said.exit_code == 0
    assert said.stdout.startswith(f"Usage: chartkit {group} {name}".replace("  ", " "))


def test_every_command_file_is_in_a_list() -> None:
    listed = {module.rpartition(".")[2] for names in GROUPS.values() for module, _ in names.values()}
    files = {path.stem for path in Path(commands.__file__).parent.glob("_[a-z]*.py")}
    assert listed == files


def test_a_misspelt_command_names_the_near_one(run: Callable[..., Any]) -> None:
    said = run("chek")
    assert said.exit_code == 2
    assert said.stderr.splitlines()[-1] == "Error: there is no command 'chek'. did you mean 'check'?"
    said = run("presets", "sohw")
    assert said.stderr.splitlines()[-1] == "Error: there is no command 'sohw'. did you mean 'show'?"
    said = run("frobnicate")
    assert said.stderr.splitlines()[-1] == "Error: there is no command 'frobnicate'."


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("env", "is_colored"), [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)]
)
def test_colour_on_a_terminal_unless_asked_not_to(
    env: dict[str, str], is_colored: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    expected = click.style("x", fg="red", bold=True) if is_colored else "x"
    assert styled(Terminal())("x", "caret") == expected


def test_no_colour_in_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("spec: []\n")
    said = real("check", str(tmp_path / "a.yaml"))
    assert said.returncode == 1
    assert "\x1b" not in said.stdout
    assert said.stderr == ""


@pytest.mark.parametrize(
    ("command", "reader", "read"),
    [
        ("presets list --json", "head -c 1", "["),
        ("--help", "true", ""),
        ("preview a.yaml --no-open", "true", ""),
    ],
)
def test_a_reader_that_goes_away_leaves_no_traceback(command: str, reader: str, read: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("spec: {mark: line}\n")
    line = f"{sys.executable} -m chartkit {command} | {reader}"
    said = subprocess.run(["sh", "-c", line], capture_output=True, text=True, timeout=120, cwd=tmp_path)
    assert (said.stdout, said.stderr) == (read, "")
