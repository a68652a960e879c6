"""Comments that ignore findings: where they stand, what they name, and those that ignore nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from chartkit.check.fixing.fixing import apply_fixes
from chartkit.check.ignoring.suppression import without_ignored
from chartkit.check.settings.settings import Settings
from chartkit.diagnostics import Diagnostic, Location, place_at

FILE = "loss.yaml"


def found(*lines: int | None, code: str = "CK703") -> list[Diagnostic]:
    return [Diagnostic(code, "m.", "warning", Location(FILE, line, 1 if line else None)) for line in lines]


def left(text: str, findings: list[Diagnostic], **settings: tuple[str, ...]) -> list[str]:
    """What stays of the findings, as text."""
    kept = without_ignored(findings, text, FILE, Settings(Path.cwd(), **settings))
    return [str(finding).partition("\n")[0] for finding in kept]


@pytest.mark.parametrize("selector", ["CK703", "CK70", "CK7", "slots", " CK703 , CK704"])
def test_a_comment_behind_a_line_is_about_this_line(selector: str) -> None:
    text = f"a: 1\nb: 2  # chartkit: ignore[{selector}]\nc: 3\n"
    kept = left(text, [*found(1, 2, 3), *found(2, code="CK704")], ignore=("CK8",))
    assert kept[:2] == ["loss.yaml:1:1: CK703 m.", "loss.yaml:3:1: CK703 m."]
    assert kept[2:] == (["loss.yaml:2:1: CK704 m."] if selector == "CK703" else [])


def test_a_comment_on_its_own_line_is_about_the_next_that_holds_more_than_a_comment() -> None:
    text = "# chartkit: ignore[CK703]\n\n  # why: W&B fills it\n  b: 2\nc: 3\n"
    assert left(text, found(4, 5)) == ["loss.yaml:5:1: CK703 m."]


def test_two_comments_above_one_line_are_both_about_it() -> None:
    text = "# chartkit: ignore[CK703]\n# chartkit: ignore[CK704]\nb: 2\n"
    assert left(text, [*found(3), *found(3, code="CK704")]) == []


def test_ignore_file_is_about_the_file_also_where_a_finding_has_no_line() -> None:
    assert left("a: 1\n# chartkit: ignore-file[CK703]\n", found(None, 1, 2)) == []


def test_findings_of_other_files_stay() -> None:
    other = Diagnostic("CK703", "m.", location=Location("base.yaml", 1, 1))
    assert left("a: 1  # chartkit: ignore[CK703]\n", [*found(1), other]) == ["base.yaml:1:1: CK703 m."]


def test_a_text_that_looks_like_a_comment_is_none() -> None:
    text = "a: \"# chartkit: ignore[CK703]\"\nb: 'it # chartkit: ignore[CK703]'\nc: x# chartkit: ignore[CK703]\n"
    assert left(text, found(1, 2, 3)) == [f"loss.yaml:{line}:1: CK703 m." for line in (1, 2, 3)]


def test_a_text_of_python_is_no_comment() -> None:
    text = (
        'def f():\n    """Say so by\n    # chartkit: ignore[CK881]\n    """\n'
        'plot("it\'s # chartkit: ignore[CK881]")  # chartkit: ignore[CK881]\n'
        "plot('x\x0c')  # chartkit: ignore[CK881]\n"
        "plot('y')\n"
    )
    findings = [Diagnostic("CK881", "m.", location=Location("train.py", line, 1)) for line in (5, 6, 7)]
    assert without_ignored(findings, text, "train.py") == findings[2:]
    assert without_ignored([], text.partition("plot")[0], "train.py") == []


def test_comments_of_a_script_that_python_cannot_read_count_up_to_there() -> None:
    text = "plot()  # chartkit: ignore[CK881]\nplot((\n"
    findings = [Diagnostic("CK881", "m.", location=Location("train.py", 1, 1))]
    assert without_ignored(findings, text, "train.py") == []


def test_json_has_no_comments() -> None:
    text = '{"a": 1} # chartkit: ignore[CK703]'
    finding = Diagnostic("CK703", "m.", location=Location("loss.json", 1, 1))
    assert without_ignored([finding], text, "loss.json") == [finding]


