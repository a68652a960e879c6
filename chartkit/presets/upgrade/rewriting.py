"""An upgrade as edits of the author's text: takes the nodes before and after it, gives a fix where words are enough.

Values and keys that changed are written over, new keys go in front of the others of their map. What moved to another
place, or became a list, is no edit of words: there is no fix then, and the preset is read as before.
"""

from __future__ import annotations

import json
import re
from typing import Any

from chartkit.diagnostics import Edit, Fix
from chartkit.presets.nodes import Mark, Node
from chartkit.schema.json_types import is_list, is_object

_PLAIN = re.compile(r"[A-Za-z_$][\w$]*\Z")
_WORDS = ("true", "false", "null")


class _Structural(Exception):
    """A change that edits of words cannot make."""


def rewriting(old: Node, new: Node, words: str) -> Fix | None:
    """The edits that make the text of `old` read as `new`; None where it takes more, or several files."""
    found: dict[tuple[Mark, bool], str] = {}
    try:
        _compare(old, new, found)
    except _Structural:
        return None
    if len({mark.file for mark, _ in found}) != 1:
        return None
    edits = (_edit(mark, text, is_before) for (mark, is_before), text in found.items())
    return Fix(tuple(sorted(edits, key=lambda edit: (edit.line, edit.column))), words)


def _compare(old: Node, new: Node, found: dict[tuple[Mark, bool], str]) -> None:
    """Collects the text for each place that differs: over what is marked there, or before it."""
    if isinstance(old.value, dict) and isinstance(new.value, dict):
        _compare_maps(old, new, found)
    elif isinstance(old.value, list) and isinstance(new.value, list) and len(old.items) == len(new.items):
        for own, its in zip(old.items, new.items, strict=True):
            _compare(own, its, found)
    elif old.plain() != new.plain() or type(old.value) is not type(new.value):
        if isinstance(old.value, (dict, list)):
            raise _Structural
        _add(found, _scalar_mark(old), False, _written(new.plain(), _is_quoted(old)))


def _compare_maps(old: Node, new: Node, found: dict[tuple[Mark, bool], str]) -> None:
    gone = [key for key in old.entries if key not in new.entries]
    added = [key for key in new.entries if key not in old.entries]
    for key in old.entries.keys() & new.entries.keys():
        _compare(old.entries[key], new.entries[key], found)
    for key in gone:
        name = next((name for name in added if new.entries[name].plain() == old.entries[key].plain()), None)
        mark = old.key_marks.get(key)
        if name is None or mark is None or mark.length not in (len(key), len(key) + 2):
            raise _Structural
        added.remove(name)
        _add(found, mark, False, f'"{name}"' if mark.length > len(key) else name)
    if added:
        _insert(old, {key: new.entries[key].plain() for key in added}, found)


def _insert(old: Node, entries: dict[str, Any], found: dict[tuple[Mark, bool], str]) -> None:
    """New keys before the first one of a map, on lines of their own where each of its keys has one."""
    first = next(iter(old.key_marks.values()), None)
    if first is None or old.mark is None:
        raise _Structural
    is_block = (old.mark.line, old.mark.column) == (first.line, first.column)
    is_quoted = not is_block and first.length == len(next(iter(old.key_marks))) + 2
    between = "\n" + " " * (first.column - 1) if is_block else ", "
    pairs = (f"{_written(key, is_quoted)}: {_written(value, is_quoted)}{between}" for key, value in entries.items())
    _add(found, first, True, "".join(pairs))


def _add(found: dict[tuple[Mark, bool], str], mark: Mark, is_before: bool, text: str) -> None:
    """An alias stands for one text: two different changes of it are none."""
    if found.setdefault((mark, is_before), text) != text:
        raise _Structural


def _scalar_mark(node: Node) -> Mark:
    """The place of a scalar that stands on one line as it reads, plain or in quotes."""
    mark = node.mark
    if mark is None or (isinstance(node.value, str) and mark.length - len(node.value) not in (0, 2)):
        raise _Structural
    return mark


def _is_quoted(node: Node) -> bool:
    return isinstance(node.value, str) and node.mark is not None and node.mark.length == len(node.value) + 2


def _written(value: Any, is_quoted: bool) -> str:
    """A value as it stands in JSON, or in YAML on one line."""
    if is_object(value):
        entries = (f"{_written(key, is_quoted)}: {_written(item, is_quoted)}" for key, item in value.items())
        return "{" + ", ".join(entries) + "}"
    if is_list(value):
        return "[" + ", ".join(_written(item, is_quoted) for item in value) + "]"
    if isinstance(value, str) and not is_quoted and _is_plain(value):
        return value
    return json.dumps(value, ensure_ascii=False)


def _is_plain(text: str) -> bool:
    """Whether YAML reads a text without quotes as itself: a word, or the address of a schema."""
    return (bool(_PLAIN.match(text)) or text.startswith("https://vega.github.io/")) and text.lower() not in _WORDS


def _edit(mark: Mark, text: str, is_before: bool) -> Edit:
    end = mark.column if is_before else mark.column + mark.length
    return Edit(str(mark.file), mark.line, mark.column, mark.line, end, text)
