"""The lines of one panel: takes what it asks and the columns of runs, gives what it draws and what it has to say.

Smoothing and groups see every point; then the part of x that is shown is cut out, and what is over the panel's points
is thinned to pixel columns, the lowest and highest of each kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from chartkit.diagnostics import counted
from chartkit.runs.reading.columns import Columns
from chartkit.workspace.lines.asked import AskedPanel
from chartkit.workspace.lines.bands import band_line
from chartkit.workspace.lines.domains import Ends, extent, y_domain
from chartkit.workspace.lines.points import Points, points
from chartkit.workspace.lines.smoothing import smoothed
from chartkit.workspace.lines.thinning import borders, kept_places

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_LEAST_COLUMNS = 16
_POINTS_A_COLUMN = 4


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


class PanelLines(NamedTuple):
    """What a panel draws."""

    lines: Sequence[Line]
    x_domain: Ends | None
    y_domain: Ends | None
    whole_x: Ends | None
    """All of x, whatever part is shown."""
    n_columns: int
    """Pixel columns that a line is thinned to."""
    notes: Sequence[str]


def panel_lines(asked: AskedPanel, runs: Mapping[str, Columns], groups: Sequence[Group] | None) -> PanelLines:
    """The lines of a panel, by key and then in the order of runs or groups."""
    notes: list[str] = []
    found = [one for key in asked.keys for run in runs if (one := points(run, runs[run], key, asked.x)) is not None]
    notes += _without_x(found, asked.x)
    if asked.x_log:
        found, told = _above_zero(found)
        notes += told
    if asked.y_log:
        notes += _not_on_log(found)
    whole = extent(one.x[[0, -1]] for one in found if len(one.x))
    if whole is None:
        return PanelLines([], None, None, None, 0, notes)
    domain = asked.range or (whole if whole[0] < whole[1] else _around(whole[0], asked.x_log))
    if asked.x_log and domain[0] <= 0:
        domain = (whole[0], max(domain[1], whole[0] * 2))
    n_lines = len(found) if groups is None else len(groups) * len(asked.keys)
    n_columns = _columns(asked, max(n_lines, 1))
    edges = borders(*domain, n_columns, asked.x_log)
    if groups is None:
        lines = [_line(one, asked, whole, domain, edges) for one in found]
    else:
        lines = [one for key in asked.keys for one in _groups(found, key, groups, asked, whole, domain, n_columns)]
    drawn = _shown_values(_with_known(lines, found, asked.y_log), domain, asked)
    reach = y_domain(drawn, asked.y_log, asked.outliers) if drawn else None
    if reach is not None and reach.n_outside:
        are = "value lies" if reach.n_outside == 1 else "values lie"
        notes.append(f"Outliers are hidden: {reach.n_outside:,} {are} outside of the y axis.")
    if n_columns < asked.width_px and any(one.is_thinned for one in lines):
        notes.append(
            f"{counted(len(lines), 'line')}: each is drawn by the first, last, lowest and highest of its points in"
            f" {n_columns} columns."
        )
    return PanelLines(lines, domain, _y_ends(asked, reach.ends if reach else None), whole, n_columns, notes)


def _y_ends(asked: AskedPanel, of_values: Ends | None) -> Ends | None:
    """The ends that are asked for, the values' where none is; those alone where the two leave no room between them."""
    if of_values is None:
        return None
    low, high = (end if end is not None else own for end, own in zip(asked.y_range, of_values, strict=True))
    return (low, high) if low < high and not (asked.y_log and low <= 0) else of_values


