"""`[tool.chartkit]` of pyproject.toml: what it asks for, and every mistake in it at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartkit.check.settings.file_patterns import fits
from chartkit.check.settings.settings import Settings, read_settings
from chartkit.check.settings.toml_places import line_of
from chartkit.diagnostics import ChartkitError, Diagnostic, Location, Severity

WHOLE = """\
[project]
name = "me"
[tool.chartkit]
select = ["schema", "CK70"]
ignore = ["CK705"]
presets = ["charts"]
allow = ["*.example.com"]
[tool.chartkit.per-file-ignores]
"presets/old/*" = ["CK703"]
[tool.chartkit.severity]
CK703 = "error"
[tool.chartkit.theme]
background = "white"
"""


@pytest.fixture(autouse=True)
def in_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)


def read(text: str) -> Settings:
    Path("pyproject.toml").write_text(text, encoding="utf-8")
    return read_settings(Path.cwd())


def refused(text: str) -> str:
    with pytest.raises(ChartkitError) as caught:
        read(text)
    return str(caught.value)


def finding(code: str, file: str = "presets/a.yaml", severity: Severity = "warning") -> Diagnostic:
    return Diagnostic(code, "m.", severity, Location(file, 1, 1))


def test_all_keys() -> None:
    here = Path.cwd()
    assert read(WHOLE) == Settings(
        here,
        ("schema", "CK70"),
        ("CK705",),
        (("presets/old/*", ("CK703",)),),
        (here / "charts",),
        (("CK703", "error"),),
        ("*.example.com",),
    )


def test_the_nearest_pyproject_counts_up_to_the_root_of_the_repository() -> None:
    read(WHOLE)
    root = Path.cwd()
    deep = root / "a" / "b"
    deep.mkdir(parents=True)
    assert read_settings(deep).root == root
    (root / "a" / "pyproject.toml").write_text("[project]\n")
    assert read_settings(deep) == Settings(root / "a")
    (root / "a" / "b" / ".git").mkdir()
    assert read_settings(deep) == Settings(deep)


def test_what_is_selected_and_ignored() -> None:
    settings = read(WHOLE)
    assert [code for code in ("CK101", "CK301", "CK703", "CK705", "CK801") if settings.wants(code)] == [
        "CK101", "CK301", "CK703",
    ]  # fmt: skip
    assert Settings(Path.cwd()).wants("CK801")
    assert not Settings(Path.cwd(), ignore=("slots",)).wants("CK703")


def test_files_have_ignores_of_their_own_counted_from_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(WHOLE)
    assert settings.keeps(finding("CK703"))
    assert not settings.keeps(finding("CK703", "presets/old/a.yaml"))
    assert not settings.keeps(finding("CK703", str(Path.cwd() / "presets/old/a.yaml")))
    Path("presets").mkdir()
    monkeypatch.chdir("presets")
    assert not settings.keeps(finding("CK703", "old/a.yaml"))
    assert settings.keeps(finding("CK704", "old/a.yaml"))


def test_a_severity_by_code_comes_before_one_by_group() -> None:
    settings = read('[tool.chartkit.severity]\nslots = "info"\nCK7 = "warning"\nCK703 = "error"\n')
    graded = [settings.graded(finding(code, severity="warning")).severity for code in ("CK703", "CK704", "CK806")]
    assert graded == ["error", "warning", "info"]
    assert settings.graded(finding("CK301", severity="error")).severity == "error"


def test_options_of_a_command_come_first() -> None:
    settings = read(WHOLE).with_options(["CK3,CK2"], ["CK301"])
    assert (settings.select, settings.ignore) == (("CK3", "CK2"), ("CK705", "CK301"))
    assert read(WHOLE).with_options() == read(WHOLE)
    with pytest.raises(ChartkitError) as caught:
        settings.with_options(["CK7O3", "slot"], ["unused-slot"])
    assert str(caught.value) == (
        "CK701 --select names codes or groups; 'CK7O3' is neither.\n"
        "help: did you mean 'CK703'?\n"
        "CK701 --select names codes or groups; 'slot' is neither.\n"
        "help: did you mean 'slots'? groups: 'schema', 'slots', 'charts', 'data', 'examples', 'scripts' and 'comments'"
    )


def test_every_mistake_is_told_at_its_line() -> None:
    said = refused(
        '[project]\nname = "a"\n\n[tool.chartkit]  # ours\nselct = ["schema"]\nignore = "CK703"\npresets = [1]\n'
        '[tool.chartkit.per-file-ignores]\n"presets/*" = ["CK730"]\n'
        '[tool.chartkit.severity]\nCK703 = "eror"\nslots = "off"\nunused-slot = "info"\n'
    )
    assert said == (
        "pyproject.toml:5:1: CK719 [tool.chartkit] has no key 'selct'.\n"
        "help: did you mean 'select'? its keys: 'select', 'ignore', 'per-file-ignores', 'presets', 'severity', 'allow'"
        " and 'theme'\n"
        "pyproject.toml:6:1: CK719 ignore is a list of codes and groups; found 'CK703'.\n"
        'help: write ["CK703"]\n'
        "pyproject.toml:9:1: CK719 per-file-ignores names codes and groups; 'CK730' is neither.\n"
        "help: did you mean 'CK703'?\n"
        "pyproject.toml:7:1: CK719 presets is a list of folders or files; found [1].\n"
        "pyproject.toml:11:1: CK719 the severity of 'CK703' is 'error', 'warning' or 'info'; found 'eror'.\n"
        "pyproject.toml:12:1: CK719 the severity of 'slots' is 'error', 'warning' or 'info'; found 'off'.\n"
        "help: put 'slots' under ignore\n"
        "pyproject.toml:13:1: CK719 severity names codes and groups; 'unused-slot' is neither.\n"
        "help: write its code: 'CK703'"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[tool.chartkit\nx = 1\n", "1:15: CK718 this is not TOML: expected ']' at the end of a table declaration."),
        ("a = 1\na = 2\n", "2:6: CK718 this is not TOML: cannot overwrite a value."),
        ("[tool]\nchartkit = 3\n", "2:1: CK719 tool.chartkit is a table; found 3."),
        (
            "[tool.chartkit]\nseverity = []\n",
            '2:1: CK719 severity is a table; found [].\nhelp: write a table: CK703 = "error"',
        ),
    ],
)
def test_a_file_that_is_no_toml(text: str, said: str) -> None:
    assert refused(text) == f"pyproject.toml:{said}"


def test_a_file_that_cannot_be_read() -> None:
    Path("pyproject.toml").write_bytes(b"[tool]\n\xff")
    with pytest.raises(ChartkitError) as caught:
        read_settings(Path.cwd())
    assert str(caught.value) == "pyproject.toml: CK718 a pyproject.toml is UTF-8 text; byte 7 is not."


def test_lines_of_keys() -> None:
    text = 'tool.chartkit.select = []\n[tool."chartkit".severity]\n"CK703" = "error"\n[other]\nselect = 1\n'
    assert line_of(text, "tool", "chartkit", "select") == 1
    assert line_of(text, "tool", "chartkit", "severity", "CK703") == 3
    assert line_of(text, "tool", "chartkit", "severity", "CK704") == 2
    assert line_of(text, "missing") is None


@pytest.mark.parametrize(
    ("pattern", "fitting", "other"),
    [
        ("presets/old/", "presets/old/deep/a.yaml", "presets/older/a.yaml"),
        ("*.json", "presets/a.json", "presets/a.yaml"),
        ("presets/*.yaml", "presets/a.yaml", "presets/me/a.yaml"),
        ("presets/**/a.yaml", "presets/a.yaml", "presets/me/b.yaml"),
        ("**/[ab].yaml", "x/y/b.yaml", "x/y/c.yaml"),
        ("**/[!ab].yaml", "c.yaml", "a.yaml"),
        ("presets/?.yaml", "presets/a.yaml", "presets/ab.yaml"),
        ("./presets/**", "presets/x/y.json", "other/y.json"),
        ("a+b (1).yaml", "x/a+b (1).yaml", "x/aab (1).yaml"),
    ],
)
def test_patterns_of_files(pattern: str, fitting: str, other: str) -> None:
    assert fits(pattern, fitting)
    assert not fits(pattern, other)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a = " + "[" * 5000, "it is nested too deeply"),
        ("a = " + "{a = " * 5000, "it is nested too deeply"),
        ("a = " + "9" * 5000, "a number in it has too many digits"),
    ],
)
def test_toml_that_python_cannot_read(text: str, reason: str) -> None:
    assert refused(text) == f"pyproject.toml: CK718 Python cannot read it: {reason}."
