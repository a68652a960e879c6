"""Figures that their libraries write as pages: Bokeh's, Panel's and HoloViews'. Takes one, gives `Html`.

The libraries name their scripts by addresses, which `Html` replaces by the installed files.
"""

from __future__ import annotations

import io
from typing import Any, cast

from chartkit.media.faults import written_by
from chartkit.media.html import Html


def of_bokeh(value: Any) -> Html:
    """The page of a Bokeh plot, layout or document. Raises `DataError` where Bokeh cannot write it."""

    def write() -> str:
        from bokeh.embed import file_html
        from bokeh.resources import Resources

        return file_html(value, Resources(mode="cdn"), title=type(value).__name__)

    return Html(written_by("Bokeh", f"the {type(value).__name__}", write), data_is_not_path=True)


def of_panel(value: Any) -> Html:
    """The page of a Panel or HoloViews object, its widgets working without Python where they can.

    Raises `DataError` where Panel cannot write it.
    """

    def write() -> str:
        import panel
        from bokeh.resources import Resources

        page = io.StringIO()
        whole: Any = cast(Any, panel).panel(value)
        whole.save(page, resources=Resources(mode="cdn"), title=type(value).__name__)
        return page.getvalue()

    return Html(written_by("Panel", f"the {type(value).__name__}", write), data_is_not_path=True)
