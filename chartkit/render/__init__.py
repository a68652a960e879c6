"""Pictures and pages. Takes plain Vega-Lite or Vega specs with their rows inlined; knows no Chart."""

from chartkit.render.inline import inline_frame
from chartkit.render.page import html_page, page_assets, page_files
from chartkit.render.page_parts import (
    PageChart,
    PageContent,
    PageFile,
    PageHeading,
    PagePart,
    Surroundings,
    escaped,
    frame,
)
from chartkit.render.renderer import FORMATS, Format, Picture, picture, render

__all__ = [
    "FORMATS",
    "Format",
    "PageChart",
    "PageContent",
    "PageFile",
    "PageHeading",
    "PagePart",
    "Picture",
    "Surroundings",
    "escaped",
    "frame",
    "html_page",
    "inline_frame",
    "page_assets",
    "page_files",
    "picture",
    "render",
]
