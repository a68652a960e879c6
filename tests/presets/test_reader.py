"""The YAML reader: values by YAML 1.2, places of keys and values, and every refusal in words."""

import json
import math
import re

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from chartkit.diagnostics import PresetError
from chartkit.presets.documents import read_document
from chartkit.presets.reader import MAX_DEPTH, read_yaml, resolve_plain


def refusal(text: str) -> str:
    with pytest.raises(PresetError) as caught:
        read_yaml(text, "p.yaml")
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on", "on"),
        ("no", "no"),
        ("yes", "yes"),
        ("y", "y"),
        ("010", 10),
        ("0o17", 15),
        ("0x1f", 31),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("-.inf", -math.inf),
        ("true", True),
        ("True", True),
        ("tRue", "tRue"),
        ("~", None),
        ("", None),
        ("2024-01-01", "2024-01-01"),
        ("9" * 5000, math.inf),
    ],
)
def test_plain_scalars_follow_the_core_schema(text: str, value: object) -> None:
    assert resolve_plain(text) == value


def test_quotes_and_the_str_tag_keep_text() -> None:
    assert read_yaml("[\"1\", 'true', !!str 1, ! 2, '']").plain() == ["1", "true", "1", "2", ""]


def test_places_of_keys_and_values() -> None:
    root = read_yaml("spec:\n  mark: bar\n  layer:\n    - {a: 1}\n", "p.yaml")
    assert str(root.locate(("spec", "mark"))) == "p.yaml:2:9"
    assert str(root.locate(("spec", "mark"), on_key=True)) == "p.yaml:2:3"
    assert str(root.locate(("spec", "layer", 0, "a"))) == "p.yaml:4:11"
    assert str(root.locate(("spec", "layer", 0, "gone", "deeper"))) == "p.yaml:4:7"


def test_what_ended_a_line_in_yaml_1_1_is_a_letter() -> None:
    text = "\"a\u2028\": x\x85y\r\nb: p\u2029q\rc: '\ue000\u2028'  # \u2028\n"
    root = read_yaml(text, "p.yaml")
    assert root.plain() == {"a\u2028": "x\x85y", "b": "p\u2029q", "c": "\ue000\u2028"}
    assert [str(root.locate((key,))) for key in root.entries] == ["p.yaml:1:7", "p.yaml:2:4", "p.yaml:3:4"]


def test_json_keeps_its_separators_and_its_lines() -> None:
    text = '{"a": "x\x85 y\u2028",\r"b": 1}'
    root = read_document(text, "p.json")
    assert root.plain() == json.loads(text)
    assert str(root.locate(("b",))) == "p.json:2:6"


def test_a_refusal_counts_lines_alike() -> None:
    assert refusal("a: \u2028\rb: x${field:y: z}\n").startswith("p.yaml:2:5: CK104 ")
    with pytest.raises(PresetError, match=r"^p\.json:3:3: CK101 this is not JSON"):
        read_document('{"a": "\u2028"\r\n,\r  !}', "p.json")


