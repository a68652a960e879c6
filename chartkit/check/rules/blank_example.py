"""CK707: an example that proves nothing, for its rows draw nothing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from chartkit.check.examples import example_place
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic


def blank_example(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at the example when its chart is only a notice: no rows, or a column without values."""
    if subject.chart is None or not subject.chart.is_notice:
        return
    example = subject.preset.example
    key = "data" if example and isinstance(example.data, Path) else "values"
    reasons = [fault.message for fault in subject.chart.diagnostics]
    message = f"the example draws nothing: {' '.join(reasons)}"
    yield Diagnostic("CK707", message, "warning", example_place(subject.preset, key))
