"""Bins in an engine: takes a column and `Bins`, gives narwhals expressions in Vega's order of operations.

A column of bins holds the number of the bin; -1 stands for what lies below all of them, the number of bins for what
lies above. Null stays null, NaN stays NaN.
"""

from __future__ import annotations

import math
from typing import Any

from chartkit.compiler.reductions.binning import EPSILON, Bins


def bin_index(value: Any, bins: Bins, extent: tuple[float, float] = (-math.inf, math.inf)) -> Any:
    """The bin that holds each double of `value`; what cannot happen in the values' `extent` costs no comparison."""
    import narwhals as nw

    index = (_steps(_inside(value, bins, extent) - bins.start, bins.step) + EPSILON).floor()
    if extent[0] < bins.start:
        index = nw.when(value < bins.start).then(nw.lit(-1.0)).otherwise(index)
    if extent[1] <= bins.stop:
        return index
    is_above = (value > bins.stop) & ~value.is_nan()
    return nw.when(is_above).then(nw.lit(float(bins.n_bins))).otherwise(index)


def _inside(value: Any, bins: Bins, extent: tuple[float, float]) -> Any:
    """The values moved into the bins: what is above the beginning of the last one is floored as that is.

    Without the move the greatest value has the greatest number, each operation being monotone; where that is the last
    bin's there is nothing to move.
    """
    low, high = extent
    if low >= bins.start and high <= bins.stop and bins.number(high) == bins.number(bins.last):
        return value
    return value.clip(bins.start, bins.last)


def bin_midpoint(index: Any, bins: Bins) -> Any:
    """A value that Vega puts in each bin; a step outside for what lies outside."""
    import narwhals as nw

    middle = (index + 0.5) * bins.step + bins.start
    middle = nw.when(index < 0).then(nw.lit(bins.start - bins.step)).otherwise(middle)
    return nw.when(_is_above(index, bins)).then(nw.lit(bins.stop + bins.step)).otherwise(middle)


def bin_start(index: Any, bins: Bins) -> Any:
    """Where each bin begins; the infinities for what lies outside."""
    import narwhals as nw

    start = index * bins.step + bins.start
    start = nw.when(index < 0).then(nw.lit(float("-inf"))).otherwise(start)
    return nw.when(_is_above(index, bins)).then(nw.lit(float("inf"))).otherwise(start)


def bin_end(start: Any, bins: Bins) -> Any:
    """Where each bin that begins at `start` ends, by the sum that Vega makes."""
    import narwhals as nw

    end = (_steps(start - bins.start, bins.step) + 1) * bins.step + bins.start
    return nw.when(start.is_finite()).then(end).otherwise(start)


def _steps(distance: Any, step: float) -> Any:
    """The finite `distance` divided by `step`, to the last bit.

    Polars divides by a constant as it multiplies by 1 / constant, which rounds twice and puts some multiples of the
    step into the bin before their own; so the constant becomes a column, but where 1 / constant is exact.
    """
    is_power_of_two = math.frexp(step)[0] == 0.5
    return distance / (step if is_power_of_two else distance * 0.0 + step)


def _is_above(index: Any, bins: Bins) -> Any:
    return (index >= bins.n_bins) & ~index.is_nan()
