"""YAML 1.2 core with positions: takes the text of a preset, gives nodes.

Built on PyYAML's C event stream, not its composer, which crashes the process on deep nesting. No `on`/`no` booleans, no
octal `010`, no `<<` merges; duplicate keys, depth, size and alias expansion are checked as the events pass.

Source: https://yaml.org/spec/1.2.2/#103-core-schema
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, cast

from chartkit.diagnostics import Diagnostic, Location, PresetError
from chartkit.presets.nodes import MAX_DEPTH, Mark, Node, Scalar, whole_or_double
from chartkit.presets.yaml_lines import with_stand_ins
from chartkit.presets.yaml_mistakes import reading_fault, unclosed_slot

MAX_SIZE_BYTES = 5_000_000
MAX_NODES = 200_000

_INT = re.compile(r"[-+]?[0-9]+\Z|0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **{sign + word: float(sign + "inf") for sign in ("", "+", "-") for word in (".inf", ".Inf", ".INF")},
}
_CORE_TAGS = {"str", "int", "float", "bool", "null", "map", "seq"}


def read_yaml(text: str, file: str | None = None, is_json: bool = False) -> Node:
    """The one document in `text`; `is_json` joins the halves of characters that JSON escapes as two.

    Raises `PresetError` with file, line and column on malformed YAML and past the limits: 5 MB, 200 levels, 200,000
    values after aliases are expanded. O(n) in the text.
    """
    check_size(len(text), file)
    return _Reader(text, file, is_json).document()


def check_size(size_bytes: int, file: str | None) -> None:
    """Raises `PresetError` for a preset over 5 MB."""
    if size_bytes > MAX_SIZE_BYTES:
        raise PresetError(
            Diagnostic(
                "CK102",
                f"a preset holds at most {MAX_SIZE_BYTES:,} bytes; this one holds {size_bytes:,}.",
                location=Location(file),
                help="keep its data in a file of its own and name it under example: data:",
            )
        )


def resolve_plain(text: str) -> Scalar:
    """The value of an unquoted scalar by the YAML 1.2 core schema.

    >>> [resolve_plain(text) for text in ("no", "010", "0x1F", "1e3", "null")]
    ['no', 10, 31, 1000.0, None]
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _INT.match(text):
        return whole_or_double(int(text, 0)) if text[:2] in ("0o", "0x") else _decimal(text)
    if _FLOAT.match(text):
        return float(text)
    return text


def _decimal(text: str) -> int | float:
    """A decimal integer; beyond 64 bits its nearest double, which is what a browser would read."""
    return int(text) if len(text) <= 18 else whole_or_double(float(text) if len(text) > 400 else int(text))


_Events = Callable[[], Any]
_NO_MARKS: Mapping[str, Mark] = Node(None).key_marks
_new = cast("Any", tuple).__new__  # a named tuple's own constructor takes twice as long, and is called for every word