def test_an_alias_is_the_anchored_value() -> None:
    assert read_yaml("a: &one {x: 1}\nb: [*one, *one]").plain() == {"a": {"x": 1}, "b": [{"x": 1}, {"x": 1}]}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "x: {field: ${field:x}, type: quantitative}",
            'p.yaml:1:12: CK104 the slot ${field:x} needs quotes here.\nhelp: write "${field:x}"',
        ),
        (
            "title: ${string:t:Loss: all}",
            'p.yaml:1:8: CK104 the slot ${string:t:Loss: all} needs quotes here.\nhelp: write "${string:t:Loss: all}"',
        ),
        (
            "title: ${string:t:Loss # all}",
            "p.yaml:1:8: CK104 the slot ${string:t:Loss # all} needs quotes here.\n"
            'help: write "${string:t:Loss # all}"',
        ),
        ("a: 1\na: 2", "p.yaml:2:1: CK103 the key 'a' stands twice here; its first is on line 1."),
        (
            "<<: {a: 1}",
            "p.yaml:1:1: CK105 merge keys (<<) are not YAML 1.2.\n"
            "help: write the keys out, or build on another preset with extends:",
        ),
        ("a: [1", "p.yaml:1:4: CK101 the '[' that opens here is not closed before line 2."),
        ("spec:\n\tmark: line", "p.yaml:2:1: CK101 the indentation is a tab; YAML takes spaces."),
        ("a:\n  b:\n  \tc: 1", "p.yaml:3:3: CK101 the indentation is a tab; YAML takes spaces."),
        ('a: "b\nc: 1\n', "p.yaml:1:4: CK101 the quote that opens here is never closed."),
        ("a: 'b\nc: {d: 'e'}", "p.yaml:1:4: CK101 the quote that opens here is closed only on line 2."),
        (
            "a:\n  b: 1\n   c: 2",
            "p.yaml:3:1: CK101 this line is indented 3 columns, those above it 2.\n"
            "help: indent the lines of one map or list alike",
        ),
        (
            "a:\n  b:\n    c: 1\n # d\n   e: 2",
            "p.yaml:5:1: CK101 this line is indented 3 columns, those above it 2 or 4.\n"
            "help: indent the lines of one map or list alike",
        ),
        (
            "a: 1\n b: 2",
            "p.yaml:2:1: CK101 this line is indented 1 column, those above it 0.\n"
            "help: indent the lines of one map or list alike",
        ),
        ("a: b: c", "p.yaml:1:4: CK101 a text with ': ' in it needs quotes.\nhelp: write \"b: c\""),
        ('- a: it: "b"  # c', "p.yaml:1:6: CK101 a text with ': ' in it needs quotes.\nhelp: write 'it: \"b\"'"),
        ("a: {\n    b: [1,\n   c: 2", "p.yaml:2:8: CK101 the '[' that opens here is not closed before line 4."),
        ("a: \x00b", "p.yaml:1:4: CK101 this is not YAML: control characters are not allowed."),
        ("", "p.yaml:1:1: CK101 this preset is empty."),
        ("a: 1\n---\nb: 2", "p.yaml:2:1: CK101 a preset is one YAML document; a second one starts here."),
        ("a: &x [*x]", "p.yaml:1:8: CK101 the alias *x names no finished anchor above it."),
        (
            "a: !!python/object:os.system x",
            "p.yaml:1:4: CK101 the tag tag:yaml.org,2002:python/object:os.system is not of YAML's core schema.",
        ),
        (
            "[a]: 1",
            "p.yaml:1:1: CK104 a key is text; found a list or a map.\n"
            'help: a slot in a flow mapping needs quotes: {field: "${field:x}"}',
        ),
        (
            "[" * 100_000,
            f"p.yaml:1:{MAX_DEPTH + 2}: CK102 a preset holds at most 200 levels; this one goes on.",
        ),
    ],
)
def test_refusals_say_place_and_remedy(text: str, message: str) -> None:
    assert refusal(text) == message


def test_deep_block_nesting_is_refused() -> None:
    assert "CK102 a preset holds at most 200 levels" in refusal("\n".join(" " * depth + "a:" for depth in range(3000)))


def test_a_bomb_of_aliases_is_refused() -> None:
    lines = ["a0: &a0 [x,x,x,x,x,x,x,x,x,x]"]
    lines += [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    assert refusal("\n".join(lines)) == "p.yaml:6:10: CK102 aliases expand this preset to more than 200,000 values."


def test_a_preset_of_50_mb_is_refused_unread() -> None:
    assert refusal("a: " + "x" * 50_000_000) == (
        "p.yaml: CK102 a preset holds at most 5,000,000 bytes; this one holds 50,000,003.\n"
        "help: keep its data in a file of its own and name it under example: data:"
    )


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


class Writer(yaml.SafeDumper):
    """PyYAML, which quotes what YAML 1.1 could misread, and what 1.2 alone takes for a number: `0E0`, `089`, `0o7`."""


Writer.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$|0o[0-7]+$"),
    list("-+.0123456789"),
)


@given(values)
@example("0E0")
@example({"089": "0o7"})
def test_what_pyyaml_writes_is_read_back(value: object) -> None:
    """It quotes whatever either version of YAML could misread, so its text is a fair oracle of values."""
    text = yaml.dump(value, Dumper=Writer)
    assert read_yaml(text).plain() == value


def test_a_mark_is_shown_without_the_text_of_its_file() -> None:
    assert repr(read_yaml("a: 1\n", "p.yaml").entries["a"].mark) == "Mark('p.yaml', 1, 4, 1)"
