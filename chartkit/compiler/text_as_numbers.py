"""Text where a chart needs numbers: takes a filled spec and its tables, gives a warning for each such column.

Vega bins and averages text without a word: no bin holds it, and its mean is no number, so that the chart stays empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from chartkit.compiler.drawing import TableToDraw
from chartkit.compiler.views import View, views_of
from chartkit.diagnostics import Diagnostic, shown
from chartkit.presets.transforms import makes_of_transform
from chartkit.schema.json_types import is_list, is_object

_OF_TEXT = frozenset(["count", "valid", "missing", "distinct", "min", "max", "argmin", "argmax", "values"])
"""The aggregates that text has too."""
_LOOKED_AT = 1_000
"""Values of a column that tell whether its text is numbers, which Vega reads."""


def text_as_numbers(spec: dict[str, Any], tables: Mapping[str, TableToDraw]) -> Iterator[Diagnostic]:
    """A warning for each column of text that is binned or averaged, by encodings and transforms; no pass over rows."""
    texts = {name: _texts(table) for name, table in tables.items()}
    if not any(texts.values()):
        return
    said: set[str] = set()
    for view in views_of(spec):
        held = texts.get(view.data or "", {})
        for alias, use in _numeric_uses(view) if held else ():
            if alias in held and alias not in said:
                said.add(alias)
                yield _warning(*held[alias], use)


def _texts(table: TableToDraw) -> dict[str, tuple[str, str]]:
    """The columns of text by alias: the user's name, and the first value that is no number."""
    found: dict[str, tuple[str, str]] = {}
    for alias, (name, _) in table.columns.items():
        column = table.dataset.column(name)
        if column.kind == "nominal":
            first = next((value for value in column.first_values(_LOOKED_AT) if _is_word(value)), None)
            if first is not None:
                found[alias] = name, first
    return found


def _numeric_uses(view: View) -> Iterator[tuple[str, str]]:
    """The columns that a view's transforms and encodings compute with, until a transform makes others of the name."""
    made: set[str] = set()
    for _, transform in view.transforms:
        for field, use in _uses_of_transform(transform):
            if field not in made:
                yield field, use
        makes = makes_of_transform(transform)
        made.update(makes.names)
        if makes.replaces:
            return
    for definition in view.definitions.values() if view.kind == "unit" else ():
        for one in definition if is_list(definition) else (definition,):
            use = _use_of(one) if is_object(one) else None
            for field in view.fields(one.get("field")) if use else ():
                if field not in made:
                    yield field, str(use)


def _uses_of_transform(transform: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if transform.get("bin") and isinstance(transform.get("field"), str):
        yield transform["field"], "bins"
    for word in ("aggregate", "joinaggregate"):
        entries = transform.get(word)
        for entry in entries if is_list(entries) else ():
            if is_object(entry) and entry.get("op") not in _OF_TEXT and isinstance(entry.get("field"), str):
                yield entry["field"], entry["op"]


def _use_of(definition: dict[str, Any]) -> str | None:
    op = definition.get("aggregate")
    if isinstance(op, str) and op not in _OF_TEXT:
        return op
    return "bins" if definition.get("bin") not in (None, False, "binned") else None


def _is_word(value: Any) -> bool:
    """Whether a value is text that JavaScript reads as no number."""
    if not isinstance(value, str) or not value.strip():
        return False
    try:
        float(value)
    except ValueError:
        return not value.strip().lower().startswith(("0x", "0b", "0o"))
    return False


def _warning(name: str, value: str, use: str) -> Diagnostic:
    what = "has no bins" if use == "bins" else f"has no {use}"
    message = f"column {name!r} holds text, as {shown(value)}, which {what}."
    help = "count its rows instead, group by it, or pass a column of numbers"
    return Diagnostic("CK454", message, "warning", help=help)
