"""What the page asks of the table at first: takes the layout, gives the JSON of a request for its part `runs`.

The same question as `web/src/runs/settings.ts` makes of it, part by part and in its order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chartkit.workspace.layouts.layout_parts import mapping, number, text, texts
from chartkit.workspace.runs_table.request import is_choice


def layout_question(layout: Mapping[str, Any]) -> dict[str, Any]:
    """The question for all runs that match, in their order.

    >>> layout_question({"runs": {"sort": ["-summary.loss"], "pinned": {"b": 2, "a": 1}}})["pinned"]
    ['a', 'b']
    """
    said = mapping(layout.get("runs"))
    pinned = {id: place for id, one in mapping(said.get("pinned")).items() if (place := number(one)) is not None}
    return {
        "query": text(said.get("query")),
        "search": text(said.get("search")),
        "is_regex": said.get("is_regex") is True,
        "chosen": {key: one for key, one in mapping(said.get("chosen")).items() if is_choice(one)},
        "sort": list(texts(said.get("sort"))),
        "group": list(texts(said.get("group"))),
        "pinned": sorted(pinned, key=lambda id: pinned[id]),
    }
