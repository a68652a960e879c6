"""Every type of value through log and history, cells of tables, config and summary: equal, and of the same type."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chartkit.data import Table
from chartkit.runs import Api, init
from chartkit.runs.reader import RunReader

ZONES = st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=45)), timezone(-timedelta(hours=9, seconds=1))])
HUGE = st.integers(-(2**200), 2**200)
FLOATS = st.floats() | st.sampled_from([-0.0, 5e-324, 1.7976931348623157e308, math.nan, math.inf, -math.inf])
TEXTS = st.text(st.characters(codec=None, exclude_categories=[])) | st.sampled_from(["", "\ud800", "</script>", "$"])
SCALARS = (
    st.none()
    | st.booleans()
    | HUGE
    | FLOATS
    | TEXTS
    | st.binary(max_size=20)
    | st.datetimes()
    | st.datetimes(timezones=ZONES)
    | st.dates()
    | st.times()
    | st.timedeltas()
    | st.decimals()
    | st.fractions()
)
NUMPY = st.one_of(
    st.floats(width=32).map(np.float32),
    st.floats().map(np.float64),
    st.integers(-(2**63), 2**63 - 1).map(np.int64),
    st.integers(0, 2**64 - 1).map(np.uint64),
    st.booleans().map(np.bool_),
    st.integers(-(10**15), 10**15).map(lambda us: np.datetime64(us, "us")),
    st.integers(-(10**12), 10**12).map(lambda us: np.timedelta64(us, "us")),
)
NESTED = st.recursive(
    SCALARS | NUMPY,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(TEXTS | st.integers(), inner, max_size=3)
    ),
    max_leaves=8,
)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(FEW, max_examples=1500)


def expected(value: Any) -> Any:
    """What comes back: sequences as lists, NumPy's scalars as Python's."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, list | tuple):
        return [expected(item) for item in value]
    if isinstance(value, dict):
        return {key: expected(item) for key, item in value.items()}
    return value


def is_same(found: Any, wanted: Any) -> bool:
    """True for values that are equal and of one type; for NaN as well, and for the sign of zero."""
    if type(found) is not type(wanted):
        return False
    if isinstance(wanted, list):
        return len(found) == len(wanted) and all(map(is_same, found, wanted))
    if isinstance(wanted, dict):
        return found.keys() == wanted.keys() and all(is_same(found[key], wanted[key]) for key in wanted)
    if isinstance(wanted, float):
        return repr(found) == repr(wanted)
    if isinstance(wanted, Decimal):
        return str(found) == str(wanted)
    if isinstance(wanted, datetime):
        return found == wanted and found.utcoffset() == wanted.utcoffset()
    return bool(found == wanted)


def check(values: list[Any]) -> None:
    """Log, store and read the values, three times over: from the files, from the cache, from the process itself."""
    wanted = [expected(value) for value in values]
    run = init(project="p", id=uuid4().hex, config={"values": values})
    run.log({"values": values})
    for n, value in enumerate(values):
        if not isinstance(value, dict):  # whose keys are columns of their own
            run.log({f"v{n}": value})
    run.log({"cells": Table(columns=["cell"], data=[[value] for value in values], allow_mixed_types=True)})
    run.summary["said"] = values
    mine = dict(run.summary)
    run.finish()
    assert is_same(mine["values"], wanted), (mine["values"], wanted)
    for _ in range(2):
        _check_read(Api().run(run.id), values, wanted)


def _check_read(found: RunReader, values: list[Any], wanted: list[Any]) -> None:
    rows = list(found.scan_history())
    assert is_same(rows[0]["values"], wanted), (rows[0]["values"], wanted)
    merged = {key: value for row in rows for key, value in row.items()}
    for n, value in enumerate(values):
        if not isinstance(value, dict):
            assert is_same(merged[f"v{n}"], wanted[n]), (merged[f"v{n}"], wanted[n])
    for place in (found.summary["values"], found.summary["said"], found.config["values"]):
        assert is_same(place, wanted), (place, wanted)
    cells = [row[0] for row in found.table("cells").data]
    assert is_same(cells, wanted), (cells, wanted)


@FEW
@given(st.lists(NESTED, min_size=1, max_size=6))
def test_every_value_comes_back(values: list[Any]) -> None:
    check(values)


@pytest.mark.full
@MANY
@given(st.lists(NESTED, min_size=1, max_size=6))
def test_every_value_of_many_comes_back(values: list[Any]) -> None:
    check(values)


NUMBERS = st.integers(-(2**63), 2**63 - 1) | FLOATS | HUGE
KINDS: st.SearchStrategy[st.SearchStrategy[Any]] = st.sampled_from(
    [st.integers(-9, 9), st.integers(-(2**63), 2**63 - 1), st.floats(-1e9, 1e9), FLOATS, NUMBERS, st.none() | FLOATS]
)


@st.composite
def columns(draw: Callable[[st.SearchStrategy[Any]], Any]) -> list[dict[str, Any]]:
    """Rows of up to three keys, each key's values of one kind, some left out."""
    kinds = {key: draw(KINDS) for key in draw(st.sampled_from(["a", "ab", "abc"]))}
    return [
        {key: draw(kind) for key, kind in kinds.items() if draw(st.integers(0, 9))}
        for _ in range(draw(st.integers(1, 8)))
    ]


def said(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows without what chartkit adds."""
    return [{key: value for key, value in row.items() if key[0] != "_"} for row in rows]


def as_columns(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows as columns have them: None is a gap, integers beside floats are floats that are equal."""
    return [
        {key: ["NaN"] if value != value else value for key, value in row.items() if value is not None} for row in rows
    ]


def check_rows(rows: list[dict[str, Any]]) -> None:
    """Log rows of numbers; the columns read from files, from the cache and from a journal that grew are the same."""
    run = init(project="p", id=uuid4().hex)
    logged: list[dict[str, Any]] = []
    for n, row in enumerate([*rows, *rows]):
        run.log(row)
        logged.append(row)
        if n in (len(rows) - 1, 2 * len(rows) - 1):
            for _ in range(2):
                found = Api().run(run.id)
                read, scanned = said(found.history(pandas=False)), said(found.scan_history())
                assert as_columns(read) == as_columns(logged), (read, logged)
                assert is_same(scanned, logged), (scanned, logged)
    run.finish()
    (journal,) = Path(run.dir).glob("journal-*.jsonl")
    assert journal.read_bytes().count(b"\n") == len(logged) + 2


@FEW
@given(columns())
def test_columns_of_numbers_come_back_from_files_and_cache(rows: list[dict[str, Any]]) -> None:
    check_rows(rows)


@pytest.mark.full
@MANY
@given(columns())
def test_many_columns_of_numbers_come_back_from_files_and_cache(rows: list[dict[str, Any]]) -> None:
    check_rows(rows)


@pytest.mark.parametrize("value", [date.min, datetime.max, time(1, 2, 3, 4, fold=1), Fraction(1, 3), timedelta.min])
def test_ends_of_calendars_come_back(value: object) -> None:
    check([value])
