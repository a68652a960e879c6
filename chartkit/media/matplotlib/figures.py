"""Which values are matplotlib's figures: takes anything, gives the figure to keep.

A figure is itself, an axes stands for its figure, and the module `pyplot` for the figure that is current there.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from chartkit.diagnostics import DataError
from chartkit.media.matplotlib.artists import Artist, is_of

_MODULES = ("matplotlib.pyplot", "pylab", "matplotlib.pylab")
_WAY_OUT = "keep the figure as fig = plt.figure(), draw on it and log fig; log before plt.show() and plt.close()"


def is_figure(value: object) -> bool:
    """True for a figure, an axes, and pyplot as a module."""
    if isinstance(value, ModuleType):
        return value.__name__ in _MODULES
    return is_of(value, "Figure", "SubFigure", "Axes")


def figure_of(value: Any) -> Artist:
    """The figure of what `is_figure` takes; pyplot's figures stay as they are, and none is opened.

    Raises `DataError` for pyplot without an open figure, and for a figure in which nothing is drawn.
    """
    if isinstance(value, ModuleType):
        if not value.get_fignums():
            raise _empty("matplotlib.pyplot has no open figure")
        return _drawn(value.gcf(), "the current figure of matplotlib.pyplot")
    figure = value if is_of(value, "Figure") else value.get_figure(root=True)
    if figure is None:
        raise _empty(f"the {type(value).__name__} belongs to no figure any more")
    return _drawn(figure, "the figure")


def _drawn(figure: Artist, what: str) -> Artist:
    on_figure = (figure.images, figure.lines, figure.patches, figure.texts, figure.legends, figure.artists)
    if any(map(len, on_figure)) or any(map(_has_artists, figure.axes)):
        return figure
    n_axes = len(figure.axes)
    found = "no axes" if not n_axes else "axes in which nothing is drawn" if n_axes == 1 else f"{n_axes} empty axes"
    raise _empty(f"{what} has {found}")


def _has_artists(axes: Artist) -> bool:
    kinds = (axes.lines, axes.patches, axes.collections, axes.images, axes.texts, axes.tables, axes.artists)
    return any(map(len, kinds)) or any(map(_has_artists, axes.child_axes))


def _empty(reason: str) -> DataError:
    return DataError.of("CK651", f"You attempted to log an empty plot: {reason}.", _WAY_OUT)
