"""The compiler: takes a preset and a table, gives a chart. `compiler.py` tells the story."""

from chartkit.compiler.chart import Chart
from chartkit.compiler.compiler import plot_table

__all__ = ["Chart", "plot_table"]
