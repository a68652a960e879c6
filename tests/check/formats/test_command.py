"""Every format by the command itself: on stdout and in a file, over presets whose names hold anything a name can."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from chartkit.check.formats import FORMATS
from chartkit.cli.checking import FORMATS as OFFERED

NAMES = (b"two\nlines.yaml", b"byte\xff.yaml", "🎨 ça::,%0A]]>.yaml".encode(), b"\x1b[31m.yaml")


@pytest.fixture
def presets(repository: Path) -> Path:
    folder = repository / "charts"
    for name in NAMES:
        Path(os.fsdecode(os.path.join(os.fsencode(folder), name))).write_text("spec: {mark: lin}\n")  # noqa: PTH118
    return folder


def check(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = (sys.executable, "-m", "chartkit", "check", "--no-cache", *arguments)
    env = os.environ | {"PYTHONIOENCODING": "utf-8:strict"}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, timeout=120, check=False)


def test_the_command_offers_every_format() -> None:
    assert ("text", *FORMATS) == OFFERED


@pytest.mark.parametrize("form", OFFERED)
def test_any_name_of_a_file_can_be_told(form: str, presets: Path) -> None:
    result = check(presets, "--format", form, "--select", "CK114", ".")
    assert (result.returncode, result.stderr) == (1, b"")
    text = result.stdout.decode("utf-8")
    if form == "json":
        assert len(json.loads(text)) == len(NAMES)
    elif form == "sarif":
        assert len(json.loads(text)["runs"][0]["results"]) == len(NAMES)
    elif form == "junit":
        assert len(etree.fromstring(result.stdout).findall("testsuite/testcase/failure")) == len(NAMES)
    elif form == "github":
        assert [line[:8] for line in text.removesuffix("\n").split("\n")] == ["::error "] * len(NAMES)
    else:
        assert text.endswith("\n\n4 presets checked, 4 errors\n")


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "junit"])
def test_a_file_gets_what_stdout_would(form: str, presets: Path) -> None:
    printed = check(presets, "--format", form, ".")
    written = check(presets, "--format", form, "--output", "report", ".")
    assert (written.returncode, written.stdout) == (1, b"4 presets checked, 4 errors\n")
    assert (presets / "report").read_bytes() == printed.stdout
