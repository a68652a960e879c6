"""What `check_preset` tries, and that it says each fault once."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartkit.check import check_preset
from chartkit.check.examples.variants import example_variant, filled_variants
from chartkit.presets import load

SPEC = """\
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  transform: [{fold: "${field:keys}"}]
  mark: {type: line, clp: true}
  encoding:
    x: {field: "${field:x}"}
    y: {field: "${field:y}", type: quantitative}
    color: {field: "${field:color}", type: nominal}
"""
HEADER = """\
fields:
  x: {type: temporal}
  y: {type: quantitative, default: loss}
  color: {type: nominal, required: false}
  keys: {type: any, many: true, required: false}
strings:
  mode: {choices: [a, b], required: true}
  size: {type: integer, minimum: 3, required: true}
  share: {type: number, maximum: 0.5, required: true}
  is_on: {type: boolean, required: true}
  word: {type: text, required: true}
"""


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def preset_file(text: str, name: str = "loss.yaml") -> Path:
    path = Path(name)
    path.write_text(text)
    return path


def test_without_an_example_columns_are_made_up_for_every_type() -> None:
    (full, *emptied) = filled_variants(load(preset_file(HEADER + SPEC)), None)
    assert full.fields == {"x": "x", "color": "color", "keys": ["keys", "keys 2"]}
    assert full.strings == {"mode": "a", "size": 3, "share": 0.5, "is_on": True, "word": "word"}
    kinds = {column.name: column.kind for column in full.tables["table"].columns}
    assert kinds == {
        "x": "temporal",
        "loss": "quantitative",
        "color": "nominal",
        "keys": "nominal",
        "keys 2": "nominal",
    }
    assert [variant.empty for variant in emptied] == ["color", "keys"]


def test_an_example_is_tried_as_it_stands_then_filled_then_emptied() -> None:
    example = "example: {values: [{day: 2024-01-01, loss: 1}, {day: 2024-01-02, loss: 2}], fields: {x: day}}\n"
    preset = load(preset_file(HEADER + example + SPEC))
    variants = filled_variants(preset, example_variant(preset))
    assert [(variant.is_example, variant.empty) for variant in variants] == [
        (True, None),
        (False, None),
        (False, "color"),
        (False, "keys"),
    ]
    assert variants[1].tables["table"].names == ("day", "loss", "color", "keys", "keys 2")
    assert variants[1].tables["table"].n_rows == 2


def test_a_fault_that_every_binding_shares_is_said_once() -> None:
    messages = [finding.message for finding in check_preset(preset_file(HEADER + SPEC))]
    assert messages.count("mark has no property 'clp'.") == 1


def test_a_fault_of_the_example_is_told_at_its_own_slot_whatever_the_others_are_called() -> None:
    preset = preset_file(
        "fields: {size: {type: quantitative}}\n"
        "strings: {size: {type: integer, minimum: 3}}\n"
        "example:\n"
        "  values: [{loss: 1}]\n"
        "  fields: {size: loss}\n"
        "  strings: {size: 1}\n"
        "spec:\n"
        "  $schema: https://vega.github.io/schema/vega-lite/v6.json\n"
        "  data: {name: table}\n"
        '  mark: {type: point, size: "${string:size}"}\n'
        '  encoding: {y: {field: "${field:size}", type: quantitative}}\n'
    )
    (finding,) = (each for each in check_preset(preset) if each.code != "CK806")
    assert str(finding) == (
        "loss.yaml:6:19: CK205 this example does not fit: string slot 'size' is at least 3; found 1."
    )


def test_the_golden_is_written_compared_and_written_anew() -> None:
    example = "example: {values: [{day: 2024-01-01, loss: 1}], fields: {x: day}}\n"
    header = HEADER.partition("strings:")[0]
    good = "description: Loss.\n" + header + example + SPEC.replace("clp", "clip")
    path, golden = preset_file(good), Path("loss.expected.vl.json")
    (missing,) = check_preset(path)
    assert (str(missing), missing.severity) == (
        "loss.yaml: CK805 the example's chart is not kept beside it (no golden), so nobody sees when it changes.\n"
        "help: 'chartkit check --update' writes loss.expected.vl.json",
        "info",
    )
    assert not golden.exists()
    assert check_preset(path, update=True) == []
    kept = golden.read_text()
    assert check_preset(path) == []
    preset_file(good.replace("line", "area"))
    (finding,) = check_preset(path)
    line = kept[: kept.index('"type": "line"')].count("\n") + 1
    assert str(finding) == (
        "loss.yaml: CK702 the golden loss.expected.vl.json is not what the example gives now"
        f" from its line {line} on.\n"
        "help: if the new chart is the one you want, run 'chartkit check --update'"
    )
    assert check_preset(path, update=True) == []
    assert golden.read_text() != kept


def test_a_broken_preset_leaves_its_golden_alone() -> None:
    golden = Path("loss.expected.vl.json")
    golden.write_text("kept")
    check_preset(preset_file(HEADER + SPEC), update=True)
    assert golden.read_text() == "kept"


def test_what_proves_a_preset_is_missed_only_when_nothing_else_is_wrong() -> None:
    header = HEADER.partition("strings:")[0]
    codes = {finding.code for finding in check_preset(preset_file(header + SPEC))}
    assert codes == {"CK301"}
    clean = check_preset(preset_file(header + SPEC.replace("clp", "clip")))
    assert [str(finding) for finding in clean] == [
        "loss.yaml: CK803 this preset does not say what it draws: it has no description.\n"
        "help: write one on a line of its own, as in description: The loss at every step, one line per run.",
        "loss.yaml: CK804 this preset is proved on made-up columns only: it has no example.\n"
        "help: write example: {data: FILE.csv, fields: {x: …, y: …, color: …, keys: …}}, or its rows under values:",
    ]


def test_a_bare_spec_has_no_header_for_what_proves_it() -> None:
    lines = SPEC.replace("clp", "clip").splitlines()
    bare = "\n".join(line[2:] for line in lines[1:] if "fold" not in line)
    assert check_preset(preset_file(bare)) == []
