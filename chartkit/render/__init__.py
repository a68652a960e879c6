"""Pictures and pages. Takes plain Vega-Lite or Vega specs with their rows inlined; knows no Chart."""

from chartkit.render.renderer import FORMATS, Format, render

__all__ = ["FORMATS", "Format", "render"]
