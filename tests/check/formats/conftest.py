"""A report that no format may stumble over: hostile messages, names of files that hold anything a name can, no file."""

from pathlib import Path

import pytest

from chartkit.check.report import Report
from chartkit.diagnostics import Diagnostic, Edit, Fix, Location

TEXTS = (
    "two\nlines\r\nand a\rhalf.",
    "]]> <b a=\"1\" c='2'> & &amp; <![CDATA[",
    "🎨 ça 図 \u2028 \u202e.",
    "::error file=a::b %0A %25 50% a,b:c=d.",
    "\x00\x1b[31mred\x07\x0b\x0c\x7f\x85\ufffe.",
    "half a pair \udcff \ud800.",
    "[words](1) {0} {{ }} [1, 2] \\[x\\](y).",
    "  spaces\tand tabs  ",
)
FILES = (
    "presets/plain.yaml",
    "presets/two\nlines\r.yaml",
    "presets/]]>&\"'<.yaml",
    "presets/🎨 ça%20#?.yaml",
    "presets/::error file=a,b::.yaml",
    "presets/byte\udcff.yaml",
    "presets/-- --.yaml",
    "presets/tab\tand\x01.yaml",
)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository, in a folder of which `check` runs."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "charts").mkdir()
    monkeypatch.chdir(tmp_path / "charts")
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    return tmp_path


@pytest.fixture
def report(repository: Path) -> Report:
    """One finding of each severity: with a fix, with a path alone, with nothing."""
    edit = Edit("presets/loss.yaml", 4, 10, 4, 20, '"${field:y}"')
    findings = (
        Diagnostic(
            "CK301",
            "encoding has no channel 'colr'.",
            "error",
            Location("presets/loss.yaml", 22, 5, ("spec", "encoding", "colr"), 4),
            "did you mean 'color'?",
        ),
        Diagnostic(
            "CK703",
            "the field slot 'hue' is declared and used nowhere in the spec.",
            "warning",
            Location("presets/loss.yaml", 4, 3, None, 3),
            None,
            Fix((edit,), 'write "${field:y}"'),
        ),
        Diagnostic("CK301", "mark is not a mark.", "error", Location(path=("layer", 0, "mark"))),
        Diagnostic("CK707", "the example draws nothing.", "info"),
    )
    files = (Path("presets/bar.yaml"), Path("presets/loss.yaml"))
    return Report(findings, files, n_presets=2, elapsed_s=1.25)


@pytest.fixture
def hostile(repository: Path) -> Report:
    """Every hostile text as message and help, in every hostile file."""
    findings = tuple(
        Diagnostic(
            "CK301",
            text,
            "error",
            Location(file, 1, 2, ("spec", text, 3)),
            text,
            Fix((Edit(file, 1, 2, 1, 3, text),), text),
        )
        for file in FILES
        for text in TEXTS
    )
    return Report(findings, tuple(map(Path, FILES)), n_presets=len(FILES))
