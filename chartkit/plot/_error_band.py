"""Means within bands: `plot.error_band`."""

from __future__ import annotations

from typing import Any

from chartkit.compiler import Chart, plot_table
from chartkit.compiler.recording import recording
from chartkit.diagnostics import DataError
from chartkit.plot._log_scales import say_what_logs_leave_out
from chartkit.schema import hint

PRESET = "chartkit/error_band/v0"
_BANDS = {
    "stdev": "one standard deviation either side",
    "stderr": "one standard error either side",
    "ci": "95% confidence interval of the mean",
    "minmax": "lowest to highest",
}


@recording(PRESET)
def error_band(
    table: Any,
    x: str,
    y: str,
    group: str | None = None,
    lower: str | None = None,
    upper: str | None = None,
    error: str = "stdev",
    title: str = "",
    split_table: bool = False,
    *,
    x_scale: str | None = None,
    y_scale: str | None = None,
) -> Chart:
    """A line per `group` through the means of `y` at each `x`, inside a band: the preset `chartkit/error_band/v0`.

    `table` is anything that `plot_table` takes; `x` (numbers or times), `y` (numbers) and `group` name its columns.
    `lower` and `upper` name the columns of the band's edges. Without them it is that of the rows that share an x, such
    as runs of several seeds: `error` "stdev" is a sample's standard deviation either side of the mean, "stderr" that of
    the mean, "ci" the 95% confidence interval of the mean by Student's t, "minmax" from the lowest row to the highest.
    The subtitle says which, or the heading where no `title` is given. The same rows always give the same band; nothing
    is drawn by chance.

    Raises `DataError` for one of `lower` and `upper` without the other, else as `plot_table` does.

    Source: Student, The Probable Error of a Mean, Biometrika 6 (1908), doi:10.1093/biomet/6.1.1.

    >>> error_band({"step": [0, 0, 1, 1], "loss": [1.0, 1.2, 0.5, 0.6]}, "step", "loss", error="ci")
    Chart('chartkit/error_band/v0', 4 rows)
    """
    _check_band(lower, upper, error)
    band = _BANDS[error] if lower is None else f"{lower} to {upper}"
    strings = {
        "title": title or f"band: {band}",
        "subtitle": f"band: {band}" if title else "",
        "error": error,
        "y-words": "mean of" if lower is None else "",
        "x-scale": x_scale,
        "y-scale": y_scale,
    }
    fields = {"x": x, "y": y, "group": group, "lower": lower, "upper": upper}
    chart = plot_table(PRESET, table, fields, strings, split_table)
    return say_what_logs_leave_out(chart, x_scale=(x, x_scale), y_scale=(y, y_scale))


def _check_band(lower: str | None, upper: str | None, error: str) -> None:
    if error not in _BANDS:
        message = f"error is one of {', '.join(map(repr, _BANDS))}; found {error!r}."
        raise DataError.of("CK470", message, hint(str(error), list(_BANDS), "bands"))
    if (lower is None) != (upper is None):
        given, missing = ("lower", "upper") if upper is None else ("upper", "lower")
        message = f"a band has two edges; {given} is {lower or upper!r} and {missing} is missing."
        help = f"pass {missing}=, too, or neither for a band of the rows that share an x"
        raise DataError.of("CK470", message, help)
