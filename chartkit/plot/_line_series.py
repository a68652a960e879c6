"""Several series on one pair of axes: `plot.line_series`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chartkit.compiler import Chart, plot_table
from chartkit.compiler.recording import recording
from chartkit.diagnostics import DataError, Diagnostic
from chartkit.plot._log_scales import say_what_logs_leave_out

PRESET = "wandb/lineseries/v0"


@recording(PRESET)
def line_series(
    xs: Iterable[Any],
    ys: Iterable[Iterable[Any]],
    keys: Iterable[Any] | None = None,
    title: str = "",
    xname: str = "x",
    split_table: bool = False,
    *,
    yname: str | None = None,
    x_scale: str | None = None,
    y_scale: str | None = None,
) -> Chart:
    """Several lines on one pair of axes: the preset `wandb/lineseries/v0`.

    `ys` holds k series. `xs` is one list of positions that all share, or k lists. `keys` names the series in the
    legend (`line_0`, `line_1`, … without them); `xname` titles the x axis, `yname` the y axis. `x_scale` and `y_scale`
    are "linear", "log", "symlog" or "sqrt"; a log scale leaves out what is 0 or less, and a warning says of how many
    rows. The table has the columns step, lineKey and lineVal, series after series.

    Raises `DataError`, naming the series, when the numbers of series differ or one has not as many x as y values.

    >>> line_series(xs=[0, 1], ys=[[10, 20], [5, 7]], keys=["a", "b"])
    Chart('wandb/lineseries/v0', 4 rows)
    """
    series = [_values(y) if _is_many(y) else _not_a_series(index, y) for index, y in enumerate(_listed(ys, "ys"))]
    positions = _positions(_listed(xs, "xs"), len(series))
    names = [str(key) for key in keys] if keys is not None else [f"line_{index}" for index in range(len(series))]
    _equal(len(names), len(series), "keys")
    for name, x, y in zip(names, positions, series, strict=True):
        if len(x) != len(y):
            raise _fault(f"series {name!r} has {len(x):,} x values and {len(y):,} y values; each point needs both.")
    columns = {
        "step": [value for x in positions for value in x],
        "lineKey": [name for name, y in zip(names, series, strict=True) for _ in y],
        "lineVal": [value for y in series for value in y],
    }
    fields = {"step": "step", "lineKey": "lineKey", "lineVal": "lineVal"}
    strings = {"title": title, "xname": xname, "yname": yname, "x-scale": x_scale, "y-scale": y_scale}
    chart = plot_table(PRESET, columns, fields, strings, split_table)
    return say_what_logs_leave_out(chart, x_scale=("step", x_scale), y_scale=("lineVal", y_scale))


def _positions(xs: list[Any], n_series: int) -> list[list[Any]]:
    """The x values of each series: `xs` itself for all where it is one list of values."""
    if not xs or not _is_many(xs[0]):
        return [xs] * n_series
    _equal(len(xs), n_series, "xs")
    return [_values(x) if _is_many(x) else _not_a_series(index, x, "xs") for index, x in enumerate(xs)]


def _listed(values: Any, name: str) -> list[Any]:
    if not _is_many(values):
        raise _fault(f"{name} is a list; found {type(values).__name__}.")
    return _values(values)


def _values(values: Any) -> list[Any]:
    """The values of a list or an array, an Arrow array's as Python's own."""
    return values.to_pylist() if hasattr(values, "to_pylist") else list(values)


def _is_many(value: Any) -> bool:
    """Whether `value` holds several values: a text is one, and so is an array of no dimensions."""
    return isinstance(value, Iterable) and not isinstance(value, (str, bytes)) and getattr(value, "shape", None) != ()  # pyright: ignore[reportUnknownArgumentType]


def _not_a_series(index: int, value: Any, name: str = "ys") -> Any:
    raise _fault(f"{name}[{index}] is a series, a list of values; found {type(value).__name__}.")


def _equal(found: int, n_series: int, name: str) -> None:
    if found != n_series:
        raise _fault(f"{name} has {found:,} entries and ys has {n_series:,} series; each series needs one.")


def _fault(message: str) -> DataError:
    return DataError(Diagnostic("CK455", message))
