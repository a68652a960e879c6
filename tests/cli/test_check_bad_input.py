"""What people and machines hand to `check`: each gets one clear sentence and exit code 1 or 2, never a traceback."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

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
MISSPELT = PRESET.replace("  mark: line\n", "  mrk: line\n")
TYPO = "CK301 a Vega-Lite spec has no property 'mrk'.\n    9 |   mrk: line\n      |   ^^^\nhelp: did you mean 'mark'?"
UNQUOTED = PRESET.replace('"${field:x}"', "${field:x}")


def text_of_depth(depth: int) -> str:
    return "spec:\n" + "".join(f"{' ' * level}a:\n" for level in range(1, depth))


FILES: dict[str, tuple[Callable[[], str | bytes], str]] = {
    "bom.yaml": (
        lambda: "\ufeffspec: 1\n",
        "1:7: CK106 a preset has a spec, which is a map; found 1.\n    1 | spec: 1\n      |       ^\n",
    ),
    "bom.json": (lambda: '\ufeff{"spec": 1}', "1:10: CK106 a preset has a spec, which is a map; found 1.\n"),
    "crlf.yaml": (lambda: MISSPELT.replace("\n", "\r\n"), f"9:3: {TYPO}"),
    "twice.yaml": (
        lambda: PRESET.replace("  encoding:", "  mark: bar\n  encoding:"),
        "10:3: CK103 the key 'mark' stands twice here; its first is on line 9.\n   10 |   mark: bar\n      |   ^^^^\n",
    ),
    "twice.json": (
        lambda: '{"spec": {"mark": "line",\n  "mark": "bar"}}',
        "2:3: CK103 the key 'mark' stands twice here; its first is on line 1.\n",
    ),
    "round.yaml": (
        lambda: "spec: &a {mark: *a}\n",
        "1:17: CK101 the alias *a names no finished anchor above it.\n    1 | spec: &a {mark: *a}\n",
    ),
    "deep.yaml": (
        lambda: text_of_depth(2_000),
        "202:202: CK102 a preset holds at most 200 levels; this one goes on.\n",
    ),
    "flow.yaml": (
        lambda: f"spec: {'{a: ' * 10_000}{'}' * 10_000}",
        "1:807: CK102 a preset holds at most 200 levels; this one goes on.\n",
    ),
    "deep.json": (
        lambda: f'{{"spec": {"[" * 10_000}{"]" * 10_000}}}',
        "1:1034: CK101 this is not JSON: depth limit exceeded.\n",
    ),
    "utf16.yaml": (lambda: PRESET.encode("utf-16"), " CK101 a preset is UTF-8 text; byte 0 is not.\n"),
    "comment.yaml": (lambda: "# nothing\n", "1:1: CK101 this preset is empty.\n"),
    "huge.yaml": (
        lambda: b"spec: {}\n" + b"# xxxxxxx\n" * 10_000_000,
        " CK102 a preset holds at most 5,000,000 bytes; this one holds 100,000,009.\n",
    ),
    "script.py": (
        lambda: "import chartkit\nchartkit.plot_table('x'\n",
        "2:20: CK880 Python cannot read this script: '(' was never closed.\n",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read(name: str, run: Callable[..., Any], folder: Path) -> None:
    content, expected = FILES[name]
    written = content()
    (folder / "in").mkdir()
    (folder / "in" / name).write_bytes(written.encode() if isinstance(written, str) else written)
    said = run("check", f"in/{name}", "--select", "CK1,CK301,scripts")
    assert (said.exit_code, said.stderr) == (1, "")
    assert said.stdout.startswith(f"in/{name}:{expected}")
    assert "Traceback" not in said.stdout


def test_a_base_that_names_a_pipe_or_itself(run: Callable[..., Any], folder: Path) -> None:
    (folder / "presets").mkdir()
    os.mkfifo("presets/pipe.yaml")
    os.mkfifo("presets/rows.csv")
    (folder / "presets/me.yaml").write_text("extends: me\n")
    (folder / "presets/other.yaml").write_text("extends: pipe\n")
    (folder / "presets/rows.yaml").write_text(
        PRESET.replace("values: [{step: 0, loss: 1.5}, {step: 1, loss: 0.5}]", "data: rows.csv")
    )
    said = run("check", "--select", "CK1,CK4,CK706,CK890")
    assert (said.exit_code, said.stderr) == (1, "")
    sentences = [line for line in said.stdout.splitlines() if " CK" in line]
    assert sentences == [
        "presets/me.yaml:1:10: CK109 extends goes round in a circle: presets/me.yaml → presets/me.yaml.",
        "presets/other.yaml:1:10: CK107 no preset 'pipe'; looked in presets, BUILT-IN.",
        "presets/pipe.yaml: CK890 this is neither a file nor a folder, so it is not checked.",
        "presets/rows.yaml:5:17: CK706 this example's data: presets/rows.csv: a file with a table is needed;"
        " this is no regular file.",
    ]


@pytest.mark.parametrize(
    ("toml", "expected"),
    [
        ("[tool.chartkit\n", "pyproject.toml:1:15: CK718 this is not TOML: "),
        ("[tool.chartkit]\nselct = []\n", "pyproject.toml:2:1: CK719 [tool.chartkit] has no key 'selct'.\n"),
        (b"[tool.chartkit]\n# \xe9\n", "pyproject.toml: CK718 a pyproject.toml is UTF-8 text; byte 18 is not.\n"),
    ],
    ids=["not TOML", "key", "not UTF-8"],
)
def test_broken_settings_are_one_sentence(
    toml: str | bytes, expected: str, run: Callable[..., Any], folder: Path
) -> None:
    (folder / "a.yaml").write_text(PRESET)
    (folder / "pyproject.toml").write_bytes(toml.encode() if isinstance(toml, str) else toml)
    said = run("check", "a.yaml")
    assert (said.exit_code, said.stdout) == (2, "")
    assert said.stderr.startswith(expected)


def chartkit(
    *arguments: str, limit_bytes: int | None = None, closed: int | None = None, **given: Any
) -> tuple[int, str, str]:
    """The command as a process of its own: exit code, stdout, stderr. `limit_bytes` is what a file may hold."""

    def prepare() -> None:
        if limit_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))
        if closed is not None:
            os.close(closed)

    command = [sys.executable, "-m", "chartkit", "check", "--no-cache", *arguments]
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **given}
    done = subprocess.run(command, preexec_fn=prepare, timeout=120, check=False, text=True, **given)
    return done.returncode, done.stdout or "", done.stderr or ""


@pytest.fixture
def presets(folder: Path) -> Path:
    (folder / "presets").mkdir()
    (folder / "presets/a.yaml").write_text(UNQUOTED)
    (folder / "presets/b.yaml").write_text(PRESET)
    return folder / "presets"


def test_a_disk_that_is_full(presets: Path) -> None:
    full = "no space left on device.\n"
    assert chartkit("--output", "/dev/full") == (2, "", f"/dev/full: {full}")
    assert chartkit("--format", "sarif", "-o", "/dev/full") == (2, "", f"/dev/full: {full}")
    with Path("/dev/full").open("w") as device:
        assert chartkit(stdout=device) == (2, "", full)
        assert chartkit("nope.yaml", stderr=device) == (2, "", "")
        assert chartkit("--nope", stderr=device) == (2, "", "")
    assert Path("/dev/full").is_char_device()


def test_a_file_that_cannot_be_written_whole_stays_as_it_was(presets: Path) -> None:
    before = {path.name: path.read_bytes() for path in presets.iterdir()}
    code, stdout, stderr = chartkit("presets/a.yaml", "--fix", limit_bytes=100)
    assert (code, stdout, stderr) == (2, "", "presets/a.yaml: file too large.\n")
    code, stdout, stderr = chartkit("presets/b.yaml", "--update", limit_bytes=100)
    assert (code, stdout, stderr) == (2, "", "presets/b.expected.vl.json: file too large.\n")
    code, stdout, stderr = chartkit("--output", "none/out.txt")
    assert (code, stdout, stderr) == (2, "", "none/out.txt: no such file or directory.\n")
    assert {path.name: path.read_bytes() for path in presets.iterdir()} == before


def test_a_reader_that_goes_away(presets: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as pipe:
        code, _, stderr = chartkit(stdout=pipe)
    assert (code, stderr) == (1, "")


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_a_stream_that_is_closed(closed: int, presets: Path) -> None:
    code, stdout, stderr = chartkit("-" if closed == 0 else "presets", closed=closed)
    assert (code, stderr) == (1, "")
    if closed == 0:
        assert stdout == "<stdin>:1:1: CK101 this preset is empty.\n\n1 preset checked, 1 error\n"


@pytest.mark.parametrize("module", ["chartkit.cli.application", "chartkit.cli._check", "chartkit.check.run"])
def test_ctrl_c_while_chartkit_is_imported(module: str, presets: Path) -> None:
    code = (
        "import os, signal, sys\n"
        "from chartkit.cli import main\n"
        "class Pressing:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name == {module!r}: os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Pressing())\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code, "check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_a_device_or_pipe_gets_the_report(presets: Path) -> None:
    code, stdout, stderr = chartkit("presets/a.yaml", "--format", "json", "--output", "/dev/stdout")
    assert (code, stderr) == (1, "")
    assert stdout.startswith("[\n")
    assert signal.getsignal(signal.SIGPIPE) == signal.SIG_IGN
