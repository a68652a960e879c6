"""Matplotlib: takes figures, gives charts that draw the same, or pictures where no chart can.

Read `conversion.py` first. Matplotlib itself is imported only where the user has: all is read from the figure's own
artists. The figure is not changed or closed, and nothing of pyplot's state is touched.
"""

from __future__ import annotations

from typing import Any

from chartkit.compiler import Chart
from chartkit.media.matplotlib.conversion import convert
from chartkit.media.matplotlib.figures import figure_of, is_figure
from chartkit.media.matplotlib.picture import Picture, png_of

__all__ = ["Picture", "as_logged", "convert", "figure_of", "is_figure", "png_of"]


def as_logged(value: Any) -> Chart | Picture | Any:
    """What a run keeps of a figure, an axes or pyplot: a chart, else a picture; any other value is itself.

    Raises `DataError` for an empty figure and for one that matplotlib cannot draw.
    """
    return convert(figure_of(value)) if is_figure(value) else value
