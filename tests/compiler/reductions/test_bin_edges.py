"""Values on the edges of bins fall, in every engine, where Vega puts them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from chartkit.compiler.reductions.binning import bin_options, bin_params
from chartkit.compiler.reductions.bins import bin_end, bin_index, bin_start
from chartkit.compiler.reductions.grouping import Dimension, Grouping, Measure
from chartkit.data.frame import Frame

VALUES = [number * 0.2 for number in range(1001)]


def _polars(values: pl.DataFrame) -> Any:
    return values.lazy()


def _duckdb(values: pl.DataFrame) -> Any:
    import duckdb

    connection: Any = duckdb.connect()
    return connection.from_arrow(values.to_arrow())


@pytest.mark.parametrize("engine", [_polars, _duckdb])
@pytest.mark.parametrize("options", [{"maxbins": 1000}, {"maxbins": 300}, {"step": 0.125}, {"step": 0.7}])
def test_multiples_of_the_step_open_their_own_bin(
    vega_rows: Any, engine: Callable[[pl.DataFrame], Any], options: dict[str, Any]
) -> None:
    bins = bin_params([VALUES[0], VALUES[-1]], **bin_options(options))
    start = bin_start(bin_index(nw.col("v"), bins), bins)
    lazy: Any = nw.from_native(engine(pl.DataFrame({"v": VALUES})))
    rows = lazy.select(v="v", a=start, b=bin_end(start, bins)).collect(backend="polars").to_native().sort("v")
    [vega] = vega_rows([([{"v": v} for v in VALUES], [{"bin": options, "field": "v", "as": ["a", "b"]}], ["a", "b"])])
    assert rows.select("a", "b").rows() == [(float(low), float(high)) for low, high in vega]


@pytest.mark.parametrize("engine", [_polars, _duckdb])
def test_what_lies_outside_of_all_bins_ends_where_it_starts(engine: Callable[[pl.DataFrame], Any]) -> None:
    bins = bin_params([0, 10], step=3)
    start = bin_start(bin_index(nw.col("v"), bins), bins)
    lazy: Any = nw.from_native(engine(pl.DataFrame({"row": [0, 1, 2, 3], "v": [-1.0, 4.0, 13.0, None]})))
    rows = lazy.select(row="row", a=start, b=bin_end(start, bins)).collect(backend="polars").to_native().sort("row")
    infinity = float("inf")
    assert rows.select("a", "b").rows() == [(-infinity, -infinity), (3.0, 6.0), (infinity, infinity), (None, None)]


@pytest.mark.parametrize("n_values", [1, 7, 1000])
@pytest.mark.parametrize("options", [{}, {"nice": False}, {"step": 0.7}, {"step": 0.7, "nice": False}, {"anchor": 0.3}])
def test_a_known_extent_saves_comparisons_and_changes_nothing(n_values: int, options: dict[str, Any]) -> None:
    values = VALUES[:n_values]
    bins = bin_params([values[0], values[-1]], **bin_options(options))
    lazy: Any = nw.from_native(pl.DataFrame({"v": [*values, float("nan"), None]}).lazy())
    known = bin_index(nw.col("v"), bins, (values[0], values[-1]))
    rows = lazy.select(known=known, unknown=bin_index(nw.col("v"), bins)).collect().to_native()
    assert rows["known"].equals(rows["unknown"], null_equal=True)
    assert rows["known"][:-2].to_list() == [min(max(bins.index_of(value), -1.0), bins.n_bins) for value in values]


def test_an_anchor_moves_the_least_values_out_of_all_bins() -> None:
    """Vega shifts start and stop to the anchor, and what lies below the new start falls in no bin."""
    bins = bin_params([0.1, 9.9], **bin_options({"step": 1, "anchor": 0.3}))
    grouping = Grouping((Dimension("v", "v", {"step": 1, "anchor": 0.3}),), (Measure("count", None, "n"),))
    frame = Frame(nw.from_native(pl.DataFrame({"v": [0.1, 0.2, 0.3, 9.9]}).lazy()), {"v": "number"})
    rows = grouping.with_extents({"v": (0.1, 9.9)}).apply(frame).collect()
    assert bins.start == 0.3
    assert rows.rows() == [(bins.start - bins.step, 2), (0.8, 1), (9.8, 1)]
