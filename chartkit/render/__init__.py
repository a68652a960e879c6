"""Pictures and pages. Takes plain Vega-Lite or Vega specs with their rows inlined; knows no Chart."""

from chartkit.render.inline import inline_frame
from chartkit.render.page import html_page
from chartkit.render.page_parts import PageChart, PageContent, PageFile, PagePart, escaped, frame
from chartkit.render.renderer import FORMATS, Format, Picture, picture, render

__all__ = [
    "FORMATS",
    "Format",
    "PageChart",
    "PageContent",
    "PageFile",
    "PagePart",
    "Picture",
    "escaped",
    "frame",
    "html_page",
    "inline_frame",
    "picture",
    "render",
]