def test_a_comment_that_ignores_nothing_is_a_finding_with_a_fix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = (
        "# chartkit: ignore-file[CK705]\n"
        "a: 1  # chartkit: ignore[CK703]\n"
        "b: 2  # chartkit: ignore[CK704, CK703, slots]\r\n"
        "# chartkit: ignore[CK3]\n"
        "c: 3\n"
    )
    kept = without_ignored(found(3), text, FILE)
    assert [(str(each.location), each.code, each.message) for each in kept] == [
        ("loss.yaml:1:25", "CK801", "this comment ignores CK705, and nothing of it is found in this file."),
        ("loss.yaml:2:26", "CK801", "this comment ignores CK703, and nothing of it is found on line 2."),
        ("loss.yaml:3:26", "CK801", "this comment ignores CK704, and nothing of it is found on line 3."),
        ("loss.yaml:4:20", "CK801", "this comment ignores CK3, and nothing of it is found on line 5."),
    ]
    assert {each.severity for each in kept} == {"warning"}
    assert {each.help for each in kept} == {"take it out, or put it on the line of the finding"}
    Path(FILE).write_bytes(text.encode())
    assert apply_fixes(kept) == {Path(FILE): "a: 1\nb: 2  # chartkit: ignore[CK703, slots]\r\nc: 3\n"}


def test_what_is_not_looked_for_is_not_missed() -> None:
    text = "a: 1  # chartkit: ignore[CK703]\n"
    assert left(text, [], select=("schema",)) == []
    assert left(text, [], ignore=("CK703",)) == []
    assert left(text, [], select=("slots",)) == [
        "loss.yaml:1:26: CK801 this comment ignores CK703, and nothing of it is found on line 1."
    ]


SHAPE = "write # chartkit: ignore[CK203], with the codes or groups to leave out, or ignore-file[…] for the whole file"


@pytest.mark.parametrize(
    ("comment", "column", "message", "help"),
    [
        (
            "# chartkit: ignroe[CK1]",
            6,
            "a comment to chartkit says ignore[…] or ignore-file[…]; found 'ignroe'.",
            "did you mean 'ignore'?",
        ),
        (
            "# chartkit: noqa",
            6,
            "a comment to chartkit says ignore[…] or ignore-file[…]; found 'noqa'.",
            SHAPE,
        ),
        ("# chartkit ignore[CK1]", 6, "this comment lacks the colon after chartkit, so it ignores nothing.", SHAPE),
        (
            "#chartkit: ignore CK1",
            6,
            "this comment does not say in brackets what to ignore, so it ignores nothing.",
            SHAPE,
        ),
        ("# chartkit: ignore[]", 25, "this comment names no code to ignore.", SHAPE),
        (
            "# chartkit: ignore[CK2O3]",
            25,
            "a comment ignores codes or groups; 'CK2O3' is neither.",
            "did you mean 'CK203'?",
        ),
        (
            "# chartkit: ignore[slot]",
            25,
            "a comment ignores codes or groups; 'slot' is neither.",
            "did you mean 'slots'?",
        ),
        (
            "# chartkit: ignore[unused-slot]",
            25,
            "a comment ignores codes or groups; 'unused-slot' is neither.",
            "write its code: 'CK703'",
        ),
    ],
)
def test_a_comment_that_cannot_be_read_says_so(comment: str, column: int, message: str, help: str) -> None:
    (finding,) = without_ignored([], f"c: 3 {comment}\n", FILE)
    assert (finding.code, finding.severity, finding.message) == ("CK802", "warning", message)
    assert str(finding.location) == f"loss.yaml:1:{column}"
    assert finding.help and finding.help.startswith(help)


def test_a_comment_for_readers_is_none_to_check() -> None:
    assert left("a: 1  # chartkit draws this\n# see the chartkit docs: presets\n", []) == []


def test_behind_an_error_no_comment_is_said_to_ignore_nothing() -> None:
    text = "a: 1\nb: 2  # chartkit: ignore[CK703]\nc: 3  # chartkit: ignore[CK301]\n"
    broken = Diagnostic("CK104", "m.", location=Location(FILE, 1, 1))
    assert left(text, [broken]) == ["loss.yaml:1:1: CK104 m."]
    ignored = Diagnostic("CK301", "m.", location=Location(FILE, 3, 1))
    assert left(text, [ignored]) == []


