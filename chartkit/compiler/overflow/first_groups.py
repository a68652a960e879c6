"""A chart of more groups than it can carry: takes its groups, gives the first ones whole, and the way to the largest.

Each group that is drawn has its true value. Which categories are worth seeing, only the reader knows: none is chosen
for them, and the help tells how to.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chartkit.compiler.overflow.overflowed import Overflowed
from chartkit.compiler.planning.shapes import FIXED_POINTS

if TYPE_CHECKING:
    from chartkit.data.frame import Frame

_DISCRETE = ("nominal", "ordinal")


def first_groups(frame: Frame, encoding: Mapping[str, Any], n_rows: int, size: int) -> Overflowed:
    """The first `size` of the `n_rows` groups that the rows of `frame` are, in its order."""
    rows = frame.over(frame.lazy.head(size)).collect()
    text = f"the first {len(rows):,} of {n_rows:,} groups"
    return Overflowed(rows, None, "first groups", text, n_rows, len(rows), help=_help(encoding))


def _help(encoding: Mapping[str, Any]) -> str | None:
    """Words that draw the fifty largest groups; None where no channel has categories, or none has an aggregate."""
    channels: list[Mapping[str, Any]] = [channel for channel in encoding.values() if isinstance(channel, Mapping)]
    fields = [
        str(one["field"]) for one in channels if one.get("type") in _DISCRETE and isinstance(one.get("field"), str)
    ]
    measure = next((one for one in channels if isinstance(one.get("aggregate"), str)), None)
    if not fields or measure is None:
        return None
    op, field = str(measure["aggregate"]), measure.get("field")
    is_same = op in FIXED_POINTS
    made = str(field) if is_same else "value"
    of = "" if field is None else f"field: {field}, "
    steps = [
        f"{{aggregate: [{{op: {op}, {of}as: {made}}}], groupby: [{', '.join(dict.fromkeys(fields))}]}}",
        f"{{window: [{{op: row_number, as: rank}}], sort: [{{field: {made}, order: descending}}]}}",
        "{filter: datum.rank <= 50}",
    ]
    drawn = "" if is_same else ", and draw the field value"
    return f"to draw the largest 50 alone, write transform: [{', '.join(steps)}]{drawn}"
