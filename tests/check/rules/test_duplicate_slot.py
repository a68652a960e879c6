"""Slots that can be taken for each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartkit.check import check_preset

SPEC = """\
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  title: "${string:title}"
  mark: point
  encoding:
    x: {field: "${field:x}"}
    color: {field: "${field:%s}", type: nominal}
"""


def duplicates(folder: Path, header: str, color: str) -> list[tuple[str, str]]:
    path = folder / "loss.yaml"
    path.write_text(header + SPEC % color)
    return [(str(each.location), each.message) for each in check_preset(path) if each.code == "CK806"]


@pytest.mark.parametrize("name", ["X", "x ", "x_", "x-"])
def test_names_that_differ_in_case_or_separators(name: str, tmp_path: Path) -> None:
    header = f'fields:\n  x: {{type: any}}\n  "{name}": {{type: any}}\nstrings:\n  title: {{default: a}}\n'
    (finding,) = duplicates(tmp_path, header, name.strip())
    assert finding == (
        f"{tmp_path}/loss.yaml:3:3",
        f"the field slot {name!r} and the field slot 'x' (line 2) can be taken for each other.",
    )


def test_one_name_among_fields_and_strings(tmp_path: Path) -> None:
    header = "fields:\n  x: {type: any}\n  title: {type: any}\nstrings:\n  title: {default: a}\n"
    assert duplicates(tmp_path, header, "title") == [
        (f"{tmp_path}/loss.yaml:5:3", "the string slot 'title' and the field slot 'title' (line 3) have one name.")
    ]


def test_names_that_differ_in_letters_are_right(tmp_path: Path) -> None:
    header = "fields:\n  x: {type: any}\n  x2: {type: any}\n  xx: {type: any}\nstrings:\n  title: {default: a}\n"
    assert duplicates(tmp_path, header, "x2") == []
