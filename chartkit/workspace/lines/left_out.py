"""What a panel cannot draw, and what it says of it: values without an x, and those at or below 0 on log axes."""

from __future__ import annotations

from collections.abc import Sequence

from chartkit.diagnostics import counted
from chartkit.workspace.lines.points import Points


def without_x(found: Sequence[Points], x: str) -> list[str]:
    """What is said of values whose row has no number in the column of the x axis."""
    n_runs = sum(one.n_without_x > 0 for one in found)
    n_values = sum(one.n_without_x for one in found)
    if not n_values:
        return []
    values = f"{counted(n_values, 'value')} of {counted(n_runs, 'line')}"
    return [f"{values} without a number in '{x}' in the same row: not drawn."]


def above_zero(found: Sequence[Points]) -> tuple[list[Points], list[str]]:
    """The points that a log x axis shows, and what is said of the others. x rises, so that those come first."""
    kept: list[Points] = []
    n_left_out = 0
    for one in found:
        n_low = int((one.x <= 0).sum())
        n_left_out += n_low
        kept.append(one._replace(x=one.x[n_low:], y=one.y[n_low:]) if n_low else one)
    return kept, [
        f"A log x axis shows nothing at or below 0: {counted(n_left_out, 'point')} left out."
    ] if n_left_out else []


def not_on_log(found: Sequence[Points]) -> list[str]:
    """What is said of values that a log y axis does not show."""
    n_low = sum(int((one.y <= 0).sum()) for one in found)
    return [f"A log y axis shows nothing at or below 0: {counted(n_low, 'point')} marked at its foot."] if n_low else []
