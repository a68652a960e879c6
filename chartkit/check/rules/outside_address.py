"""CK705: data from a url, an image address or a link; a chart is drawn from what it holds."""

from __future__ import annotations

from collections.abc import Iterable

from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic
from chartkit.render.trust import outside_addresses


def outside_address(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at each of them: drawing will refuse it."""
    if subject.spec is None:
        return
    drawn = subject.chart.spec if subject.chart else subject.spec.plain()
    for fault in outside_addresses(drawn):
        path = fault.location.path if fault.location else None
        yield Diagnostic("CK705", fault.message, "warning", subject.spec.locate(path or ()), fault.help)
