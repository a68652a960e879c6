"""`-o` of every command: a folder, a preset, a script and what the command reads are never written over."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
PRESET = {
    "description": "A line.",
    "fields": {"x": {"type": "quantitative"}},
    "example": {"data": "rows.json", "fields": {"x": "step"}},
    "spec": {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"name": "table"},
        "mark": "point",
        "encoding": {"x": {"field": "${field:x}", "type": "quantitative"}},
    },
}


@pytest.fixture(autouse=True)
def files(folder: Path) -> dict[str, str]:
    """What stands in the folder and must stay."""
    texts = {"a.json": json.dumps(PRESET), "b.yaml": json.dumps(PRESET), "rows.json": '[{"step": 1}]', "train.py": ""}
    (folder / "presets").mkdir()
    for name, text in texts.items():
        (folder / "presets" / name).write_text(text)
    return texts


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (("check", "-o"), "report.json"),
        (("diff", "HEAD", "-o"), "diff.html"),
        (("render", "presets/a.json", "-o"), "chart.png"),
    ],
)
def test_a_folder(arguments: tuple[str, ...], name: str, run: Run) -> None:
    for folder, inside in ((".", name), ("presets", f"presets/{name}")):
        said = run(*arguments, folder)
        assert (said.exit_code, said.stdout) == (2, "")
        assert said.stderr == f"CK701 -o names the file to write; '{folder}' is a folder.\nhelp: write -o {inside}\n"


@pytest.mark.parametrize(
    ("arguments", "file", "why", "instead"),
    [
        (("check", "-o"), "presets/b.yaml", "which looks like a preset", "-o report.json"),
        (("check", "-o"), "presets/train.py", "which looks like a script", "-o report.json"),
        (("check", "-o"), "presets/a.json", "which this command reads", "-o report.json"),
        (("check", "presets/a.json", "--format", "json", "-o"), "presets/../presets/a.json", None, "-o report.json"),
        (("diff", "HEAD", "--markdown"), "presets/b.yaml", "which looks like a preset", "--markdown diff.md"),
        (("render", "presets/a.json", "-o"), "presets/a.json", "which this command reads", "-o chart.png"),
        (("render", "presets/a.json", "-o"), "presets/rows.json", "which this command reads", "-o chart.png"),
    ],
)
def test_a_file_of_the_users(
    arguments: tuple[str, ...], file: str, why: str | None, instead: str, run: Run, files: dict[str, str]
) -> None:
    said = run(*arguments, file)
    message = f"{arguments[-1]} would write over '{file}', {why or 'which this command reads'}."
    assert (said.exit_code, said.stdout) == (2, "")
    assert said.stderr == f"CK701 {message}\nhelp: name another file, as {instead}\n"
    assert {path.name: path.read_text() for path in Path("presets").iterdir()} == files


def test_a_report_is_written_over(run: Run) -> None:
    for _ in range(2):
        assert run("check", "presets/a.json", "--select", "CK3", "--format", "json", "-o", "report.json").exit_code == 0
    assert Path("report.json").read_text() == "[]\n"
