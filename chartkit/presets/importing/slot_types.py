"""The type of a slot: takes what its places draw a column as, and its values, gives what the slot asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_ISO = re.compile(r"\d{4}-\d\d(-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?\Z")


def type_of_column(drawn_as: Iterable[str | None], rows: list[dict[str, Any]], name: str) -> str:
    """The narrowest type of the places, where the column's own values are of it; `any` where places disagree.

    >>> type_of_column(["nominal", "quantitative"], [{"a": 1}], "a")
    'quantitative'
    """
    types = {type_ for type_ in drawn_as if type_ is not None}
    narrow = types & {"quantitative", "temporal"}
    if len(narrow) == 1:
        type_ = narrow.pop()
        return type_ if all(_is_of(type_, row.get(name)) for row in rows) else "any"
    if narrow or not types:
        return "any"
    return types.pop() if len(types) == 1 else "nominal"


def _is_of(type_: str, value: Any) -> bool:
    if value is None:
        return True
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return is_number or (type_ == "temporal" and isinstance(value, str) and bool(_ISO.match(value)))
