"""Why a view shows nothing: takes the view, its rows and the looks of its marks, gives a reason in words, or None."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from chartkit.check.pictures.scene import Look
from chartkit.check.rows import ViewRows
from chartkit.check.rows.javascript import is_number
from chartkit.check.subject import Subject
from chartkit.compiler.reductions.predicates import words
from chartkit.compiler.views import View
from chartkit.diagnostics import shown

_POSITIONS = ("x", "y", "theta", "radius", "longitude", "latitude")
_WORDS: dict[Look, str] = {
    "pointless": "a line or text of one point or none is not seen",
    "flat": "every mark is of no width or no height",
    "unpainted": "the marks have neither a fill nor a stroke",
    "hidden": "the marks have the colour of the ground",
    "outside": "every mark lies outside of the frame, which cuts it off",
}


def reason_of_blank(subject: Subject, view: View, looks: Sequence[Look] | None) -> str | None:
    """The reason, by what the rows tell before what the picture does."""
    rows = next((each for each in subject.view_rows if each.view is view), None)
    told = _told_by_rows(rows) if rows else None
    if told or not looks:
        return told
    if view.mark in ("line", "trail") and set(looks) == {"pointless"}:
        return "every line has one point, and a line needs two (point: true draws it)"
    return reason_of_looks(looks)


def reason_of_looks(looks: Sequence[Look]) -> str | None:
    """What most of the marks lack; None without any."""
    return _WORDS.get(Counter(looks).most_common(1)[0][0]) if looks else None


def _told_by_rows(rows: ViewRows) -> str | None:
    for step in rows.steps:
        if "filter" in step.transform and step.before.records and step.after and not step.after.records:
            predicate: Any = step.transform["filter"]
            return f"the filter {shown(words(predicate))} keeps none of {len(step.before.records):,} rows"
    for channel, field in rows.channels(*_POSITIONS):
        values = rows.values(field)
        if values and all(value is None for value in values):
            return f"{channel.name} draws {rows.title(field)!r}, which has no value"
        if values and channel.definition.get("type") == "quantitative" and not any(map(is_number, values)):
            return f"{channel.name} draws {rows.title(field)!r} as numbers, and it holds {shown(_first(values))}"
    return None


def _first(values: Sequence[Any]) -> Any:
    return next((value for value in values if value is not None), None)
