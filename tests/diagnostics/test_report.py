"""Findings as text: the lines that editors count, and nothing that steers a terminal."""

from __future__ import annotations

from pathlib import Path

from chartkit.diagnostics import Diagnostic, Location, as_text, code_frame, place_at, source_lines


def frame(text: str, line: int, column: int, length: int = 1) -> list[str]:
    return code_frame(Location("f", line, column, length=length), texts={"f": text})


def test_the_frame_is_of_the_line_that_editors_count() -> None:
    text = "a\x0b\x0c\x1c\x85\u2028\u2029b\rc\r\nd\n"
    assert [frame(text, line, 1)[0] for line in (2, 3)] == ["    2 | c", "    3 | d"]
    assert frame(text, 4, 1) == []


def test_lines_are_those_that_a_file_opened_by_python_has(tmp_path: Path) -> None:
    path = tmp_path / "f"
    for text in ("", "a", "a\n", "\n\n", "\ra\r\n\rb", "a\r", "a\x0c\u2028b\nc"):
        path.write_bytes(text.encode())
        with path.open(encoding="utf-8") as file:
            assert source_lines(text) == [line.rstrip("\n") for line in file]
        assert "".join(source_lines(text, keepends=True)) == text


def test_a_place_counts_from_the_last_end_of_a_line() -> None:
    text = "a\r\nb\rc\u2028d\n"
    assert [place_at(text, text.index(each)) for each in "abcd"] == [(1, 1), (2, 1), (3, 1), (3, 3)]
    assert place_at(text, len(text)) == (4, 1)


def test_control_characters_are_shown_and_carets_stay_under_their_place() -> None:
    file = "a\x1b]0;b\x07\n.yaml"
    finding = Diagnostic("CK301", "no \x1b[31m.\nMore.", location=Location(file, 1, 4, length=2), help="\x9b")
    text = as_text([finding], texts={file: "\x1b[2J\tx\x7f\u202e\r\n"})
    assert text.split("\n") == [
        "a␛]0;b␇␊.yaml:1:4: CK301 no ␛[31m.",
        "More.",
        "    1 | ␛[2J\tx␡\ufffd",
        "      |    ^^",
        "help: \ufffd",
    ]


def test_a_name_that_no_file_can_have_has_no_frame() -> None:
    assert code_frame(Location("a\0b", 1, 1)) == []
