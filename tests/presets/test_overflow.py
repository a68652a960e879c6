"""The header's `overflow`: what is read, what is refused, and that it counts as a part of the preset."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartkit.diagnostics import PresetError
from chartkit.presets import load
from chartkit.presets.overflow import Overflow

PRESET = """\
fields: {x: {type: quantitative}}
%sspec:
  data: {name: table}
  mark: point
  encoding: {x: {field: "${field:x}", type: quantitative}}
"""


def _file(folder: Path, overflow: str) -> Path:
    path = folder / "dots.yaml"
    path.write_text(PRESET % overflow)
    return path


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", Overflow()),
        ("overflow:\n", Overflow()),
        ("overflow: bin2d\n", Overflow("bin2d", "subtitle")),
        ("overflow: {note: description}\n", Overflow(None, "description")),
        ("overflow: {policy: error, note: subtitle}\n", Overflow("error", "subtitle")),
    ],
)
def test_overflow_is_read(tmp_path: Path, written: str, read: Overflow) -> None:
    assert load(_file(tmp_path, written)).overflow == read


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (
            "overflow: m5\n",
            "dots.yaml:2:11: CK106 overflow is 'm5'.\n"
            "help: did you mean 'm4'? allowed: 'm4', 'bin2d', 'sample' and 'error'",
        ),
        ("overflow: 3\n", "dots.yaml:2:11: CK106 overflow is a map; found 3."),
        (
            "overflow: {note: here}\n",
            "dots.yaml:2:18: CK106 overflow: note is 'here'.\nhelp: allowed: 'subtitle' and 'description'",
        ),
        (
            "overflow: {polcy: m4}\n",
            "dots.yaml:2:12: CK106 overflow has no key 'polcy'.\n"
            "help: did you mean 'policy'? allowed: 'policy' and 'note'",
        ),
    ],
)
def test_overflow_that_is_none_is_refused(tmp_path: Path, written: str, message: str) -> None:
    with pytest.raises(PresetError) as refused:
        load(_file(tmp_path, written))
    assert str(refused.value).replace(f"{tmp_path}/", "") == message


def test_overflow_changes_the_hash_of_a_preset(tmp_path: Path) -> None:
    written = ["", "overflow: sample\n", "overflow: {policy: sample, note: description}\n"]
    assert len({load(_file(tmp_path, one)).sha256 for one in written}) == 3
