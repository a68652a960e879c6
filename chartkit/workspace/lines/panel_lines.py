"""The lines of one panel: takes what it asks and the columns of runs, gives what it draws and what it has to say.

Smoothing and groups see every point; then the part of x that is shown is cut out, and what is over the panel's points
is thinned to pixel columns, the lowest and highest of each kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from chartkit.diagnostics import counted
from chartkit.runs.reading.columns import Columns
from chartkit.workspace.lines.asked import AskedPanel
from chartkit.workspace.lines.domains import Ends, extent, y_domain
from chartkit.workspace.lines.left_out import above_zero, not_on_log, without_x
from chartkit.workspace.lines.line import Group, Line, group_lines, on_scale, run_line
from chartkit.workspace.lines.points import Points, points
from chartkit.workspace.lines.thinning import borders

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_LEAST_COLUMNS = 16
_POINTS_A_COLUMN = 4


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
    notes += without_x(found, asked.x)
    if asked.x_log:
        found, told = above_zero(found)
        notes += told
    if asked.y_log:
        notes += not_on_log(found)
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
        lines = [run_line(one, asked, whole, domain, edges) for one in found]
    else:
        lines = [one for key in asked.keys for one in group_lines(found, key, groups, asked, whole, domain, n_columns)]
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


def _with_known(lines: Sequence[Line], found: Sequence[Points], is_log: bool) -> Sequence[Line]:
    """The lines with the points that the page has as well: the y axis is of all."""
    if not any(line.is_more for line in lines):
        return lines
    whole = {(one.run, one.key): one for one in found}
    return [
        line._replace(x=one.x, y=on_scale(one.y, is_log))
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


def _around(x: float, is_log: bool) -> Ends:
    return (x / 2, x * 2) if is_log else (x - 0.5, x + 0.5)