class _Reader:
    """One pass over the events; `anchors` holds each finished anchored node with its expanded size."""

    def __init__(self, text: str, file: str | None, is_json: bool) -> None:
        self.text = text
        self.file = file
        self.readable, self.stand_ins = with_stand_ins(text, is_json)
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.n_nodes = 0

    def document(self) -> Node:
        import yaml

        try:
            parser: Any = yaml.CBaseLoader(self.readable)
            events: _Events = parser.get_event
            events()
            if isinstance(events(), yaml.StreamEndEvent):
                raise self.fault("CK101", "this preset is empty.", Mark(self.file, 1, 1))
            root = self.node(events(), events, 0)
            events()
            last = events()
        except yaml.YAMLError as error:
            raise PresetError(reading_fault(error, self.text, self.file)) from None
        if not isinstance(last, yaml.StreamEndEvent):
            raise self.fault("CK101", "a preset is one YAML document; a second one starts here.", self.mark(last))
        return root

    def node(self, event: Any, events: _Events, depth: int) -> Node:
        self.n_nodes += 1
        name = type(event).__name__
        if name == "AliasEvent":
            return self.alias(event)
        if depth > MAX_DEPTH or self.n_nodes > MAX_NODES:
            limit = f"{MAX_DEPTH} levels" if depth > MAX_DEPTH else f"{MAX_NODES:,} values"
            raise self.fault("CK102", f"a preset holds at most {limit}; this one goes on.", self.mark(event))
        before = self.n_nodes
        mark = self.mark(event)
        if name == "ScalarEvent":
            node = _new(Node, (self.scalar(event, mark), mark, _NO_MARKS))
        elif name == "SequenceStartEvent":
            node = Node(self.sequence(events, depth), mark)
        else:
            node = self.mapping(mark, events, depth)
        if event.tag:
            self.check_tag(event)
        if event.anchor:
            self.anchors[event.anchor] = node, self.n_nodes - before + 1
        return node

    def sequence(self, events: _Events, depth: int) -> list[Node]:
        items: list[Node] = []
        while type(event := events()).__name__ != "SequenceEndEvent":
            items.append(self.node(event, events, depth + 1))
        return items

    def mapping(self, start: Mark, events: _Events, depth: int) -> Node:
        entries: dict[str, Node] = {}
        key_marks: dict[str, Mark] = {}
        while type(event := events()).__name__ != "MappingEndEvent":
            key, mark = self.key(event), self.mark(event)
            if key in entries:
                first = key_marks[key].line
                raise self.fault("CK103", f"the key {key!r} stands twice here; its first is on line {first}.", mark)
            if key == "<<" and event.implicit[0]:
                help = "write the keys out, or build on another preset with extends:"
                raise self.fault("CK105", "merge keys (<<) are not YAML 1.2.", mark, help)
            entries[key] = self.node(events(), events, depth + 1)
            key_marks[key] = mark
        return Node(entries, start, key_marks)

    def key(self, event: Any) -> str:
        if type(event).__name__ != "ScalarEvent":
            help = 'a slot in a flow mapping needs quotes: {field: "${field:x}"}'
            raise self.fault("CK104", "a key is text; found a list or a map.", self.mark(event), help)
        return event.value.translate(self.stand_ins) if self.stand_ins else event.value

    def alias(self, event: Any) -> Node:
        if event.anchor not in self.anchors:
            message = f"the alias *{event.anchor} names no finished anchor above it."
            raise self.fault("CK101", message, self.mark(event))
        node, size = self.anchors[event.anchor]
        self.n_nodes += size
        if self.n_nodes > MAX_NODES:
            message = f"aliases expand this preset to more than {MAX_NODES:,} values."
            raise self.fault("CK102", message, self.mark(event))
        return node

    def scalar(self, event: Any, mark: Mark) -> Scalar:
        text: str = event.value.translate(self.stand_ins) if self.stand_ins else event.value
        if event.style or (event.tag or "").endswith((":str", "!")):
            return text
        if "${" in text and (fault := unclosed_slot(text, mark, self.text)):
            raise PresetError(fault)
        return resolve_plain(text)

    def check_tag(self, event: Any) -> None:
        tag: str | None = event.tag
        if tag and tag != "!" and tag.removeprefix("tag:yaml.org,2002:") not in _CORE_TAGS:
            raise self.fault("CK101", f"the tag {tag} is not of YAML's core schema.", self.mark(event))

    def mark(self, event: Any) -> Mark:
        start, end = event.start_mark, event.end_mark
        line, column = start.line, start.column
        length = end.column - column if end.line == line else 1
        return _new(Mark, (self.file, line + 1, column + 1, length if length > 1 else 1, self.text))

    def fault(self, code: str, message: str, mark: Mark, help: str | None = None) -> PresetError:
        return PresetError(Diagnostic(code, message, location=mark.location(), help=help))
