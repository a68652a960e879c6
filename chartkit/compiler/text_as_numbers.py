"""Text where a chart needs numbers: takes a filled spec and its tables, gives a warning for each such column.

Vega bins and averages text without a word: no bin holds it, and its mean is no number, so that the chart stays empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isnan
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler.drawing import TableToDraw
from chartkit.compiler.views import View, views_of
from chartkit.data import Column
from chartkit.diagnostics import Diagnostic, shown
from chartkit.presets.transforms import makes_of_transform
from chartkit.schema.json_types import is_list, is_object

if TYPE_CHECKING:
    from chartkit.compiler.spec_facts import SpecFacts

_OF_TEXT = frozenset(["count", "valid", "missing", "distinct", "min", "max", "argmin", "argmax", "values"])
"""The aggregates that text has too."""
_LOOKED_AT = 1_000
"""Values of a column that tell whether its text is numbers, which Vega reads."""


class NumericUse(NamedTuple):
    """What the spec computes with as numbers: the dataset, the column's alias, and how: "bins" or an aggregate."""

    table: str
    alias: str
    use: str


def numeric_uses(spec: dict[str, Any]) -> Iterator[NumericUse]:
    """The columns that the views of a Vega-Lite spec compute with as numbers. O(size of the spec)."""
    for view in views_of(spec):
        for alias, use in _numeric_uses(view) if view.data else ():
            yield NumericUse(str(view.data), alias, use)


def text_as_numbers(spec: SpecFacts, tables: Mapping[str, TableToDraw]) -> Iterator[Diagnostic]:
    """A warning for each column of text that is binned or averaged, by encodings and transforms.

    Looks at the first values of such a column, and of no other.
    """
    if not any(map(_has_text, tables.values())):
        return
    told: set[tuple[str, str]] = set()
    for data, alias, use in spec.numeric_uses:
        table = tables.get(data)
        if table and alias in table.columns and (data, alias) not in told:
            told.add((data, alias))
            name, type_ = table.columns[alias]
            if type_ != "temporal":  # texts that are drawn as times are read as times, which have numbers
                yield from _warning(table.dataset.column(name), use)


def _has_text(table: TableToDraw) -> bool:
    return any(table.dataset.column(name).kind == "nominal" for name, _ in table.columns.values())


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
    from chartkit.expressions.numbers import text_number

    return isinstance(value, str) and isnan(text_number(value))


def _warning(column: Column, use: str) -> Iterator[Diagnostic]:
    values = column.first_values(_LOOKED_AT) if column.kind == "nominal" else ()
    word = next(filter(_is_word, values), None)
    if word is None:
        return
    what = "has no bins" if use == "bins" else f"has no {use}"
    message = f"column {column.name!r} holds text, as {shown(word)}, which {what}."
    help = "count its rows instead, group by it, or pass a column of numbers"
    yield Diagnostic("CK454", message, "warning", help=help)