def test_what_only_drawing_or_a_commit_shows_is_not_missed_without_them() -> None:
    assert left("a: 1  # chartkit: ignore[CK862]\nb: 2  # chartkit: ignore[data, CK888]\n", []) == []


def test_a_text_of_several_lines_is_ignored_where_it_begins() -> None:
    text = "spec:\n  filter: |  # chartkit: ignore[CK313]\n    datum.a >\n    limt\n"
    inside = Diagnostic("CK313", "nothing defines it.", location=Location("p.yaml", 4, 5, first_line=2))
    assert without_ignored([inside], text, "p.yaml") == []
    assert without_ignored([inside._replace(location=Location("p.yaml", 4, 5))], text, "p.yaml") != []


def test_a_text_of_several_lines_holds_no_comment() -> None:
    comment = "# chartkit: ignore[CK703]"
    text = (
        f"a: |  {comment}\n  b\n  {comment}\nc: >-\n\n  {comment}\n\n{comment}\n"
        f"d: \"e\n  {comment}\"\nf: it's {comment} isn't\n"
    )
    assert left(text, found(1, 3, 6, 9, 10, 11)) == [f"loss.yaml:{line}:1: CK703 m." for line in (3, 6, 10)]


def test_a_line_behind_a_fault_may_have_a_comment() -> None:
    text = "a: ${field:x}: 1  # chartkit: ignore[CK104]\nb: [\n"
    assert left(text, found(1, code="CK104")) == []


NOTEBOOK = "train.ipynb"
CELLS = [
    'import chartkit\n%matplotlib inline\n!echo "# chartkit: ignore-file[CK881]\n',
    "é = 1\nplot('a')  # chartkit: ignore[CK881]\nplot('b')\n# chartkit: ignore[CK881]\n\nplot(\"c\")\n",
    "plot('d')  # chartkit: ignore[CK882]\n# chartkit: noqa",
]


def notebook(indent: int | None, cells: list[str], is_listed: bool) -> str:
    sources = [cell.splitlines(keepends=True) if is_listed else cell for cell in cells]
    code: list[Any] = [{"cell_type": "code", "metadata": {}, "source": source} for source in sources]
    return json.dumps({"cells": code}, indent=indent)


def place_of(text: str, word: str) -> Location:
    line, column = place_at(text, text.index(word))
    return Location(NOTEBOOK, line, column, length=len(word))


@pytest.mark.parametrize("is_listed", [True, False])
@pytest.mark.parametrize("indent", [1, None])
def test_a_comment_in_a_cell_is_about_its_line_of_the_cell(indent: int | None, is_listed: bool) -> None:
    text = notebook(indent, CELLS, is_listed)
    names = ("'a'", "'b'", '\\"c\\"', "'d'")
    findings = [Diagnostic("CK881", name, "warning", place_of(text, name)) for name in names]
    kept = without_ignored(findings, text, NOTEBOOK)
    assert [(finding.code, finding.message) for finding in kept] == [
        ("CK881", "'b'"),
        ("CK881", "'d'"),
        ("CK802", "a comment to chartkit says ignore[…] or ignore-file[…]; found 'noqa'."),
        ("CK801", "this comment ignores CK882, and nothing of it is found on line 1 of its cell."),
    ]
    assert kept[2].location == place_of(text, "# chartkit: noqa")
    assert kept[3].location == place_of(text, "CK882")
    assert {finding.fix for finding in kept} == {None}


def test_a_comment_in_a_cell_about_the_whole_notebook() -> None:
    text = notebook(1, ["# chartkit: ignore-file[CK881]", "plot('a')"], True)
    assert without_ignored([Diagnostic("CK881", "m.", location=place_of(text, "'a'"))], text, NOTEBOOK) == []


def test_a_notebook_that_cannot_be_read_has_no_comments() -> None:
    finding = Diagnostic("CK880", "m.", location=Location(NOTEBOOK, 1, 1))
    assert without_ignored([finding], '{"cells": [ # chartkit: ignore[CK880]', NOTEBOOK) == [finding]
