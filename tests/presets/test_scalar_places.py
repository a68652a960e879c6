"""Parts of a text, found again in the YAML that it is written in."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chartkit.diagnostics import PresetError, source_lines
from chartkit.presets.documents import read_document
from chartkit.presets.nodes import Node
from chartkit.presets.reader import read_yaml
from chartkit.presets.scalar_places import place_inside

WORD = "sepal_lenght"
AROUND = st.text(alphabet="ab'\"\\ \t\n#:é\u2028😀%", max_size=12)


def underlined(root: Node, key: str, word: str = WORD) -> str | None:
    """What is underlined for the word in the text under `key`; None where all of it is."""
    node = root.entries[key]
    value = str(node.value)
    start = value.index(word)
    assert node.mark is not None
    place = place_inside(node.mark, value, start, start + len(word))
    if place is None:
        return None
    return source_lines(place.text)[place.line - 1][place.column - 1 :][: place.length]


def double_quoted(text: str, draw: st.DataObject) -> str:
    escapes = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\", "é": "\\u00e9", "\u2028": "\\L", "😀": "\\U0001f600"}
    written = [
        escapes[each] if each in '"\\\n\t' or (each in escapes and draw.draw(st.booleans())) else each for each in text
    ]
    return f'"{"".join(written)}"'


def broken(text: str) -> str:
    """The text with its single spaces between letters as ends of lines."""
    return re.sub(r"(?<=[a-z_é]) (?=[a-z_é])", "\n    ", text)


@given(AROUND, AROUND, st.sampled_from(["plain", "single", "double", "literal", "folded"]), st.booleans(), st.data())
def test_the_underlined_text_is_the_word(
    before: str, after: str, style: str, is_broken: bool, data: st.DataObject
) -> None:
    value = f"{before}{WORD}{after}"
    if style == "double":
        written = double_quoted(value, data)
    elif style == "single":
        assume("\n" not in value)
        written = "'" + value.replace("'", "''") + "'"
    elif style == "plain":
        assume(not set(value) & set("\n\t'\"\\#:%") and value == value.strip())
        written = value
    else:
        lines = value.split("\n")
        assume(not value.startswith((" ", "\t", "\n")) and all(line == "" or line.strip() for line in lines))
        joiner = "\n\n  " if style == "folded" else "\n  "
        written = ("> \n  " if style == "folded" else "|\n  ") + joiner.join(lines)
    if is_broken and style in ("plain", "single", "double"):
        written = broken(written)
    anchor = "&a " if data.draw(st.booleans()) else ""
    try:
        root = read_yaml(f"# first\nother: 1\nkey: {anchor}{written}\nlast: é\n")
    except PresetError:
        assume(False)
        return
    found = underlined(root, "key")
    assert found == WORD or (found is None and style == "folded")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("k: datum.a < limt\n", (1, 14)),
        ("k: 'datum[''a''] < limt'\n", (1, 20)),
        ('k: "datum[\\"\\u00e9\\"] < limt"\n', (1, 25)),
        ("k: &x !!str 'limt'\n", (1, 14)),
        ("k: >-\n  datum.a\n  <\n  limt && true\n", (4, 3)),
        ("k: >-\n  datum.a\n\n    < limt\n  && true\n", (4, 7)),
        ("k: |\n\n  datum.a <\n\n   limt\n", (5, 4)),
        ("k: datum.a\n\n   < limt\n", (3, 6)),
        ("k: 'datum.a\n\n   < limt'\n", (3, 6)),
        ('k: "datum.a \\\n   < limt"\n', (2, 6)),
        ("k: |2\n  limt\n", None),
        ("k: datum.a\r\n  < limt\r\n", (2, 5)),
    ],
)
def test_every_style_of_yaml(text: str, place: tuple[int, int] | None) -> None:
    node = read_yaml(text).entries["k"]
    value = str(node.value)
    assert node.mark is not None
    found = place_inside(node.mark, value, value.index("limt"), value.index("limt") + 4)
    assert (found and (found.line, found.column, found.length)) == (place and (*place, 4))


def test_a_part_of_several_lines_is_underlined_up_to_the_end_of_its_first() -> None:
    node = read_yaml("k: >-\n  if(a,\n  b)\n").entries["k"]
    assert node.mark is not None
    place = place_inside(node.mark, "if(a, b)", 0, 8)
    assert place is not None and (place.line, place.column, place.length) == (2, 3, 5)


def test_the_end_of_a_text_is_where_more_could_be_written() -> None:
    node = read_yaml("k: 'a +'\n").entries["k"]
    assert node.mark is not None
    place = place_inside(node.mark, "a +", 3, 3)
    assert place is not None and (place.line, place.column, place.length) == (1, 8, 1)


def test_another_text_than_is_written_there_has_no_place() -> None:
    mark = read_yaml("k: 'a + b'\n").entries["k"].mark
    assert mark is not None and place_inside(mark, "a - b", 4, 5) is None


def test_an_alias_is_placed_at_its_anchor() -> None:
    root = read_yaml(f"k: &t 'a < {WORD}'\nl: *t\n")
    assert underlined(root, "l") == WORD


@given(AROUND, AROUND)
def test_json(before: str, after: str) -> None:
    value = f"{before}{WORD}{after}"
    text = json.dumps({"😀": "😀", "key": value})
    root = read_document(text, "p.json")
    node = root.entries["key"]
    assert node.mark is not None and node.mark.column == text.index(': "', 20) + 3
    assert underlined(root, "key") == WORD
