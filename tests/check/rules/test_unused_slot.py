"""Slots that nothing uses: told at their name, by the preset that declares them."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartkit.check.checker import check_preset

BASE = """\
fields:
  x: {type: quantitative}
  y: {type: quantitative, required: false}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: line
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: "${field:y}", type: quantitative}
"""
CHILD = "extends: me/base\nspec:\n  encoding:\n    y: {aggregate: count, field: $delete}\n"


@pytest.fixture(autouse=True)
def presets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("presets/me").mkdir(parents=True)


def unused(text: str, name: str) -> list[str]:
    path = Path("presets/me", name)
    path.write_text(text, encoding="utf-8")
    return [str(finding).partition("\n")[0] for finding in check_preset(path) if finding.code == "CK703"]


def test_it_is_told_at_the_name_of_the_slot() -> None:
    text = BASE.replace("field:y", "field:x")
    message = "CK703 the field slot 'y' is declared and used nowhere in the spec."
    assert unused(text, "base.yaml") == [f"presets/me/base.yaml:3:3: {message}"]


LOST = "CK703 the field slot 'y' of 'me/base' is used nowhere once this is in its place."


def test_a_slot_whose_last_use_the_child_takes_out_is_told_there() -> None:
    assert unused(BASE, "base.yaml") == []
    assert unused(CHILD, "child.yaml") == [f"presets/me/child.yaml:4:34: {LOST}"]


def test_a_slot_that_the_child_adds_is() -> None:
    assert unused(BASE, "base.yaml") == []
    message = "CK703 the string slot 'title' is declared and used nowhere in the spec."
    assert unused(f"strings:\n  title: {{}}\n{CHILD}", "child.yaml") == [
        f"presets/me/child.yaml:2:3: {message}",
        f"presets/me/child.yaml:6:34: {LOST}",
    ]
