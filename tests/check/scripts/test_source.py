"""How scripts and notebooks are read: as Python reads them, each fault at its line of the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chartkit.check.scripts import check_script
from chartkit.diagnostics import Diagnostic


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository of its own, as the working folder."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)


def found(script: str, name: str = "train.py") -> list[Diagnostic]:
    Path(name).write_text(script, encoding="utf-8")
    return check_script(Path(name))


@pytest.mark.parametrize("source", ["def f(:\n", "import chartkit\nx = (1,\n", "print 'a'\n", "if x:\nfoo()\n"])
def test_a_syntax_error_is_pythons_own_sentence_at_its_line(source: str) -> None:
    with pytest.raises(SyntaxError) as caught:
        compile(source, "train.py", "exec", dont_inherit=True)
    (finding,) = found(source)
    assert finding.code == "CK880"
    assert finding.message == f"Python cannot read this script: {caught.value.msg}."
    assert finding.location is not None
    assert (finding.location.line, finding.location.column) == (caught.value.lineno, caught.value.offset)


def test_encodings_as_python_reads_them() -> None:
    line = 'café = chartkit.plot_table("é/nothing", table, {})\n'
    for content in (
        f"# -*- coding: latin-1 -*-\nimport chartkit\n{line}".encode("latin-1"),
        f"#\nimport chartkit\n{line}".encode("utf-8-sig"),
        f"#\r\nimport chartkit\r\n{line}".encode(),
    ):
        Path("train.py").write_bytes(content)
        (finding,) = check_script(Path("train.py"))
        assert finding.location is not None
        assert (finding.location.line, finding.location.column, finding.location.length) == (3, 28, 11)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"x = '\xff'\n", "it is no UTF-8 text, byte 5 is not"),
        (b"# coding: nothing\n", "unknown encoding: nothing"),
        (b"x = 1\0\n", "source code string cannot contain null bytes"),
        (b"x = " + b"-" * 50_000 + b"1\n", "it is nested too deeply"),
        (b"x = " + b"(" * 300 + b"\n", "too many nested parentheses"),
    ],
)
def test_what_python_cannot_read(content: bytes, sentence: str) -> None:
    Path("train.py").write_bytes(content)
    (finding,) = check_script(Path("train.py"))
    assert (finding.code, finding.message) == ("CK880", f"Python cannot read this script: {sentence}.")


def test_a_file_that_is_not_there_and_one_that_is_too_large() -> None:
    assert [str(each) for each in check_script(Path("gone.py"))] == [
        "gone.py: CK880 cannot read it: No such file or directory."
    ]
    Path("large.py").write_bytes(b"#" * (5 << 20) + b"##")
    assert [str(each) for each in check_script(Path("large.py"))] == [
        "large.py: CK880 a script has at most 5 MB; this one is larger."
    ]


def test_deep_trees_are_read_to_their_end() -> None:
    long = " + ".join(["a"] * 900)
    chained = "a" + ".b" * 900
    (finding,) = found(f"import chartkit\n({long}, {chained}(), chartkit.plot_table('me/nothing', table, {{}}))\n")
    assert finding.code == "CK881"


def notebook(*cells: str | list[str], indent: int | None = 1) -> str:
    found = [{"cell_type": "code", "metadata": {}, "outputs": [{"source": ["x"]}], "source": cell} for cell in cells]
    prose = {"cell_type": "markdown", "source": ["# chartkit.plot_table('me/none', 1, {})"]}
    return json.dumps({"cells": [prose, *found], "nbformat": 4}, indent=indent)


@pytest.mark.parametrize("indent", [1, None])
@pytest.mark.parametrize("is_listed", [True, False])
def test_a_notebook_is_one_script_over_its_cells(indent: int | None, is_listed: bool) -> None:
    first = "%matplotlib inline\nimport chartkit\nfiles = !ls\nprint('\\\\a\\n')\n"
    second = "é = 'é\\n\"'; chartkit.plot_table('me/nothing', table, {})"
    cells = [cell.splitlines(keepends=True) if is_listed else cell for cell in (first, "%%bash\nls -l | wc", second)]
    text = notebook(*cells, indent=indent)
    (finding,) = found(text, "train.ipynb")
    place = finding.location
    assert place is not None
    assert place.line is not None
    assert place.column is not None
    assert text.splitlines()[place.line - 1][place.column - 1 :][: place.length] == "'me/nothing'"


def test_a_notebook_that_cannot_be_read() -> None:
    assert [str(each) for each in found("{", "a.ipynb")] == [
        "a.ipynb:1:2: CK880 this notebook is not JSON: expecting property name enclosed in double quotes."
    ]
    text = notebook(["import chartkit\n", "x = = 1"])
    (finding,) = found(text, "a.ipynb")
    line = next(number for number, each in enumerate(text.splitlines(), 1) if "x = = 1" in each)
    assert str(finding) == f"a.ipynb:{line}:10: CK880 Python cannot read this script: invalid syntax."
    assert found("[]") == []
    assert [str(each) for each in found("[]", "a.ipynb")] == ["a.ipynb: CK880 this notebook holds no cells."]


@pytest.mark.parametrize("encoding", ["rot13", "hex", "undefined"])
def test_an_encoding_that_is_none_of_text(encoding: str) -> None:
    [finding] = found(f"# -*- coding: {encoding} -*-\n")
    assert str(finding) == (
        "train.py: CK880 Python cannot read this script: its first lines name an encoding that is none of text."
    )


def of_cell(source: str, more: str = "") -> list[Diagnostic]:
    cells = json.dumps([{"cell_type": "code", "source": source}])
    return found(f'{{"cells": {cells}{more}}}', "a.ipynb")


def test_half_a_surrogate_pair_in_a_notebook() -> None:
    [finding] = of_cell("\ud800\nx = (")
    assert str(finding).endswith(
        "Python cannot read this script: it holds half of a surrogate pair, which is no character."
    )


def test_a_number_of_a_notebook_that_python_does_not_read() -> None:
    [finding] = of_cell("", ', "a": ' + "9" * 5000)
    assert str(finding) == "a.ipynb: CK880 this notebook cannot be read: a number in it has too many digits."


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_lines_of_a_cell_end_as_python_counts_them(end: str) -> None:
    source = end.join(["x = 1", "import chartkit", "chartkit.plot_table('no/such', t, {}, {})"])
    [finding] = of_cell(source)
    text = Path("a.ipynb").read_text(encoding="utf-8")
    assert finding.code == "CK881"
    assert finding.location
    assert finding.location.column == text.index("'no/such'") + 1


def test_the_lines_of_a_cell_are_read_in_linear_time() -> None:
    source = f"import chartkit\n{' ' * 200_000}x\n"
    [finding] = of_cell(source)
    assert finding.code == "CK880"
