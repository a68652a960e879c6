"""Vega's bins: takes the extent of a column and the words of `bin`, gives start, stop and step as Vega computes them.

Every operation stands in Vega's order, on doubles, so that a value at a bin's edge falls where the browser puts it.

**Source**: Vega 6, packages vega-statistics (bin) and vega-transforms (Bin); Vega-Lite 6.4, `bin` of a channel.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from chartkit.compiler.reductions.powers import power
from chartkit.compiler.reductions.reduction import NotReducible

EPSILON = 1e-14
"""What Vega adds before it floors, so that exact multiples of the step stay in their bin."""

MAX_BINS = 100_000

_FEW = ("row", "column", "size", "color", "fill", "stroke", "strokeWidth", "opacity", "fillOpacity", "strokeOpacity")
_MAXBINS = {**dict.fromkeys((*_FEW, "shape"), 6), "strokeDash": 4}


class Bins(NamedTuple):
    """Bins from `start` to `stop`, a whole number of steps later."""

    start: float
    stop: float
    step: float

    @property
    def last(self) -> float:
        """The largest value that is floored as it stands: what lies above, up to `stop`, falls in the last bin."""
        return max(self.start, self.stop - self.step)

    @property
    def n_bins(self) -> int:
        return max(1, round((self.stop - self.start) / self.step))

    def index_of(self, value: float) -> float:
        """The number of the bin that holds `value`, from 0; -inf below all bins, inf above."""
        if value < self.start:
            return -math.inf
        if value > self.stop:
            return math.inf
        return self.number(max(self.start, min(value, self.stop - self.step)))

    def number(self, value: float) -> float:
        """How many bins begin at or below a value from `start` to `last`, less one."""
        return math.floor(EPSILON + (value - self.start) / self.step)

    def lower(self, index: float) -> float:
        """Where the bin numbered `index` begins."""
        return self.start + self.step * index

    def upper(self, index: float) -> float:
        """Where it ends, by the sum that Vega makes; not always where the next one begins."""
        return self.start + self.step * (1 + (self.lower(index) - self.start) / self.step)

    def midpoint(self, index: float) -> float:
        """A value that Vega puts in the bin numbered `index`; one step outside for -inf and inf."""
        if math.isinf(index):
            return self.start - self.step if index < 0 else self.stop + self.step
        return self.start + self.step * (index + 0.5)

    def is_exact(self) -> bool:
        """Whether every midpoint falls in its own bin and no two bins begin alike; false where doubles run out."""
        if not self.step > 0 or not math.isfinite(self.stop - self.start) or self.n_bins > MAX_BINS:
            return False
        inner = all(self.index_of(self.midpoint(i)) == i for i in range(self.n_bins))
        return inner and self.midpoint(-math.inf) < self.start and self.midpoint(math.inf) > self.stop


def most_bins(channel: str | None) -> int:
    """How many bins Vega-Lite gives a channel whose author gives no number."""
    return _MAXBINS.get(channel or "", 10)


def bin_options(bin: Mapping[str, Any] | bool, channel: str | None = None) -> dict[str, Any]:
    """The words of `bin` with Vega-Lite's own default for `maxbins`, which depends on the channel; None: a transform.

    Raises `NotReducible` for an extent that a selection sets, and for a base whose powers browsers round differently.
    """
    options: dict[str, Any] = dict(bin) if isinstance(bin, Mapping) else {}
    if not options.get("maxbins") and not options.get("step"):
        options["maxbins"] = most_bins(channel)
    extent = options.get("extent")
    if isinstance(extent, Mapping):
        raise NotReducible(f"the selection '{options['extent'].get('param')}' sets the extent of the bins")
    _check_steps(options)
    return options


def _check_steps(options: Mapping[str, Any]) -> None:
    base = options.get("base") or 10
    if base != 10 and not (base > 1 and math.frexp(base)[0] == 0.5):
        raise NotReducible(f"browsers round the powers of base {base} differently")
    steps: Sequence[float] = options.get("steps") or []
    divide: Sequence[float] = options.get("divide") or []
    if (options.get("step") or 1) < 0 or min([1, *steps, *divide]) <= 0:
        raise NotReducible("bins need steps above 0")


def bin_params(
    extent: Sequence[float],
    /,
    *,
    maxbins: float | None = None,
    base: float | None = None,
    divide: Sequence[float] | None = None,
    minstep: float | None = None,
    step: float | None = None,
    steps: Sequence[float] | None = None,
    nice: bool | None = None,
    anchor: float | None = None,
    **_: Any,
) -> Bins:
    """The bins for values from `extent[0]` to `extent[1]`, as Vega's bin transform makes them; 20 at most by default.

    Raises `NotReducible` for an extent that ends before it begins, and where doubles are too coarse to count steps.

    >>> bin_params([0.3, 9.7], maxbins=10)
    Bins(start=0.0, stop=10.0, step=1.0)
    """
    low, high = float(extent[0]), float(extent[1])
    if low > high:
        raise NotReducible(f"the extent of the bins ends at {high:g}, before it begins at {low:g}")
    span = (high - low) or abs(low) or 1.0
    most, base = maxbins or 20, base or 10
    try:
        if not step:
            step = _given_step(span, most, steps) if steps else _step(span, most, base, divide or (5, 2), minstep or 0)
        start, stop = (low, high) if nice is False else _nice(low, high, step, base)
        return _whole_steps(start, stop, step, anchor)
    except (ArithmeticError, ValueError) as error:  # a step that is 0 or infinite as a double
        raise NotReducible(f"doubles are too coarse for bins from {low:g} to {high:g}") from error


def _whole_steps(start: float, stop: float, step: float, anchor: float | None) -> Bins:
    if stop == start:
        stop = start + step
    stop = start + math.ceil((stop - start) / step) * step
    if anchor is None:
        return Bins(start, stop, step)
    shift = anchor - (start + step * math.floor((anchor - start) / step))
    return Bins(start + shift, stop + shift, step)


def _given_step(span: float, most: float, steps: Sequence[float]) -> float:
    wanted = span / most
    above = next((i for i, step in enumerate(steps) if step >= wanted), len(steps))
    return steps[max(0, above - 1)]


def _step(span: float, most: float, base: float, divide: Sequence[float], least: float) -> float:
    log = math.log(base)
    level = math.ceil(math.log(most) / log)
    step = max(least, power(base, _rounded(math.log(span) / log) - level))
    while math.ceil(span / step) > most:
        step *= base
    for divisor in divide:
        if step / divisor >= least and span / (step / divisor) <= most:
            step = step / divisor
    return step


def _nice(low: float, high: float, step: float, base: float) -> tuple[float, float]:
    digits = math.log(step)
    precision = 0 if digits >= 0 else math.trunc(-digits / math.log(base)) + 1
    floored = math.floor(low / step + power(base, -precision - 1)) * step
    return floored - step if low < floored else floored, math.ceil(high / step) * step


def _rounded(value: float) -> int:
    """JavaScript's Math.round: halves go up."""
    below = math.floor(value)
    return below + 1 if value - below >= 0.5 else below