def _columns(asked: AskedPanel, n_lines: int) -> int:
    n_drawn = n_lines * (2 if asked.smoothing != "none" and asked.raw else 1)
    return max(min(_LEAST_COLUMNS, asked.width_px), min(asked.width_px, asked.points // (_POINTS_A_COLUMN * n_drawn)))


def _line(one: Points, asked: AskedPanel, whole: Ends, domain: Ends, edges: Floats) -> Line:
    import numpy as np

    nothing = np.empty(0)
    is_smooth = asked.smoothing != "none" and asked.weight > 0
    y = smoothed(one.x, one.y, asked.smoothing, asked.weight, whole[1] - whole[0])
    first = 0 if is_smooth or asked.range else _n_known(one, asked.known)
    cut_x, cut_y = _cut(one.x[first:], _on_scale(y[first:], asked.y_log), domain)
    x, y = _thinned(cut_x, cut_y, edges)
    raw_x, raw_y = nothing, nothing
    if is_smooth and asked.raw:
        raw_x, raw_y = _thinned(*_cut(one.x, _on_scale(one.y, asked.y_log), domain), edges)
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


def _groups(
    found: Sequence[Points],
    key: str,
    groups: Sequence[Group],
    asked: AskedPanel,
    whole: Ends,
    domain: Ends,
    n_columns: int,
) -> Iterable[Line]:
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
            _on_scale(smoothed(band.x, part, asked.smoothing, asked.weight, whole[1] - whole[0]), asked.y_log)
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


def _with_known(lines: Sequence[Line], found: Sequence[Points], is_log: bool) -> Sequence[Line]:
    """The lines with the points that the page has as well: the y axis is of all."""
    if not any(line.is_more for line in lines):
        return lines
    whole = {(one.run, one.key): one for one in found}
    return [
        line._replace(x=one.x, y=_on_scale(one.y, is_log))
        if line.is_more and (one := whole.get((line.run or "", line.key))) is not None
        else line
        for line in lines
    ]


def _shown_values(lines: Sequence[Line], domain: Ends, asked: AskedPanel) -> list[Floats]:
    """All y that are drawn within the domain."""
    parts: list[Floats] = []
    for line in lines:
        if len(line.x) and domain[0] <= line.x[0] and line.x[-1] <= domain[1]:
            parts += [part for part in (line.y, line.low, line.high, line.raw_y) if len(part)]
            continue
        is_inside = (line.x >= domain[0]) & (line.x <= domain[1])
        parts += [
            part[is_inside] if bool(is_inside.any()) else part for part in (line.y, line.low, line.high) if len(part)
        ]
        if len(line.raw_y):
            parts.append(line.raw_y[(line.raw_x >= domain[0]) & (line.raw_x <= domain[1])])
    return parts


def _without_x(found: Sequence[Points], x: str) -> list[str]:
    n_runs = sum(one.n_without_x > 0 for one in found)
    n_values = sum(one.n_without_x for one in found)
    if not n_values:
        return []
    values = f"{counted(n_values, 'value')} of {counted(n_runs, 'line')}"
    return [f"{values} without a number in '{x}' in the same row: not drawn."]


def _above_zero(found: Sequence[Points]) -> tuple[list[Points], list[str]]:
    kept: list[Points] = []
    n_left_out = 0
    for one in found:
        n_low = int((one.x <= 0).sum())
        n_left_out += n_low
        kept.append(one._replace(x=one.x[n_low:], y=one.y[n_low:]) if n_low else one)
    return kept, [
        f"A log x axis shows nothing at or below 0: {counted(n_left_out, 'point')} left out."
    ] if n_left_out else []


def _not_on_log(found: Sequence[Points]) -> list[str]:
    n_low = sum(int((one.y <= 0).sum()) for one in found)
    return [f"A log y axis shows nothing at or below 0: {counted(n_low, 'point')} marked at its foot."] if n_low else []


def _on_scale(y: Floats, is_log: bool) -> Floats:
    """The values as the axis can show them: what lies below all of a log axis is minus infinity."""
    import numpy as np

    return np.where(y <= 0, -np.inf, y) if is_log and bool((y <= 0).any()) else y


def _around(x: float, is_log: bool) -> Ends:
    return (x / 2, x * 2) if is_log else (x - 0.5, x + 0.5)
