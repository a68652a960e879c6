"""Fixes change the characters of their edits and no others; unquoted slots get their quotes."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartkit.check.fixing.fixing import apply_fixes
from chartkit.diagnostics import Diagnostic, Edit, Fix, PresetError
from chartkit.presets.documents import read_file

FILE = "loss.yaml"


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def mending(*edits: tuple[int, int, int, int, str]) -> Diagnostic:
    return Diagnostic("CK801", "m.", fix=Fix(tuple(Edit(FILE, *edit) for edit in edits), "w"))


def fixed(text: str, *findings: Diagnostic) -> str | None:
    Path(FILE).write_bytes(text.encode())
    return apply_fixes(findings).get(Path(FILE))


def test_edits_are_made_and_nothing_else_changes() -> None:
    text = "\ufeffa: 1 # why\r\n\tb: é2\r\nc: 3"
    assert fixed(text, mending((1, 4, 1, 5, "x")), mending((2, 6, 2, 7, "y")), mending((3, 5, 3, 5, "!"))) == (
        "\ufeffa: x # why\r\n\tb: éy\r\nc: 3!"
    )


def test_whole_lines_can_go() -> None:
    assert fixed("a\nb\nc\n", mending((2, 1, 3, 1, ""))) == "a\nc\n"
    assert fixed("a\nb\nc", mending((2, 1, 3, 2, ""))) == "a\n"
    assert fixed("a\nb\n", mending((2, 1, 3, 1, ""))) == "a\n"


def test_lines_end_where_editors_end_them() -> None:
    assert fixed("a\x0c\u2028\x85b\rc\r\nd\n", mending((3, 1, 3, 2, "X"))) == "a\x0c\u2028\x85b\rc\r\nX\n"


def test_a_new_line_ends_as_its_neighbours_do() -> None:
    assert fixed("a\r\nb\r\n", mending((2, 1, 2, 1, "x\n"))) == "a\r\nx\r\nb\r\n"
    assert fixed("a\nb", mending((2, 1, 2, 1, "x\n"))) == "a\nx\nb"


def test_one_fix_of_two_findings_is_made_once_and_of_two_that_overlap_the_first() -> None:
    assert fixed("abcdef", mending((1, 2, 1, 4, "X")), mending((1, 2, 1, 4, "X"))) == "aXdef"
    assert fixed("abcdef", mending((1, 2, 1, 4, "X")), mending((1, 3, 1, 5, "Y"))) == "aXdef"
    assert fixed("abcdef", mending((1, 2, 1, 4, "X")), mending((1, 4, 1, 5, "Y"))) == "aXYef"
    assert fixed("abcdef", mending((1, 2, 1, 6, "X")), mending((1, 3, 1, 3, "Y"))) == "aXf"
    assert fixed("abcdef", mending((1, 2, 1, 2, "X")), mending((1, 2, 1, 2, "Y"))) == "aXbcdef"


def test_a_fix_is_made_whole_or_not_at_all() -> None:
    assert fixed("abc\n", mending((1, 1, 1, 2, "X"), (9, 1, 9, 2, "Y"))) is None
    assert fixed("abc\n", mending((1, 9, 1, 10, "X"))) is None
    both = mending((1, 1, 1, 2, "Y"), (1, 3, 1, 4, "Y"))
    assert fixed("abc\n", mending((1, 1, 1, 2, "X")), both) == "Xbc\n"


def test_findings_without_a_fix_change_nothing() -> None:
    assert apply_fixes([Diagnostic("CK101", "m.")]) == {}


def test_a_diagnostic_keeps_its_fix_as_json() -> None:
    finding = mending((1, 1, 1, 2, "X"))
    assert Diagnostic.from_dict(finding.to_dict()) == finding


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("x: {field: ${field:x}, type: q}", 'x: {field: "${field:x}", type: q}'),
        ("x: {field: ${field:x}, y: {field: ${field:y}}}", 'x: {field: "${field:x}", y: {field: "${field:y}"}}'),
        ("fold: [${field:a}, ${field:b}]", 'fold: ["${field:a}", "${field:b}"]'),
        ("title: ${string:t: Loss}", 'title: "${string:t: Loss}"'),
        ("title: ${string:t:a # b}", 'title: "${string:t:a # b}"'),
        ("title: Loss of ${string:t: Loss} here", 'title: "Loss of ${string:t: Loss} here"'),
        ("title: Loss: ${string:t}", 'title: "Loss: ${string:t}"'),
        ("l:\n  - title: ${string:t: Loss}", 'l:\n  - title: "${string:t: Loss}"'),
        ('mark: {type: line, title: A ${string:t} "b"}', 'mark: {type: line, title: "A ${string:t} \\"b\\""}'),
        ("t: {filter: datum.${field:x} > 0}", 't: {filter: "datum.${field:x} > 0"}'),
        ('x: {a: "é", field: ${field:x}, "b": [1]}', 'x: {a: "é", field: "${field:x}", "b": [1]}'),
        ("x: {field: ${field:x:a b}, y: 1} # note", 'x: {field: "${field:x:a b}", y: 1} # note'),
        ("x: # {\n  {\n  field: ${field:x},\n  y: 1}", 'x: # {\n  {\n  field: "${field:x}",\n  y: 1}'),
    ],
)
def test_an_unquoted_slot_gets_the_quotes_around_its_value(written: str, mended: str) -> None:
    text = f"a: 1  # kept\r\n{written}\r\nb: 2\r\n"
    Path(FILE).write_bytes(text.encode())
    for _ in range(3):
        try:
            read_file(Path(FILE))
        except PresetError as error:
            assert [finding.code for finding in error.diagnostics] == ["CK104"]
            ((path, text),) = apply_fixes(error.diagnostics).items()
            path.write_bytes(text.encode())
    assert text.replace("\r\n", "\n") == f"a: 1  # kept\n{mended}\nb: 2\n"


def test_no_fix_where_quotes_do_not_help() -> None:
    Path(FILE).write_text("x: {field: ${field:x}: {}: 3}\n")
    with pytest.raises(PresetError) as caught:
        read_file(Path(FILE))
    (finding,) = caught.value.diagnostics
    assert (finding.code, finding.fix) == ("CK104", None)
    assert finding.help == 'write "${field:x}"'


def test_a_file_that_is_not_utf_8_has_no_fixes() -> None:
    Path(FILE).write_bytes(b"# -*- coding: latin-1 -*-\nx = '\xe9'\n")
    assert apply_fixes([mending((2, 1, 2, 2, "y"))]) == {}
