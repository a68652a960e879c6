"""The fix of an older preset: its text, edited, reads as the preset did, and its comments stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartkit.check.fixing.fixing import apply_fixes
from chartkit.presets import Preset, load

BLOCK = """\
# Loss by step.
fields:
  step: {type: quantitative}  # the training's
  loss: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v%d.json
  data: {name: table}
  mark: %s
  encoding:
    # time goes right
    x: {field: "${field:step}", type: quantitative, scale: {domain: [0, 10]}}
    y: {field: "${field:loss}", type: quantitative}
"""
JSON = """\
{"$schema": "https://vega.github.io/schema/vega-lite/v%d.json", "data": {"name": "table"},
  "mark": "%s",
  "encoding": {"x": {"field": "${field:step}", "type": "temporal", "timeUnit": "weeksdayhours", "axis": false}}}
"""
BAND = """\
$schema: "https://vega.github.io/schema/vega-lite/v4.json"
data: {name: table}
mark: bar
config:
  view: {stroke: null}
encoding:
  x: {field: "${field:day}", type: temporal, timeUnit: month, band: 0.5, timeUnitBand: 1}
  y: {field: "${field:loss}", type: quantitative}
"""
RENAMED = """\
$schema: 'https://vega.github.io/schema/vega-lite/v5.json'
data: {name: table}
width: 10
height: 10
mark: {type: bar, timeUnitBand: 0.5}
encoding: {x: {field: "${field:day}", type: temporal}}
"""
CASES = {
    "v5.yaml": BLOCK % (5, "line"),
    "v4.yaml": BLOCK % (4, "point"),
    "v3.yaml": BLOCK % (3, "box-plot"),
    "v2.json": JSON % (2, "bar"),
    "v3.json": JSON % (3, "line"),
    "renamed.yaml": RENAMED,
}


def read(path: Path) -> Preset:
    return load(path)


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", CASES)
def test_the_edited_text_reads_as_the_preset_did(name: str) -> None:
    path = Path(name)
    path.write_text(CASES[name])
    before = read(path)
    (text,) = apply_fixes(before.diagnostics).values()
    assert [line for line in CASES[name].splitlines() if "#" in line] == [
        line for line in text.splitlines() if "#" in line
    ]
    path.write_text(text)
    after = read(path)
    assert after.diagnostics == ()
    assert after.spec.plain() == before.spec.plain()


def test_new_keys_stand_on_a_line_of_their_own_in_front() -> None:
    path = Path("v5.yaml")
    path.write_text(CASES["v5.yaml"])
    (text,) = apply_fixes(read(path).diagnostics).values()
    assert text == CASES["v5.yaml"].replace("v5.json", "v6.json").replace(
        "  $schema", "  config: {view: {continuousWidth: 200, continuousHeight: 200}}\n  $schema"
    )


def test_what_moves_elsewhere_is_not_rewritten() -> None:
    selection = '"selection": {"s": {"type": "interval"}}, "mark"'
    Path("selection.json").write_text(CASES["v3.json"].replace('"mark"', selection))
    Path("band.yaml").write_text(BAND)
    for name in ("selection.json", "band.yaml"):
        (note,) = read(Path(name)).diagnostics
        assert (note.code, note.fix) == ("CK116", None)


def test_a_text_in_two_files_is_not_rewritten() -> None:
    Path("presets").mkdir()
    Path("presets/base.yaml").write_text(CASES["v5.yaml"])
    Path("presets/own.yaml").write_text("extends: base\nspec: {mark: {type: area, timeUnitBand: 1}}\n")
    (note,) = read(Path("presets/own.yaml")).diagnostics
    assert (note.code, note.fix) == ("CK116", None)
