"""Every way that M4 runs keeps the same rows: by slices, in batches of any size, and in DuckDB."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb
import narwhals as nw
import numpy as np
import polars as pl
import pytest

from chartkit.compiler.overflow import m4_batches
from chartkit.compiler.overflow.line_views import LineView, line_view_of
from chartkit.compiler.overflow.m4 import m4
from chartkit.compiler.overflow.m4_sorted import kept_places
from chartkit.compiler.overflow.overflowed import NotOffered
from chartkit.data.frame import Frame, FrameKind

WIDTH = 32


def _view(series: bool = False, scale: Mapping[str, Any] | None = None, **mark: Any) -> LineView:
    x = {"field": "x", "type": "quantitative", "scale": {"domain": [0, WIDTH], **(scale or {})}}
    encoding: dict[str, Any] = {"x": x, "y": {"field": "y", "type": "quantitative"}}
    color = {"color": {"field": "s", "type": "nominal"}} if series else {}
    return line_view_of({"mark": {"type": "line", **mark}, "encoding": {**encoding, **color}})


def _reference(table: pl.DataFrame, view: LineView) -> list[dict[str, Any]]:
    """M4 in the words of its definition, row by row."""
    lines: dict[Any, list[dict[str, Any]]] = {}
    for row in table.to_dicts():
        line = lines.setdefault(tuple(row[name] for name in view.series), [])
        if row["x"] is not None and (row["y"] is not None or view.nulls == "break"):
            line.append(row)
    found: list[dict[str, Any]] = []
    for line in lines.values():
        parts: list[tuple[int | None, list[dict[str, Any]]]] = []
        for row in sorted(line, key=lambda row: row["x"]):
            column = None if row["y"] is None else int(row["x"])
            if not parts or parts[-1][0] != column:
                parts.append((column, []))
            parts[-1][1].append(row)
        for column, part in parts:
            extremes = [] if column is None else [min(part, key=_height), max(part, key=_height), part[-1]]
            kept = {row["row"] for row in (part[0], *extremes)}
            found += [row for row in part if row["row"] in kept]
    return found


def _height(row: Mapping[str, Any]) -> float:
    return row["y"]


def test_whole_numbers_of_all_64_bits_have_their_pixel_columns() -> None:
    x = np.arange(32_000, dtype=np.int64) * 100_000_000_000_000 + 6 * 10**18
    y = np.sin(np.arange(32_000))
    view = _view(scale={"domain": [float(x[0]), float(x[-1])]})
    whole, doubles = (kept_places(values, y, view, WIDTH) for values in (x, x.astype(float)))
    assert whole is not None and doubles is not None
    assert len(whole) > 3 * WIDTH
    assert whole.tolist() == doubles.tolist()


def _table(n: int, ties: bool, gaps: bool, ascending: bool, seed: int = 3) -> pl.DataFrame:
    rng = np.random.default_rng(seed)
    x = rng.uniform(0.01, 31.99, n)
    x = np.round(x, 1) if ties else x
    table = pl.DataFrame(
        {
            "x": np.sort(x) if ascending else x,
            "y": np.round(rng.normal(size=n), 1) if ties else rng.normal(size=n),
            "s": rng.choice(["b", "a", "null"], n),
            "row": np.arange(n),
        }
    )
    table = table.with_columns(s=pl.when(pl.col("s") != "null").then("s"))
    if gaps:
        hole = (pl.col("x").is_between(7.3, 12.1)) | (pl.col("row") % 97 == 5)
        table = table.with_columns(y=pl.when(~hole).then("y"), x=pl.when(pl.col("row") % 61 != 0).then("x"))
    return table


def _frame(table: pl.DataFrame) -> Frame:
    kinds: dict[str, FrameKind] = {name: "text" if name == "s" else "number" for name in table.columns}
    return Frame(nw.from_native(table.lazy()), kinds)


@pytest.mark.parametrize("batch", [50, 1 << 19])
@pytest.mark.parametrize("series", [False, True])
@pytest.mark.parametrize("ties", [False, True])
@pytest.mark.parametrize("gaps", [None, "break-paths-filter-domains", "filter"])
@pytest.mark.parametrize("ascending", [False, True])
def test_batches_keep_the_rows_of_the_definition(
    monkeypatch: pytest.MonkeyPatch, batch: int, series: bool, ties: bool, gaps: str | None, ascending: bool
) -> None:
    monkeypatch.setattr(m4_batches, "BATCH", batch)
    monkeypatch.setattr(m4_batches, "_MOST_KEPT", 2 * batch)
    table = _table(3000, ties, gaps is not None, ascending)
    mark: dict[str, Any] = {"invalid": gaps} if gaps else {}
    view = _view(series, None, **mark)
    found = m4(_frame(table), view, WIDTH)
    assert found.rows.to_dicts() == _reference(table, view)
    assert found.n_in == 3000
    assert len(found.rows) < 900


def test_numbers_that_an_expression_made_infinite_are_missing() -> None:
    table = _table(500, ties=False, gaps=False, ascending=True).with_columns(
        y=pl.when(pl.col("row") == 77).then(float("inf")).when(pl.col("row") == 78).then(float("nan")).otherwise("y")
    )
    missing = table.with_columns(y=pl.when(pl.col("y").is_finite()).then("y"))
    assert m4(_frame(table), _view(), WIDTH).rows.to_dicts() == _reference(missing, _view())


@pytest.mark.parametrize("kind", ["float", "integer"])
@pytest.mark.parametrize("is_reversed", [False, True])
def test_slices_of_arrays_keep_the_same_rows(kind: str, is_reversed: bool) -> None:
    x = np.sort(np.random.default_rng(1).integers(0, 500, 4000)) if kind == "integer" else np.arange(4000) / 7
    y = np.random.default_rng(2).integers(-90, 90, 4000)
    view = _view(scale={"domain": [-3, 611.3], "reverse": is_reversed})
    table = pl.DataFrame({"x": x, "y": y, "row": np.arange(4000)})
    places = kept_places(x, y, view, WIDTH)
    assert places is not None
    assert table[places].equals(m4(_frame(table), view, WIDTH).rows)


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ([1.0, 3.0, 2.0, 4.0], [1.0, 2.0, 3.0, 4.0]),
        ([1.0, float("nan"), 3.0, 4.0], [1.0, 2.0, 3.0, 4.0]),
        ([1.0, 2.0, 3.0, float("inf")], [1.0, 2.0, 3.0, 4.0]),
        ([1.0, 2.0, 3.0, 4.0], [1.0, float("nan"), 3.0, 4.0]),
        ([1.0, 2.0, 3.0, 4.0], [1.0, float("-inf"), 3.0, 4.0]),
        ([], []),
    ],
)
def test_arrays_that_are_no_plain_line_have_no_slices(x: list[float], y: list[float]) -> None:
    assert kept_places(np.array(x), np.array(y), _view(), WIDTH) is None


def _in_duckdb(table: pl.DataFrame) -> Frame:
    relation: Any = duckdb.connect().from_arrow(table.to_arrow())
    return _frame(table)._replace(lazy=nw.from_native(relation), engine="duckdb", is_ordered=False)


@pytest.mark.parametrize("series", [False, True])
@pytest.mark.parametrize("gaps", ["break-paths-filter-domains", "filter"])
def test_duckdb_keeps_the_same_points(series: bool, gaps: str) -> None:
    table = _table(3000, ties=False, gaps=gaps == "filter", ascending=False).drop("row")
    table = table if series else table.drop("s")
    view = _view(series, invalid=gaps)
    found, expected = m4(_in_duckdb(table), view, WIDTH), m4(_frame(table), view, WIDTH)
    by_line = expected.rows.sort(view.series, maintain_order=True) if series else expected.rows
    assert found.rows.equals(by_line.select(found.rows.columns))
    assert found.n_in == 3000


def test_duckdb_gives_rows_that_a_gap_parts_to_polars() -> None:
    table = _table(3000, ties=False, gaps=True, ascending=False)
    found = m4(_in_duckdb(table), _view(), WIDTH)
    assert found.rows.to_dicts() == _reference(table, _view())


def test_of_points_above_one_another_duckdb_draws_the_lowest_first_and_the_highest_last() -> None:
    table = pl.DataFrame({"x": [1.5, 1.5, 1.5, 2.5, 2.5, 2.5], "y": [3.0, 1.0, 2.0, 5.0, 4.0, 6.0]})
    found = m4(_in_duckdb(table), _view(), WIDTH).rows
    assert found.rows() == [(1.5, 1.0), (1.5, 3.0), (2.5, 4.0), (2.5, 6.0)]


@pytest.mark.parametrize("moved", [_frame, _in_duckdb])
def test_a_line_without_points_is_not_thinned(moved: Any) -> None:
    table = pl.DataFrame({"x": [1.0, None], "y": [None, 2.0]}, schema={"x": pl.Float64, "y": pl.Float64})
    with pytest.raises(NotOffered) as refused:
        m4(moved(table), _view(), WIDTH)
    assert refused.value.reason == "no row has both x and y"
