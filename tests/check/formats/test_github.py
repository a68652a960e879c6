"""The format `github`: whole lines, and each hostile text comes back as GitHub's runner reads it."""

from pathlib import Path

import pytest

from chartkit.check.formats import FORMATS
from chartkit.check.report import Report
from chartkit.diagnostics import Diagnostic, Location, visible

ESCAPES = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))


def read(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as the runner parses it: the first `::` after the name ends the properties."""
    assert line.startswith("::")
    head, _, data = line[2:].partition("::")
    command, _, written = head.partition(" ")
    properties = dict(part.split("=", 1) for part in written.split(","))
    return command, {key: _plain(value) for key, value in properties.items()}, _plain(data)


def _plain(text: str) -> str:
    for escape, character in ESCAPES:
        text = text.replace(escape, character)
    return text


def _seen(text: str) -> str:
    """The text with pictures of what would steer a terminal; ends of lines are escaped instead."""
    return "".join(letter if letter in "\r\n" else visible(letter) for letter in text)


def test_each_finding_is_a_line(report: Report) -> None:
    assert FORMATS["github"](report) == (
        "::error file=charts/presets/loss.yaml,line=22,col=5,endLine=22,endColumn=9,title=chartkit CK301"
        "::encoding has no channel 'colr'.%0Ahelp: did you mean 'color'?\n"
        "::warning file=charts/presets/loss.yaml,line=4,col=3,endLine=4,endColumn=6,title=chartkit CK703"
        "::the field slot 'hue' is declared and used nowhere in the spec.\n"
        "::error title=chartkit CK301::mark is not a mark.\n"
        "::notice title=chartkit CK707::the example draws nothing.\n"
    )


def test_nothing_is_said_without_findings() -> None:
    assert FORMATS["github"](Report()) == ""


def test_hostile_texts_come_back(hostile: Report) -> None:
    lines = FORMATS["github"](hostile).removesuffix("\n").split("\n")
    for line, finding in zip(lines, hostile.findings, strict=True):
        command, properties, data = read(line)
        message, file = _seen(_held(finding.message)), _seen(_held(finding.location.file))
        # a text that spells an escape ("%0A") cannot be told from it once read: the runner undoes "%25" last
        assert command == "error"
        assert data == _plain(f"{message}\nhelp: {message}".replace("%", "%25"))
        assert properties["file"] == _plain(f"charts/{file}".replace("%", "%25"))
        assert set(properties) == {"file", "line", "col", "endLine", "endColumn", "title"}


@pytest.mark.parametrize("workspace", [".", ".."])
def test_files_are_named_from_the_workspace(workspace: str, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = (repository / workspace).resolve()
    monkeypatch.setenv("GITHUB_WORKSPACE", str(folder))
    report = Report((Diagnostic("CK101", "no.", location=Location(str(repository / "charts" / "a.yaml"), 1, 1)),))
    _, properties, _ = read(FORMATS["github"](report).rstrip("\n"))
    assert folder / properties["file"] == repository / "charts" / "a.yaml"
    assert not Path(properties["file"]).is_absolute()


def test_a_file_outside_the_repository_keeps_its_whole_path(repository: Path) -> None:
    report = Report((Diagnostic("CK101", "no.", location=Location("/elsewhere/a.yaml", 1, 1)),))
    assert FORMATS["github"](report).startswith("::error file=/elsewhere/a.yaml,line=1,col=1,")


def _held(text: str) -> str:
    return "".join("\ufffd" if 0xD800 <= ord(character) < 0xE000 else character for character in text)
