"""Every page of tests/diagnostics: prose, the files of a small project, and the whole output of `chartkit check`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from chartkit.cli.application import application
from chartkit.files import data_folder

PAGES = sorted((Path(__file__).parent.parent / "diagnostics").glob("*.md"))
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def checked_output(arguments: list[str]) -> tuple[int, str]:
    """The exit code and what the command says; the folder of the built-in presets stands as `BUILT-IN`."""
    result = CliRunner().invoke(application, arguments, prog_name="chartkit", catch_exceptions=False)
    return result.exit_code, result.output.replace(str(data_folder("presets")), "BUILT-IN")


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_page(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = page.read_text(encoding="utf-8")
    blocks = BLOCK.findall(text)
    assert text.startswith("# ")
    for _, name, content in blocks:
        if name:
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (session,) = (content for language, _, content in blocks if language == "text")
    prompt, _, expected = session.partition("\n")
    exit_code, output = checked_output(prompt.removeprefix("$ chartkit ").split())
    assert output == expected
    assert exit_code == (0 if "no findings" in expected else 1)


def test_there_are_pages() -> None:
    assert len(PAGES) >= 100
