"""Faults that two rules see, told by one: takes the findings of a preset, gives them less what another says better."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from chartkit.diagnostics import Diagnostic, Location


class Overlap(NamedTuple):
    """A finding of the code `less` is left out where one of `more` `covers` it, which may take its help over."""

    less: str
    more: str
    covers: Callable[[Diagnostic, Diagnostic], bool]
    takes_help: bool = False


def told_once(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """`findings` in their order, each fault by one of them. O(findings) but for those that overlap."""
    kept = list(findings)
    for overlap in _OVERLAPS:
        kept = _without(kept, overlap)
    return kept


def _without(findings: list[Diagnostic], overlap: Overlap) -> list[Diagnostic]:
    less = [finding for finding in findings if finding.code == overlap.less]
    more = [finding for finding in findings if finding.code == overlap.more] if less else []
    covered = [(outer, inner) for outer in more for inner in less if overlap.covers(outer, inner)]
    if not covered:
        return findings
    said = {id(inner) for _, inner in covered}
    helps = {id(outer): inner.help for outer, inner in covered} if overlap.takes_help else {}
    return [
        finding._replace(help=helps.get(id(finding), finding.help)) for finding in findings if id(finding) not in said
    ]


def _is_at(outer: Diagnostic, inner: Diagnostic) -> bool:
    """Whether both underline the same."""
    place, other = outer.location or Location(), inner.location or Location()
    return place.line is not None and (place.order, place.length) == (other.order, other.length)


def _holds(outer: Diagnostic, inner: Diagnostic) -> bool:
    """Whether `inner` stands in what `outer` underlines."""
    around, place = outer.location or Location(), inner.location or Location()
    if (around.file, around.line) != (place.file, place.line) or around.column is None or place.column is None:
        return False
    return around.column <= place.column < around.column + around.length


def _stops_drawing(outer: Diagnostic, inner: Diagnostic) -> bool:
    """Whether `outer` is why nothing can be drawn."""
    return outer.severity == "error"


_OVERLAPS = (
    Overlap("CK854", "CK824", _is_at),  # the example shows what the chart itself says
    Overlap("CK855", "CK820", _is_at),
    Overlap("CK704", "CK311", _holds, takes_help=True),  # a near miss of a slot is also a field that nothing provides
    Overlap("CK865", "CK836", _stops_drawing),  # Vega stops at the format
)
