"""What a preset overrides to no effect: a `$delete` of nothing, and a slot whose last use is gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartkit.presets import load

BASE = """fields: {x: {type: any}, c: {type: any}}
strings: {title: {default: Loss}}
spec:
  data: {name: table}
  title: "${string:title}"
  mark: {type: point, size: 9}
  encoding:
    x: {field: "${field:x}"}
    color: {field: "${field:c}"}
"""


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`BASE`, found from the working folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "presets").mkdir()
    (tmp_path / "presets" / "base.yaml").write_text(BASE)


def told(over: str) -> list[str]:
    Path("over.yaml").write_text(f"extends: base\n{over}")
    preset = load(Path("over.yaml"))
    assert preset.diagnostics == ()
    return [str(note) for note in preset.author_notes]


@pytest.mark.usefixtures("base")
class TestOverrides:
    def test_a_delete_of_what_is_not_there(self) -> None:
        assert told("spec:\n  encoding:\n    colr: $delete\n  mark: {size: $delete}\n") == [
            "over.yaml:4:5: CK120 this $delete takes nothing away: 'base' has no 'colr' here.\n"
            "help: did you mean 'color'? it has: 'x' and 'color'"
        ]

    def test_a_delete_below_what_is_not_there(self) -> None:
        assert told("spec: {view: {stroke: $delete}}\n") == [
            "over.yaml:2:15: CK120 this $delete takes nothing away: 'base' has no 'stroke' here.\nhelp: take it out"
        ]

    def test_the_last_use_of_a_slot(self) -> None:
        assert told("spec:\n  title: Loss\n  encoding: {color: $delete}\n") == [
            "over.yaml:3:10: CK703 the string slot 'title' of 'base' is used nowhere once this is in its place.\n"
            'help: use it as "${string:title}", or take it out: strings: {title: $delete}',
            "over.yaml:4:21: CK703 the field slot 'c' of 'base' is used nowhere once this is in its place.\n"
            'help: use it as "${field:c}", or take it out: fields: {c: $delete}',
        ]

    def test_a_slot_that_is_used_elsewhere_or_taken_out(self) -> None:
        assert told('spec:\n  title: Loss\n  description: "${string:title}"\n') == []
        assert told("fields: {c: $delete}\nspec: {encoding: {color: $delete}}\n") == []

    def test_a_delete_in_a_preset_that_extends_no_other(self) -> None:
        Path("alone.yaml").write_text(BASE.replace("color: {field: ", "color: $delete\n    y: {field: "))
        preset = load(Path("alone.yaml"))
        assert [str(note) for note in preset.author_notes] == [
            "alone.yaml:9:5: CK120 this $delete takes nothing away: the preset extends no other.\n"
            "help: take it out, or name the preset to build on: extends: NAME"
        ]
        assert set(preset.spec.plain()["encoding"]) == {"x", "y"}
