"""Lookups in Polars and DuckDB give the rows that real Vega gives, or are refused with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pytest

from chartkit.compiler.reductions.lookup import lookup_of
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.data.frame import Frame, FrameKind

KINDS: dict[str, FrameKind] = {"n": "number", "s": "text", "b": "boolean"}
TABLE: dict[str, list[Any]] = {
    "n": [1.0, None, -0.0, 2.5, 7.0, 1.0],
    "s": ["a", "null", None, "1", "", "2.5"],
    "b": [True, False, None, True, False, None],
}
ROWS: list[dict[str, Any]] = [
    {"k": "a", "v": 1, "w": "one"},
    {"k": 1, "v": 2, "w": "two"},
    {"k": "1", "v": 3, "w": "three"},
    {"k": None, "v": 4, "w": None},
    {"k": True, "v": 5, "w": "five"},
    {"k": 2.5, "v": None, "w": "six"},
    {"k": "0", "v": 7},
    {"k": "", "v": 8, "w": "eight"},
    {"k": "01", "v": 9, "w": "nine"},
    {"v": 10, "w": "ten"},
    {"k": "a", "v": 11, "w": "eleven"},
]
MANY = [*ROWS, *({"k": f"more{number}", "v": number, "w": "more"} for number in range(60))]


def _lookup(field: str, rows: list[dict[str, Any]] = ROWS, **more: Any) -> dict[str, Any]:
    return {"lookup": field, "from": {"data": {"values": rows}, "key": "k", "fields": ["v", "w"]}, **more}


CASES = [
    *(_lookup(field, rows) for field in KINDS for rows in (ROWS, MANY)),
    _lookup("s", **{"as": ["x", "n"]}),
    {"lookup": "s", "from": {"data": {"values": ROWS}, "key": "k", "fields": ["v"]}, "as": ["v"], "default": -1},
    {"lookup": "n", "from": {"data": {"values": ROWS}, "key": "k", "fields": ["w"]}, "default": "none"},
]


def _frames() -> list[Frame]:
    table = pl.DataFrame(TABLE).with_row_index("row")
    kinds: dict[str, FrameKind] = {"row": "number", **KINDS}
    relation: Any = duckdb.connect().from_arrow(table.to_arrow())
    return [Frame(nw.from_native(table.lazy()), kinds), Frame(nw.from_native(relation), kinds, "duckdb", False)]


def test_lookups_find_what_vega_finds(
    vega_rows: Callable[[Any], list[list[tuple[str, ...]]]], as_javascript: Callable[[Any], str]
) -> None:
    rows = [dict(zip(TABLE, row, strict=True)) for row in zip(*TABLE.values(), strict=True)]
    reductions = [lookup_of(case, KINDS) for case in CASES]
    shown = vega_rows([(rows, [case], list(found.makes)) for case, found in zip(CASES, reductions, strict=True)])
    for reduction, expected in zip(reductions, shown, strict=True):
        for frame in _frames():
            found = reduction.apply(frame).collect().sort("row").select(*reduction.makes)
            undefined = [tuple(text.replace("undefined", "null") for text in row) for row in expected]
            assert [tuple(map(as_javascript, row)) for row in found.rows()] == undefined


def test_it_says_what_it_looks_up() -> None:
    assert lookup_of(_lookup("s"), KINDS).explain() == "lookup v, w by s among 9 keys"
    moved = lookup_of(_lookup("s", MANY), KINDS).apply(_frames()[1])
    assert moved.notes == ("a lookup of 69 keys runs in Polars",)


OUTSIDE = "it looks into data that is not written in the spec"


def _from(source: dict[str, Any], field: str = "s") -> dict[str, Any]:
    return {"lookup": field, "from": {"key": "k", **source}}


@pytest.mark.parametrize(
    ("transform", "reason"),
    [
        (_from({"data": {"name": "t"}, "fields": ["v"]}), OUTSIDE),
        (_from({"param": "p"}), OUTSIDE),
        (
            _from({"data": {"values": ROWS, "format": {"parse": {"k": "date"}}}, "fields": ["v"]}),
            "the rows it looks into are read by a format",
        ),
        (_from({"data": {"values": ROWS}}), "a lookup of whole rows makes objects"),
        (_from({"data": {"values": ROWS}, "fields": ["v"]}, "z"), "'z' is no plain column of the table"),
        (_lookup("s", **{"as": ["x"]}), "its fields are no plain columns, or have other names in number"),
        (_lookup("s", default=3), "the values looked up for 'w' are not of one kind"),
        (_lookup("s", [{"k": 1e21, "v": 1, "w": 1}]), "a key is no text, boolean or number of usual size"),
    ],
)
def test_what_cannot_be_looked_up_here_is_refused(transform: dict[str, Any], reason: str) -> None:
    with pytest.raises(NotReducible) as refused:
        lookup_of(transform, KINDS)
    assert refused.value.reason == reason
