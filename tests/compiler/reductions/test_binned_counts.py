"""Histograms are counted batch by batch: the same rows as a group-by makes, and as many as NumPy counts."""

from __future__ import annotations

import math
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chartkit.compiler.reductions import binned_counts
from chartkit.compiler.reductions.aggregates import Measure
from chartkit.compiler.reductions.binning import bin_options, bin_params
from chartkit.compiler.reductions.grouped import grouped
from chartkit.compiler.reductions.grouping import Dimension, Grouping, extents
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.data.frame import Frame
from chartkit.diagnostics import DataError

OPTIONS: list[dict[str, Any]] = [
    {},
    {"maxbins": 300},
    {"step": 0.7},
    {"step": 0.125},
    {"nice": False},
    {"step": 1, "anchor": 0.3},
    {"step": 1, "anchor": 0.3, "nice": False},
]
EDGES = st.integers(-40, 40).map(lambda n: n * 0.1)
DOUBLES = st.floats(-1e6, 1e6)
MISSING = st.sampled_from([None, math.nan])
COLUMNS = st.one_of(
    st.lists(st.one_of(EDGES, MISSING), min_size=1, max_size=60).map(lambda rows: pl.Series(rows, dtype=pl.Float64)),
    st.lists(st.one_of(DOUBLES, MISSING), min_size=1).map(lambda rows: pl.Series(rows, dtype=pl.Float64)),
    st.lists(st.one_of(st.integers(-50, 50), st.none()), min_size=1).map(lambda rows: pl.Series(rows, dtype=pl.Int64)),
    st.tuples(DOUBLES, st.integers(1, 9)).map(lambda one: pl.Series([one[0]] * one[1])),
)


def _frame(values: pl.Series) -> Frame:
    lazy = nw.from_native(pl.DataFrame({"v": values}).lazy())
    return Frame(lazy, {"v": "number"}, notes=("a note",), is_in_memory=True)


def _grouping(values: pl.Series, options: dict[str, Any], *names: str) -> Grouping:
    extent = extents(_frame(values), ["v"])["v"] or (0.0, 1.0)
    grouping = Grouping((Dimension("v", "bin", bin_options(options)),), tuple(Measure("count", None, n) for n in names))
    return grouping.with_extents({"v": extent})


@settings(deadline=None, max_examples=60)
@given(COLUMNS, st.sampled_from(OPTIONS), st.sampled_from([(), ("n",), ("n", "m")]))
@example(pl.Series([0.1, 0.2, None, 0.3, 9.9, math.nan, 10.3]), {"step": 1, "anchor": 0.3}, ("n",))
def test_the_same_frame_as_a_group_by(values: pl.Series, options: dict[str, Any], names: tuple[str, ...]) -> None:
    grouping, frame = _grouping(values, options, *names), _frame(values)
    try:
        general = grouped(frame, grouping._keys(frame), grouping.measures)  # pyright: ignore[reportPrivateUsage]
    except NotReducible as refused:
        with pytest.raises(NotReducible) as raised:
            grouping.apply(frame)
        assert raised.value.reason == refused.reason
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(binned_counts, "_BATCH", 7)
        patch.setattr(binned_counts, "_BLOCK", 3)
        found = grouping.apply(frame)
    assert found.over(None) == general.over(None)
    assert found.collect().schema == general.collect().schema
    assert found.collect().equals(general.collect(), null_equal=True)


@pytest.mark.parametrize("options", [{}, {"maxbins": 1000}, {"step": 0.25}])
def test_as_many_rows_as_numpy_counts(options: dict[str, Any]) -> None:
    values = np.random.default_rng(1).normal(0, 3, 20_001)
    grouping = _grouping(pl.Series(values), options, "n")
    bins = bin_params(grouping.extents["v"], **bin_options(options))
    counts, _ = np.histogram(values, bins.n_bins, (bins.start, bins.stop))
    rows = grouping.apply(_frame(pl.Series(values))).collect()
    assert dict(rows.rows()) == {bins.midpoint(index): n for index, n in enumerate(counts.tolist()) if n}
    first = dict.fromkeys(bins.midpoint(bins.index_of(value)) for value in values.tolist())
    assert rows["bin"].to_list() == list(first)


def test_no_rows_make_no_bins() -> None:
    values = pl.Series([1.0, 2.0])
    rows = _grouping(values, {}, "n").apply(_frame(values.head(0))).collect()
    assert rows.shape == (0, 2)


def test_a_query_that_fails_in_the_middle_is_said() -> None:
    values = pl.Series([1.0, 2.0])
    lazy: Any = nw.from_native(pl.LazyFrame({"v": ["1", "x"]}).with_columns(pl.col("v").cast(pl.Float64)))
    with pytest.raises(DataError) as raised:
        _grouping(values, {}, "n").apply(Frame(lazy, {"v": "number"}))
    assert [one.code for one in raised.value.diagnostics] == ["CK411"]
