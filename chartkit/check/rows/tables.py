"""Rows through transforms: takes the rows of a dataset and a chain of transforms, gives the rows behind each.

A column that is not followed is named in `unknown`; where the rows themselves are not, there are none to give.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from chartkit.check.rows.evaluation import Names, Row, evaluate
from chartkit.check.rows.javascript import CannotTell
from chartkit.check.rows.predicates import test_of
from chartkit.diagnostics import JsonPath
from chartkit.expressions import ExpressionError, parse
from chartkit.presets.transforms import makes_of_transform

_KEEPS_ROWS = ("calculate", "bin", "timeUnit", "window", "joinaggregate", "stack", "lookup", "extent")

Transform = Mapping[str, Any]


class Rows(NamedTuple):
    """`records` are rows in order, `origins` the number of each in its dataset; nothing is known of `unknown` columns.

    `origins` is () once a transform has made new rows.
    """

    records: tuple[Row, ...]
    origins: tuple[int, ...] = ()
    unknown: frozenset[str] = frozenset()


class Step(NamedTuple):
    """A transform: its path, what stands there, the rows before and behind it; these are None where it ends the way."""

    path: JsonPath
    transform: Transform
    before: Rows
    after: Rows | None


def steps_of(rows: Rows, transforms: tuple[tuple[JsonPath, Transform], ...], names: Names) -> Iterator[Step]:
    """The steps of a chain, up to the first that cannot be followed, which is the last."""
    for path, transform in transforms:
        try:
            after = _after(rows, transform, names)
        except CannotTell:
            yield Step(path, transform, rows, None)
            return
        yield Step(path, transform, rows, after)
        rows = after


def _after(rows: Rows, transform: Transform, names: Names) -> Rows:
    if "filter" in transform:
        return _filtered(rows, transform["filter"], names)
    if "fold" in transform:
        return _folded(rows, transform)
    if not any(key in transform for key in _KEEPS_ROWS) or "aggregate" in transform:
        raise CannotTell
    if "calculate" in transform:
        return _calculated(rows, transform, names)
    made = makes_of_transform(transform)
    if made.is_open or made.replaces:
        raise CannotTell
    return rows._replace(unknown=rows.unknown.union(made.names))


def _filtered(rows: Rows, predicate: Any, names: Names) -> Rows:
    if _waits_for_reader(predicate):
        return rows
    test = test_of(predicate, names)
    _require_known(rows, predicate)
    kept = [index for index, row in enumerate(rows.records) if test(row)]
    origins = tuple(rows.origins[index] for index in kept) if rows.origins else ()
    return rows._replace(records=tuple(rows.records[index] for index in kept), origins=origins)


def _waits_for_reader(predicate: Any) -> bool:
    """Whether the predicate is a selection that keeps every row until a reader selects."""
    return isinstance(predicate, dict) and "param" in predicate and predicate.get("empty") is not False  # pyright: ignore[reportUnknownMemberType]


def _require_known(rows: Rows, predicate: Any) -> None:
    from chartkit.presets.transforms import reads_of_uses, uses_of_predicate

    read = reads_of_uses(uses_of_predicate(predicate, ()))
    if read.is_whole_row or read.fields & rows.unknown:
        raise CannotTell


def _calculated(rows: Rows, transform: Transform, names: Names) -> Rows:
    """The rows with one more column, or with one more that is unknown."""
    name = transform["as"]
    try:
        _require_known(rows, transform["calculate"])
        tree = parse(transform["calculate"])
        records = tuple({**row, name: evaluate(tree, row, names)} for row in rows.records)
    except (CannotTell, ExpressionError):
        return rows._replace(unknown=rows.unknown | {name})
    return rows._replace(records=records, unknown=rows.unknown - {name})


def _folded(rows: Rows, transform: Transform) -> Rows:
    key, value = (*transform.get("as", ()), "key", "value")[:2] if len(transform.get("as", ())) != 1 else ("", "")
    fields: list[Any] = transform["fold"]
    if not key or rows.unknown.intersection(fields) or any(not isinstance(field, str) for field in fields):
        raise CannotTell
    if any(field not in row for row in rows.records for field in fields):
        raise CannotTell
    records = tuple({**row, key: field, value: row[field]} for row in rows.records for field in fields)
    return Rows(records, (), rows.unknown - {key, value})
