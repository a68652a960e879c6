"""`chartkit check`: what it looks at, its options, what it prints and its exit codes."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from click.testing import CliRunner

from chartkit.cli.application import application

PRESET = """\
description: A line.
fields:
  x: {type: quantitative}
  y: {type: quantitative}
example: {values: [{step: 0, loss: 1.5}, {step: 1, loss: 0.5}], fields: {x: step, y: loss}}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: line
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: "${field:y}", type: quantitative}
"""
BROKEN = PRESET.replace("mark: line", "mark: lin")
FINDING = "9:9: CK302 'lin' is not a mark.\n    9 |   mark: lin\n      |         ^^^\nhelp: did you mean 'line'?\n"
UNQUOTED = PRESET.replace('"${field:x}"', "${field:x}").replace('"${field:y}"', "${field:y}")
STEP_S = 60
"""How long a process may take to say the next thing."""


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_the_projects_presets_are_meant_without_a_path(run: Callable[..., Any], folder: Path) -> None:
    write("presets/me/loss.yaml", BROKEN)
    write("charts/one.yaml", PRESET)
    said = run("check", "--select", "schema")
    assert (said.exit_code, said.stdout, said.stderr) == (
        1,
        f"presets/me/loss.yaml:{FINDING}\n1 preset checked, 1 error\n",
        "",
    )
    write("pyproject.toml", '[tool.chartkit]\npresets = ["charts", "presets/me/loss.yaml"]\nselect = ["schema"]\n')
    said = run("check")
    assert said.stdout == f"presets/me/loss.yaml:{FINDING}\n2 presets checked, 1 error\n"
    write("pyproject.toml", '[tool.chartkit]\npresets = ["chart"]\n')
    said = run("check")
    assert (said.exit_code, said.stdout) == (2, "")
    assert said.stderr == f"{folder}/chart: CK701 no such file, folder or preset.\nhelp: did you mean 'charts'?\n"


def test_notes_are_no_failure(run: Callable[..., Any], folder: Path) -> None:
    write("presets/a.yaml", PRESET)
    said = run("check")
    assert (said.exit_code, said.stdout) == (
        0,
        "presets/a.yaml: CK805 the example's chart is not kept beside it (no golden), so nobody sees when it changes.\n"
        "help: 'chartkit check --update' writes a.expected.vl.json\n\n1 preset checked, 1 note\n",
    )
    assert run("check", "--update").stdout == "1 preset checked, no findings\n"


def test_select_and_ignore(run: Callable[..., Any], folder: Path) -> None:
    write("presets/a.yaml", BROKEN)
    assert run("check", "--select", "CK1,slots").stdout == "1 preset checked, no findings\n"
    assert run("check", "--ignore", "CK302").exit_code == 0
    said = run("check", "--select", "CK999", "--ignore", "slot")
    assert (said.exit_code, said.stdout, said.stderr) == (
        2,
        "",
        "CK701 --select names codes or groups; 'CK999' is neither.\nhelp: 'chartkit rule' lists the codes\n",
    )


def test_fix_says_how_much_it_mended(run: Callable[..., Any], folder: Path) -> None:
    path = write("presets/a.yaml", UNQUOTED)
    assert run("check", "--select", "schema", "--fix").stdout == "1 preset checked, no findings, 2 mended\n"
    assert path.read_text() == PRESET


@pytest.mark.parametrize("form", ["text", "json"])
def test_output_goes_to_a_file(form: str, run: Callable[..., Any], folder: Path) -> None:
    write("presets/a.yaml", BROKEN)
    said = run("check", "--select", "schema", "--format", form, "--output", "out.txt")
    assert (said.exit_code, said.stdout) == (1, "1 preset checked, 1 error\n")
    written = Path("out.txt").read_text()
    assert written == f"presets/a.yaml:{FINDING}" if form == "text" else json.loads(written)[0]["line"] == 9


def test_standard_input_is_a_preset(folder: Path) -> None:
    write("presets/a.csv", "step,loss\n0,1.5\n1,0.5\n")
    text = BROKEN.replace("values: [{step: 0, loss: 1.5}, {step: 1, loss: 0.5}]", "data: a.csv")

    def check(*arguments: str, text: str | bytes = text) -> tuple[int, str, str]:
        done = CliRunner().invoke(application, ["check", *arguments, "--select", "schema"], input=text)
        return done.exit_code, done.stdout, done.stderr

    name = ("--stdin-filename", "presets/a.yaml")
    assert check("-", *name) == (1, f"presets/a.yaml:{FINDING}\n1 preset checked, 1 error\n", "")
    assert check("-", text=BROKEN) == (1, f"<stdin>:{FINDING}\n1 preset checked, 1 error\n", "")
    assert check("-", *name, text="\ufeff" + PRESET.replace("\n", "\r\n")) == (0, "1 preset checked, no findings\n", "")
    latin = "<stdin>: CK101 a preset is UTF-8 text; byte 6 is not.\n\n1 preset checked, 1 error\n"
    assert check("-", text=b"spec: \xe9") == (1, latin, "")
    empty = "<stdin>:1:1: CK101 this preset is empty.\n\n1 preset checked, 1 error\n"
    assert check("-", text="") == (1, empty, "")
    for option in ("--fix", "--update", "--watch"):
        assert check("-", option) == (
            2,
            "",
            f"CK701 {option} needs files; - is a preset from standard input.\nhelp: name the file instead\n",
        )
    assert check("-", "--stdin-filename", "train.py") == (
        2,
        "",
        "CK701 - is a preset; a script is checked by its file.\nhelp: name 'train.py' instead\n",
    )


def test_a_script_is_named_or_found(run: Callable[..., Any], folder: Path) -> None:
    script = "import chartkit\nchartkit.plot_table('me/los', table, {})\n"
    write("presets/me/loss.yaml", PRESET)
    write("train.py", script)
    expected = (
        "train.py:2:21: CK881 no preset 'me/los'; looked in presets, BUILT-IN.\n"
        "    2 | chartkit.plot_table('me/los', table, {})\n"
        "      |                     ^^^^^^^^\n"
        "help: did you mean 'me/loss'?\n"
    )
    said = run("check", "train.py", "--select", "scripts")
    assert said.exit_code == 1
    assert said.stdout.splitlines()[0].startswith("train.py:2:21: CK881 ")
    assert said.stdout.endswith("\n\n1 script checked, 1 error\n"), expected
    assert run("check", ".", "--select", "scripts").stdout.endswith("\n\n1 preset and 1 script checked, 1 error\n")


@contextmanager
def terminal(*arguments: str) -> Iterator[tuple[subprocess.Popen[bytes], Callable[[str], str]]]:
    """`chartkit check` on a terminal of its own, and a function that reads on until a text is said."""
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "chartkit", "check", *arguments]
    env = {**os.environ, "TERM": "dumb"}
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, start_new_session=True, env=env)
    os.close(slave)

    def said(until: str) -> str:
        text, end_s = "", time.monotonic() + STEP_S
        while until not in text and time.monotonic() < end_s:
            ready, _, _ = select.select([master], [], [], STEP_S)
            try:
                text = (text + os.read(master, 65536).decode()).replace("\r\n", "\n") if ready else text
            except OSError:  # the other end is closed
                break
        return text

    try:
        yield process, said
    finally:
        process.kill()
        process.wait()
        os.close(master)


WAITING = "waiting for changes; Ctrl-C ends it\n"
BAR = re.compile(r"(\rchecking [^\r\n]*)+\r\x1b\[K")
"""What a check shows that takes longer than a second, until it is done."""


def saved(name: str, text: str) -> None:
    """Write a file whole, as editors do: who looks between its two moments sees no half of it."""
    write(f"{name}.new", text).replace(name)


def test_watch_says_what_every_change_brings_until_ctrl_c(folder: Path) -> None:
    write("pyproject.toml", '[tool.chartkit]\nselect = ["schema"]\n')
    path = write("presets/a.yaml", PRESET)
    write("presets/b.yaml", "extends: base\n")
    with terminal("--watch") as (process, said_with_bar):

        def said(until: str) -> str:
            return BAR.sub("", said_with_bar(until))

        text = said(WAITING)
        assert text.startswith("presets/b.yaml:1:10: CK107 no preset 'base'; looked in presets, ")
        saved("presets/a.yaml", BROKEN)
        assert f"presets/a.yaml:{FINDING}" in said(WAITING)
        saved("presets/base.yaml", PRESET)
        assert said(WAITING) == f"presets/a.yaml:{FINDING}\n3 presets checked, 1 error\n{WAITING}"
        saved("pyproject.toml", '[tool.chartkit]\nselect = ["schema"]\nignore = ["CK3"\n')
        assert said(WAITING) == (
            "pyproject.toml:3:16: CK718 this is not TOML: unclosed array at the end of the file.\n"
            '    3 | ignore = ["CK3"\n      |                ^\n' + WAITING
        )
        saved("pyproject.toml", '[tool.chartkit]\nselect = ["schema"]\nignore = ["CK302"]\n')
        assert said(WAITING) == f"3 presets checked, no findings\n{WAITING}"
        path.unlink()
        assert said(WAITING) == f"2 presets checked, no findings\n{WAITING}"
        process.send_signal(signal.SIGINT)
        assert said("ended\n").endswith("ended\n")
        assert process.wait(STEP_S) == 130


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_in_the_middle_ends_every_process(jobs: str, folder: Path) -> None:
    for index in range(2000):
        write(f"presets/p{index:04}.yaml", PRESET)
    with terminal("--no-cache", "--jobs", jobs) as (process, said):
        assert re.fullmatch(r"\rchecking \[#*-*\] [0-9,]+ of 2,000.*", said("checking ["), re.DOTALL)
        workers = psutil.Process(process.pid).children(recursive=True)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        assert said("checked.\n").endswith("\r\x1b[Kwarning: interrupted; not everything was checked.\n")
        assert process.wait(STEP_S) == 130
    assert len(workers) == (0 if jobs == "1" else 2)
    assert psutil.wait_procs(workers, STEP_S)[1] == []


def test_no_bar_where_nobody_looks(run: Callable[..., Any], folder: Path) -> None:
    for index in range(30):
        write(f"presets/p{index:02}.yaml", PRESET)
    said = run("check", "--select", "schema", "--no-cache")
    assert (said.stdout, said.stderr) == ("30 presets checked, no findings\n", "")


def test_every_format_can_be_asked_for() -> None:
    from chartkit.check import formats
    from chartkit.cli import checking

    assert ("text", *formats.FORMATS) == checking.FORMATS
