"""Pictures and pages. Takes plain Vega-Lite or Vega specs with their rows inlined; knows no Chart."""

from chartkit.render.page import PageChart, html_page
from chartkit.render.renderer import FORMATS, Format, Picture, picture, render

__all__ = ["FORMATS", "Format", "PageChart", "Picture", "html_page", "picture", "render"]
