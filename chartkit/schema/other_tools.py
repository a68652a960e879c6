"""What other tools say in one word, and Vega-Lite in a map: takes the word and its place, gives what to write.

Where one word stands for another, `synonyms` has it.
Source: matplotlib's and Plotly's names for labels and limits, and Altair's shorthand of a field and its type,
https://altair-viz.github.io/user_guide/encodings/index.html#encoding-shorthands.
"""

from __future__ import annotations

import re

_SHORTHAND = re.compile(r"([\w ]+):([QNOT])\Z")
_TYPES = {"Q": "quantitative", "N": "nominal", "O": "ordinal", "T": "temporal"}
_OF_POSITION = re.compile(r"(?:set_?)?([xy])_?(label|title|lim|range|scale|ticks|axis)\Z", re.IGNORECASE)
_IN_POSITION = {
    **dict.fromkeys(("label", "title"), "title: …"),
    **dict.fromkeys(("lim", "range"), "scale: {domain: …}"),
    "scale": "scale: {type: …}",
    "ticks": "axis: {values: …}",
    "axis": "axis: …",
}
"""What a position has for what matplotlib and Plotly say of a whole chart, as `xlabel` and `ylim`."""
_OF_A_CHART = {
    "figsize": "write width: … and height: …, each in pixels",
    **dict.fromkeys(("interactive", "zoom", "pan"), "write params: [{name: zoom, select: interval, bind: scales}]"),
    "hover": "write it in the mark, as in mark: {type: …, tooltip: true}",
}


def said_elsewhere(key: str, owner: str | int | None) -> str | None:
    """What to write for a key of another tool that stands at `owner`, None for the root.

    >>> said_elsewhere("xlabel", None), said_elsewhere("ylim", "y")
    ('write encoding: {x: {title: …}}', 'write scale: {domain: …}')
    """
    if owner is None and key in _OF_A_CHART:
        return _OF_A_CHART[key]
    found = _OF_POSITION.match(key)
    if found is None or owner not in (None, "encoding", found[1]):
        return None
    written = _IN_POSITION[found[2].lower()]
    holders = (found[1], "encoding") if owner is None else (found[1],) if owner == "encoding" else ()
    for holder in holders:
        written = f"{holder}: {{{written}}}"
    return f"write {written}"


def written_out(shorthand: str) -> str | None:
    """The map of a channel that Altair writes as a field and the letter of its type.

    >>> written_out("epoch:Q")
    '{field: epoch, type: quantitative}'
    """
    found = _SHORTHAND.match(shorthand)
    return f"{{field: {found[1]}, type: {_TYPES[found[2]]}}}" if found else None
