"""A chart as a page draws it: takes a `Chart`, gives its JSON at the size of the page's column."""

from __future__ import annotations

from chartkit.compiler import Chart
from chartkit.compiler.sizes import sized


def page_json(chart: Chart) -> bytes:
    """The whole spec with its rows, as wide as its container where the author set no width. O(rows)."""
    import orjson

    return orjson.dumps(sized(chart.spec, chart.dialect, None, None, in_page=True))
