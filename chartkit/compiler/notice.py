"""A chart that says why there is nothing to draw: takes sentences, gives a Vega-Lite spec that shows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

VEGA_LITE = "https://vega.github.io/schema/vega-lite/v6.json"


def notice_spec(sentences: Iterable[str], title: str | None = None) -> dict[str, Any]:
    """A spec whose one mark is the text of `sentences`, wrapped; readable on light and dark grounds."""
    import textwrap

    lines = [line for sentence in sentences for line in textwrap.wrap(sentence, 64, max_lines=6) or [""]]
    return {
        "$schema": VEGA_LITE,
        "description": " ".join(lines),
        **({"title": title} if title else {}),
        "data": {"values": [{}]},
        "mark": {"type": "text", "text": lines, "fontSize": 14, "lineHeight": 20, "color": "#757575"},
        "config": {"view": {"stroke": None}},
    }
