"""Where a position scale puts its values: takes a channel, the extent of its values and a width, gives pixel columns.

The domain is that of the drawn chart: nice as d3 makes it, zero, an explicit domain, reversed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from chartkit.compiler.overflow.overflowed import NotOffered

_KNOWN = frozenset(("type", "domain", "domainMin", "domainMax", "nice", "zero", "reverse", "base"))
_TYPES = frozenset(("linear", "log", "time", "utc"))
_FARTHEST, _NEAREST = 1e300, 1e-300
"""How far from zero, and how near to each other, the ends of a domain may be: beyond, their steps are no doubles."""


class PixelScale(NamedTuple):
    """A scale from `start` to `stop` over `width_px` pixels; values are numbers, or milliseconds of times."""

    start: float
    stop: float
    width_px: float
    is_log: bool = False
    is_reversed: bool = False

    def edges(self) -> list[float]:
        """The values at the borders between pixel columns, ascending, width + 1 of them."""
        n = math.ceil(self.width_px)
        low, high = self._spread(self.start), self._spread(self.stop)
        shares = [column / self.width_px for column in range(n + 1)]
        if self.is_reversed:
            shares = [1 - share for share in reversed(shares)]
        return [self._value(low + (high - low) * share) for share in shares]

    def column(self, value: Any) -> Any:
        """The pixel column of a column of values, as an expression of narwhals or Polars; floats without fraction."""
        return self.unclipped(value).clip(-1.0, float(math.ceil(self.width_px)))

    def unclipped(self, value: Any) -> Any:
        """The same, far outside of the scale too."""
        low, high = self._spread(self.start), self._spread(self.stop)
        if low == high:
            return value * 0.0
        share = ((value.log() if self.is_log else value) - low) / (high - low)
        return ((1.0 - share if self.is_reversed else share) * self.width_px).floor()

    def require_inside(self, extent: tuple[float, float], is_clipped: bool) -> None:
        """Refuses values that are drawn outside of the scale's pixels.

        Raises: NotOffered.
        """
        if not is_clipped and (extent[0] < self.start or extent[1] > self.stop):
            raise NotOffered("values lie outside of x's domain and the mark does not clip them")

    def _spread(self, value: float) -> float:
        return math.log(value) if self.is_log else value

    def _value(self, spread: float) -> float:
        return math.exp(spread) if self.is_log else spread


def scale_type(channel: Mapping[str, Any], name: str) -> str:
    """The type of the scale of a quantitative or temporal channel.

    Raises: NotOffered for a scale whose pixels are not followed here.
    """
    scale: Any = channel.get("scale", {})
    if scale is None or channel.get("type") not in ("quantitative", "temporal"):
        raise NotOffered(f"{name} is not quantitative or temporal on a continuous scale")
    found = scale.get("type") or ("linear" if channel["type"] == "quantitative" else "time")
    unknown = sorted(scale.keys() - _KNOWN)
    if found not in _TYPES or unknown:
        raise NotOffered(f"the pixels of {name} depend on its scale's {unknown[0] if unknown else 'type ' + found}")
    return str(found)


def pixel_scale(channel: Mapping[str, Any], name: str, extent: tuple[float, float], width_px: float) -> PixelScale:
    """The drawn scale of a channel whose valid values span `extent`.

    Raises: NotOffered.
    **Source**: Vega-Lite 6.4, scale properties; d3-scale, nice of linear and log scales.
    """
    kind, scale = scale_type(channel, name), channel.get("scale", {})
    start, stop = extent
    is_explicit = any(scale.get(key) is not None for key in ("domain", "domainMin", "domainMax"))
    if scale.get("domain") is not None:
        start, stop = _explicit(scale["domain"], name)
    start = start if scale.get("domainMin") is None else _number(scale["domainMin"], name)
    stop = stop if scale.get("domainMax") is None else _number(scale["domainMax"], name)
    if scale.get("zero") is True and kind == "linear":
        start, stop = min(start, 0.0), max(stop, 0.0)
    is_descending = start > stop
    low, high = min(start, stop), max(start, stop)
    if max(-low, high) > _FARTHEST or 0 < high - low < _NEAREST:
        raise NotOffered(f"{name} goes from {low:g} to {high:g}, which doubles cannot divide into pixels")
    if kind == "log" and low <= 0:
        raise NotOffered(f"{name} has values at or below zero on its log scale")
    low, high = _nice(scale.get("nice"), kind, is_explicit, scale.get("base") or 10, (low, high), name)
    return PixelScale(low, high, width_px, kind == "log", bool(scale.get("reverse")) != is_descending)


def _nice(
    nice: Any, kind: str, is_explicit: bool, base: float, domain: tuple[float, float], name: str
) -> tuple[float, float]:
    if nice is None:
        nice = kind in ("linear", "log") and not is_explicit
    if nice is False:
        return domain
    if kind in ("time", "utc") or isinstance(nice, (str, Mapping)):
        raise NotOffered(f"the pixels of {name} depend on nice times")
    if kind == "log":
        low, high = (math.log10(end) if base == 10 else math.log(end) / math.log(base) for end in domain)
        return math.pow(base, math.floor(low)), math.pow(base, math.ceil(high))
    return nice_linear(*domain, count=10 if nice is True else int(nice))


def nice_linear(start: float, stop: float, count: int = 10) -> tuple[float, float]:
    """The domain widened to round numbers, as d3 does it.

    >>> nice_linear(0.13, 98.2)
    (0.0, 100.0)
    """
    low, high, previous = start, stop, 0.0
    for _ in range(10):
        step = _tick_increment(low, high, count)
        if step == previous:
            return low, high
        if step > 0:
            low, high = math.floor(low / step) * step, math.ceil(high / step) * step
        elif step < 0:
            low, high = math.ceil(low * step) / step, math.floor(high * step) / step
        else:
            break
        previous = step
    return start, stop


def _tick_increment(start: float, stop: float, count: int) -> float:
    """The step between ticks; its negative inverse where it is below one."""
    step = (stop - start) / max(0, count) if count > 0 else 0.0
    if step <= 0 or not math.isfinite(step):
        return 0.0
    power = math.floor(math.log10(step))
    error = step / 10.0**power
    factor = 10 if error >= math.sqrt(50) else 5 if error >= math.sqrt(10) else 2 if error >= math.sqrt(2) else 1
    return factor * 10.0**power if power >= 0 else -(10.0**-power) / factor


def _explicit(domain: Any, name: str) -> tuple[float, float]:
    if not isinstance(domain, (list, tuple)) or len(list(domain)) != 2:  # pyright: ignore[reportUnknownArgumentType]
        raise NotOffered(f"the domain of {name} is not two numbers or times")
    first, last = domain  # pyright: ignore[reportUnknownVariableType]
    return _number(first, name), _number(last, name)


def _number(value: Any, name: str) -> float:
    """A number, or the milliseconds of a time written with its zone or as a date."""
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, str):
        try:
            found = datetime.fromisoformat(value)
        except ValueError:
            raise NotOffered(f"the domain of {name} is not two numbers or times") from None
        if found.tzinfo is not None or len(value) == 10:
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp() * 1000
    raise NotOffered(f"the domain of {name} is not two numbers or times")
