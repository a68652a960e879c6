"""The built-in plots, one a file: takes a table and column names, gives a `Chart` of a built-in preset."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chartkit.compiler import plot_table
    from chartkit.plot._bar import bar
    from chartkit.plot._box import box
    from chartkit.plot._calibration import calibration
    from chartkit.plot._confusion_matrix import confusion_matrix
    from chartkit.plot._error_band import error_band
    from chartkit.plot._heatmap import heatmap
    from chartkit.plot._histogram import histogram
    from chartkit.plot._line import line
    from chartkit.plot._line_series import line_series
    from chartkit.plot._pr_curve import pr_curve
    from chartkit.plot._residuals import residuals
    from chartkit.plot._roc_curve import roc_curve
    from chartkit.plot._scatter import scatter

__all__ = [
    "bar",
    "box",
    "calibration",
    "confusion_matrix",
    "error_band",
    "heatmap",
    "histogram",
    "line",
    "line_series",
    "plot_table",
    "pr_curve",
    "residuals",
    "roc_curve",
    "scatter",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        place = "chartkit.compiler" if name == "plot_table" else f"chartkit.plot._{name}"
        value = getattr(importlib.import_module(place), name)
        globals()[name] = value
        return value
    if name.startswith("__"):
        raise AttributeError(name)
    from chartkit.schema import hint

    raise AttributeError(f"this version of chartkit.plot has no {name!r}; {hint(name, __all__, 'it has')}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
