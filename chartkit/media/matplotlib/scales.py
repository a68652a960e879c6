"""The scale of one axis: takes an axis of matplotlib's, gives the scale of the chart and how values are placed on it.

Linear and logarithmic scales and those of dates are the chart's own. Any other (symlog, logit, functions) is computed
here: its values are placed as matplotlib places them, on a linear scale whose ticks keep matplotlib's labels.
"""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from chartkit.media.matplotlib.artists import Artist

DAY_US = 86_400_000_000
_LEAST = 1e-300
"""Stands for 0 and less on a logarithmic scale: far outside of any plot, as matplotlib draws it."""


class Scale(NamedTuple):
    """How one axis places values; `limits` are in matplotlib's numbers, the lower first."""

    kind: str
    limits: tuple[float, float]
    is_reversed: bool
    base: float
    transform: Any

    @property
    def type(self) -> str:
        """The type of its channel."""
        return "temporal" if self.kind == "time" else "quantitative"

    def placed(self, values: Any) -> Any:
        """`values` (matplotlib's numbers, n) as the chart's column has them: n numbers, NaN where missing, or times."""
        import numpy as np

        given = np.asarray(values, dtype=float)
        if self.kind == "time":
            return _times(given)
        if self.kind == "log":
            return np.where(given <= 0, _LEAST, given)
        if self.kind == "computed":
            return self.transform.transform(given)
        return given

    def tick(self, value: float) -> float:
        """A value as the spec itself has it: in a domain or a list of ticks. Times are in ms."""
        if self.kind == "time":
            return int(_times([value]).astype("int64")[0]) / 1000
        return float(self.placed([value])[0])

    def definition(self) -> dict[str, Any]:
        """The scale as the spec has it, with the limits of the figure."""
        types = {"time": "utc", "log": "log"}
        return {
            "type": types.get(self.kind, "linear"),
            **({"base": self.base} if self.kind == "log" and self.base != 10 else {}),
            "domain": [self.tick(limit) for limit in self.limits],
            "nice": False,
            **({} if self.kind in types else {"zero": False}),
            **({"reverse": True} if self.is_reversed else {}),
        }


def scale_of(axis: Artist) -> Scale:
    """The scale of an x or y axis."""
    low, high = (float(limit) for limit in axis.get_view_interval())
    limits = (low, high) if low <= high else (high, low)
    transform = axis.get_transform()
    name = axis.get_scale()
    kind = "computed" if name not in ("linear", "log") else name
    if kind == "linear" and _has_dates(axis):
        kind = "time"
    return Scale(kind, limits, low > high, float(getattr(transform, "base", 10)), transform)


def _has_dates(axis: Artist) -> bool:
    converter = axis.get_converter() if hasattr(axis, "get_converter") else axis.converter
    return any("DateConverter" in cls.__name__ for cls in type(converter).__mro__)


def _times(days: Any) -> Any:
    """Matplotlib's days as times, to the microsecond; missing ones are NaT."""
    import numpy as np

    days = np.asarray(days, dtype=float)
    known = np.isfinite(days)
    found = np.full(days.shape, np.datetime64("NaT"), dtype="datetime64[us]")
    since = cast(Any, np.round(days[known] * DAY_US)).astype("int64").astype("timedelta64[us]")
    found[known] = np.datetime64(_epoch(), "us") + since
    return found


def _epoch() -> str:
    """The day that matplotlib counts from."""
    from matplotlib import dates

    return str(cast(Any, dates).get_epoch())
