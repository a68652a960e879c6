"""Faults inside expressions at the word of the author's own text: through slots, quotes, lines, aliases and bases."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartkit.compiler.binder import bind
from chartkit.compiler.binding import Binding
from chartkit.compiler.builder import filled_spec
from chartkit.compiler.tables import tables_of
from chartkit.diagnostics import BindError, Diagnostic, source_lines
from chartkit.presets import Preset, load
from chartkit.presets.library import Library
from chartkit.presets.loader import parse

PRESET = """\
fields:
  x: {type: quantitative}
  y: {type: quantitative}
strings:
  t: {default: a title}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  params: [{name: limit, value: 5}]
  transform:
    - as: made
      calculate: WRITTEN
  mark: point
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: made, type: quantitative}
"""
ROWS = {"a column": [1, 2], "b": [3, 4]}


def bound(preset: Preset, fields: dict[str, str]) -> Binding:
    return bind(preset, tables_of(preset, ROWS), fields, {})


def faults_of(text: str) -> list[Diagnostic]:
    preset = parse(text, Path("p.yaml"))
    with pytest.raises(BindError) as caught:
        filled_spec(bound(preset, {"x": "a column", "y": "b"}))
    return list(caught.value.diagnostics)


def underlined(text: str, finding: Diagnostic) -> str:
    place = finding.location
    assert place is not None and place.line is not None and place.column is not None
    return source_lines(text)[place.line - 1][place.column - 1 :][: place.length]


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("datum.sepal_lenght > 1", "sepal_lenght"),
        ("\"datum['${field:x}'] + datum['sepal lenght']\"", "sepal lenght"),
        ('"datum.${field:x} > 1 && datum.sepal_lenght"', "sepal_lenght"),
        ("\"'${string:t}' + datum.${field:y} + limt\"", "limt"),
        ("'datum[''${field:x}''] < limt'", "limt"),
        ('"\\u00e9 + 1"', "\\u00e9"),
        ("\"datum['mean_${field:x}']\"", "mean_${field:x}"),
        ('"datum.mean_${field:y} + datum.b"', "mean_${field:y}"),
        ('"datum.${field:x} + rond(1)"', "rond"),
        ('"datum.${field:x}.toUpperCase()"', "toUpperCase"),
        ('"1 + Math.log(datum.${field:x})"', "Math.log"),
        ('"datum.${field:x} + length() + 1"', "length()"),
        ('"${field:x} + if(datum.b, 1)"', "if(datum.b, 1)"),
        ('"datum.${field:x} ** 2"', "**"),
        ('"datum.${field:x} and datum.b"', "and"),
        ('"datum.${field:x} + new"', "new"),
        ('"(datum.${field:x} + 1 "', " "),
        (">-\n        datum['${field:x}']\n        + sepal_lenght\n        + 1", "sepal_lenght"),
        ("|\n        datum.${field:x} +\n        datum.b + )\n", ")"),
        ("&shared limt + 1", "limt"),
    ],
)
def test_the_word_alone_is_underlined(written: str, word: str) -> None:
    text = PRESET.replace("WRITTEN", written)
    (finding,) = faults_of(text)
    assert underlined(text, finding) == word


NAMES = st.sampled_from(["sepal_lenght", "lim", "rows2"])
OPERANDS = st.sampled_from(
    ["datum.b", "datum['a column']", "datum.${field:x}", "datum['${field:y}']", "'${string:t}'", "${field:x}", "limit"]
)
STYLES = st.sampled_from(["'", '"', "", ">-\n        ", "|\n        "])


@given(st.lists(OPERANDS, max_size=3), NAMES, st.lists(OPERANDS, max_size=3), STYLES, st.booleans())
def test_the_underlined_text_is_the_word(
    before: list[str], name: str, after: list[str], style: str, is_field: bool
) -> None:
    word = f"datum.{name}" if is_field else name
    operator = " +\n        " if style.endswith(" ") else " + "
    expression = operator.join(["1", *before, word, *after])
    if style == "'":
        expression = expression.replace("'", "''")
    quote = style if style in ("'", '"') else ""
    text = PRESET.replace("WRITTEN", f"{style or ''}{expression}{quote}")
    (finding,) = faults_of(text)
    assert (finding.code, underlined(text, finding)) == ("CK311" if is_field else "CK313", name)


def test_a_text_that_was_not_written_in_a_file_is_told_its_character() -> None:
    spec = {"data": {"name": "table"}, "mark": "bar", "transform": [{"filter": "datum['${field:x}'] > > 3"}]}
    with pytest.raises(BindError) as caught:
        filled_spec(bound(load(spec), {"x": "a column"}))
    (finding,) = caught.value.diagnostics
    assert str(finding) == (
        "$.transform[0].filter: CK314 this expression cannot be read: a value is missing between '>' and '>'\n"
        "help: at its character 23: '> 3'"
    )


def test_a_block_that_states_its_indentation_is_underlined_whole() -> None:
    text = PRESET.replace("WRITTEN", "|2\n        datum.b +\n")
    (finding,) = faults_of(text)
    assert (finding.help, underlined(text, finding)) == ("at its end", "|")


def test_an_alias_and_a_base(tmp_path: Path) -> None:
    base = tmp_path / "me" / "base.yaml"
    base.parent.mkdir()
    text = PRESET.replace("WRITTEN", "&made limt + 1").replace(
        "mark: point", "mark: {type: point, size: {expr: *made}}"
    )
    base.write_text(text)
    (tmp_path / "over.yaml").write_text("extends: me/base\nspec: {mark: {opacity: 0.5}}\n")
    preset = load(tmp_path / "over.yaml", Library((tmp_path,), ()))
    with pytest.raises(BindError) as caught:
        filled_spec(bound(preset, {"x": "a column", "y": "b"}))
    findings = caught.value.diagnostics
    assert [underlined(text, finding) for finding in findings] == ["limt", "limt"]
    assert all(finding.location and finding.location.file == str(base) for finding in findings)
