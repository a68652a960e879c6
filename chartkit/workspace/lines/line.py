"""One line of a panel: takes the points of a run, or of the runs of a group, gives what is drawn of them.

Smoothing and bands see every point; then the part of x that is shown is cut out and thinned to pixel columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from chartkit.workspace.lines.asked import AskedPanel
from chartkit.workspace.lines.bands import band_line
from chartkit.workspace.lines.domains import Ends
from chartkit.workspace.lines.points import Points
from chartkit.workspace.lines.smoothing import smoothed
from chartkit.workspace.lines.thinning import kept_places

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class Group(NamedTuple):
    """Runs that are taken together."""

    label: str
    runs: tuple[str, ...]


class Line(NamedTuple):
    """A line as it is drawn. A NaN or infinite y breaks it, and is marked."""

    key: str
    run: str | None
    """None for a group."""
    group: str | None
    x: Floats
    y: Floats
    raw_x: Floats
    raw_y: Floats
    """The line before it was smoothed; empty where it is not shown or nothing was smoothed."""
    low: Floats
    high: Floats
    """The range around a group's mean; empty for runs."""
    n_points: int
    """Of the run, all of them."""
    n_runs: int
    last_x: float | None
    is_thinned: bool = False
    is_more: bool = False
    """Whether these are only the points that the page has not."""


def run_line(one: Points, asked: AskedPanel, whole: Ends, domain: Ends, edges: Floats) -> Line:
    """The line of a run, thinned between `edges`; `whole` is all of x that the panel has, `domain` what it shows."""
    import numpy as np

    nothing = np.empty(0)
    is_smooth = asked.smoothing != "none" and asked.weight > 0
    y = smoothed(one.x, one.y, asked.smoothing, asked.weight, whole[1] - whole[0])
    first = 0 if is_smooth or asked.range else _n_known(one, asked.known)
    cut_x, cut_y = _cut(one.x[first:], on_scale(y[first:], asked.y_log), domain)
    x, y = _thinned(cut_x, cut_y, edges)
    raw_x, raw_y = nothing, nothing
    if is_smooth and asked.raw:
        raw_x, raw_y = _thinned(*_cut(one.x, on_scale(one.y, asked.y_log), domain), edges)
    last_x = float(one.x[-1]) if len(one.x) else None
    is_thinned = len(x) < len(cut_x)
    return Line(
        one.key, one.run, None, x, y, raw_x, raw_y, nothing, nothing, len(one.x), 1, last_x, is_thinned, first > 0
    )


def _n_known(one: Points, known: Mapping[str, Any]) -> int:
    """How many points of a line the page has, where they are still those that come first; 0 where it asks for all."""
    said = known.get(f"{one.run} {one.key}")
    if not isinstance(said, list) or len(cast(list[Any], said)) != 2:
        return 0
    n, last_x = cast(list[Any], said)
    return n if type(n) is int and 0 < n <= len(one.x) and one.x[n - 1] == last_x else 0


def group_lines(
    found: Sequence[Points],
    key: str,
    groups: Sequence[Group],
    asked: AskedPanel,
    whole: Ends,
    domain: Ends,
    n_columns: int,
) -> Iterable[Line]:
    """The line of each group that has points of the key in the domain: its mean in pixel columns, with its range."""
    import numpy as np

    nothing = np.empty(0)
    of_run = {one.run: one for one in found if one.key == key}
    for group in groups:
        own = [of_run[run] for run in group.runs if run in of_run]
        cut = [_cut(one.x, one.y, domain) for one in own]
        band = band_line(cut, asked.band, n_columns, asked.x_log)
        if not len(band.x):
            continue
        mean, low, high = (
            on_scale(smoothed(band.x, part, asked.smoothing, asked.weight, whole[1] - whole[0]), asked.y_log)
            for part in (band.mean, band.low, band.high)
        )
        n_points = sum(len(one.x) for one in own)
        yield Line(
            key, None, group.label, band.x, mean, nothing, nothing, low, high, n_points, len(own), float(band.x[-1])
        )


def _thinned(x: Floats, y: Floats, edges: Floats) -> tuple[Floats, Floats]:
    places = kept_places(x, y, edges)
    return (x, y) if len(places) == len(x) else (x[places], y[places])


def _cut(x: Floats, y: Floats, domain: Ends) -> tuple[Floats, Floats]:
    """What lies in the domain, and one point on either side, to which the line goes on."""
    import numpy as np

    first, last = np.searchsorted(x, domain[0], side="left"), np.searchsorted(x, domain[1], side="right")
    part = slice(max(int(first) - 1, 0), int(last) + 1)
    return x[part], y[part]


def on_scale(y: Floats, is_log: bool) -> Floats:
    """The values as the axis can show them: what lies below all of a log axis is minus infinity."""
    import numpy as np

    return np.where(y <= 0, -np.inf, y) if is_log and bool((y <= 0).any()) else y
