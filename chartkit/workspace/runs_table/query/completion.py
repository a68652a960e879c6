"""What may come next in a query: takes its text up to the caret and the table, gives what to put there, best first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chartkit.diagnostics import ChartkitError, Diagnostic
from chartkit.runs.reading.filters import predicate
from chartkit.workspace.runs_table.columns import Column
from chartkit.workspace.runs_table.facets import facet
from chartkit.workspace.runs_table.query.expected import Ended, Expected
from chartkit.workspace.runs_table.query.parser import Parser, query_filters
from chartkit.workspace.runs_table.query.tokens import Token, quoted, tokens_of
from chartkit.workspace.runs_table.run_table import RunTable

MOST_OPTIONS = 50
_OPERATORS = {
    "=": "equals",
    "!=": "differs, or is not there",
    "<": "below",
    "<=": "at most",
    ">": "above",
    ">=": "at least",
    "in": "one of a list",
    "not in": "none of a list",
    "contains": "holds the text",
    "not contains": "does not hold it",
    "~": "matches a regular expression",
    "!~": "does not match it",
    "exists": "the run has it",
    "not exists": "the run does not have it",
}
_FOR_TEXT_ALONE = ("contains", "not contains", "~", "!~")
_FOR_TEXT = ("=", "!=", "contains", "not contains", "in", "not in", "~", "!~", "exists", "not exists")


def completion(query: str, caret: int, table: RunTable) -> dict[str, Any]:
    """`{"from", "to", "options": [{"text", "detail"}], "faults": [Diagnostic]}`.

    Each option replaces what stands between the two places; the faults are those of the whole query as it is.
    """
    return {**_offered(query, caret, table), "faults": _faults(query, table)}


def _faults(query: str, table: RunTable) -> list[Diagnostic]:
    try:
        predicate(query_filters(query, table.columns))
    except ChartkitError as error:
        return [*error.diagnostics]
    return []


def _offered(query: str, caret: int, table: RunTable) -> dict[str, Any]:
    before = query[:caret]
    tokens = tokens_of(before)
    begun = _begun(tokens, before)
    start = begun.start if begun is not None else len(before)
    if query.lstrip().startswith("{"):
        return {"from": start, "to": caret, "options": []}
    expected = _expected(tokens[:-1] if begun is not None else tokens, start, table)
    word = begun.text.lstrip("\"'") if begun is not None else ""
    options = [] if expected is None else [*_options(expected, word, table)][:MOST_OPTIONS]
    shown = [{"text": text, "detail": detail} for text, detail in options]
    return {"from": start, "to": caret, "options": shown}


def _begun(tokens: list[Token], before: str) -> Token | None:
    """The token that the caret stands at the end of, and that may go on."""
    last = tokens[-1] if tokens else None
    is_open = last is not None and last.end == len(before) and last.kind in ("word", "unclosed", "operator")
    return last if is_open else None


def _expected(tokens: list[Token], length: int, table: RunTable) -> Expected | None:
    """What comes after these tokens; None after a fault."""
    try:
        Parser(tokens, length, table.columns).whole()
    except Ended as ended:
        return ended.expected
    except ChartkitError:
        return None
    return Expected("joiner")


def _options(expected: Expected, word: str, table: RunTable) -> Iterable[tuple[str, str]]:
    low = word.lower()
    if expected.part == "column":
        return _columns(low, table)
    if expected.part == "value" and expected.column is not None:
        return [(text, detail) for text, detail in _values(expected.column, table) if low in text.lower()]
    if expected.part == "operator" and expected.column is not None:
        return [(text, detail) for text, detail in _operators(expected.column) if text.startswith(low)]
    words = {
        "negated": [("in", ""), ("contains", ""), ("exists", "")],
        "list": [("(", "a list of values")],
        "comma": [(",", "one more value"), (")", "the list ends")],
        "joiner": [("and", "both"), ("or", "either"), *([(")", "close the bracket")] if expected.is_open else [])],
    }.get(expected.part, [])
    return [(text, detail) for text, detail in words if text.startswith(low)]


def _columns(low: str, table: RunTable) -> Iterable[tuple[str, str]]:
    """Columns whose name holds what is written, those that begin with it first."""
    found = [column for column in table.columns.values() if low in column.key.lower()]
    found.sort(key=lambda one: not (one.key.lower().startswith(low) or f".{low}" in one.key.lower()))
    return [(quoted(column.key), _detail(column)) for column in found[:MOST_OPTIONS]]


def _detail(column: Column) -> str:
    if column.min is not None:
        return f"{column.min:.4g} to {column.max:.4g}"
    if column.n_values:
        return f"{column.kind}, {column.n_values:,} value{'' if column.n_values == 1 else 's'}"
    return column.kind


def _operators(column: Column) -> Iterable[tuple[str, str]]:
    if column.kind in ("text", "list"):
        return [(text, _OPERATORS[text]) for text in _FOR_TEXT]
    if column.kind in ("number", "time"):
        return [(text, _OPERATORS[text]) for text in _OPERATORS if text not in _FOR_TEXT_ALONE]
    return _OPERATORS.items()


def _values(column: Column, table: RunTable) -> Iterable[tuple[str, str]]:
    if column.key == "created_at":
        return [("-1d", "since a day ago"), ("-7d", "since a week ago"), ("-30d", "since a month ago")]
    if column.key == "runtime_s":
        return [("10m", "ten minutes"), ("1h", "an hour"), ("1d", "a day")]
    found = facet(table.runs, column.key)
    if found["kind"] == "range":
        ends = ((found["min"], "the least"), (found["max"], "the greatest"))
        return [(f"{number:.6g}", detail) for number, detail in ends]
    return [(_written(one["value"]), f"{one['n']:,} run{'' if one['n'] == 1 else 's'}") for one in found["values"]]


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return quoted(value) if isinstance(value, str) else repr(value)
