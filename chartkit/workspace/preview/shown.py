"""The state of a preview: takes what draws a chart and what finds faults, gives what the page shows.

A drawing that fails leaves the last good one in place, with the faults told over it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from chartkit.compiler import Chart
from chartkit.diagnostics import ChartkitError, Diagnostic, as_text, counted
from chartkit.render import PageChart, html_page


@dataclass(frozen=True, slots=True)
class Shown:
    """One state: `version` counts states, `drawing` names the version whose picture `page` is (0: none yet)."""

    file: str
    version: int = 0
    drawing: int = 0
    page: bytes = b""
    faults: tuple[Diagnostic, ...] = ()
    note: str = "drawing…"

    @property
    def is_current(self) -> bool:
        """Whether the picture is that of the file as it is now."""
        return self.drawing == self.version > 0

    def news(self) -> dict[str, Any]:
        """What the page is told, JSON-ready; the picture itself it fetches."""
        return {
            "file": self.file,
            "version": self.version,
            "drawing": self.drawing,
            "isCurrent": self.is_current,
            "state": self.note,
            "faults": [{"severity": fault.severity, "text": as_text([fault])} for fault in self.faults],
        }


def next_shown(before: Shown, draw: Callable[[], Chart], find: Callable[[], Iterable[Diagnostic]]) -> Shown:
    """The state after a change. Raises nothing: what goes wrong is shown, and the next save is another try."""
    version = before.version + 1
    found: list[Diagnostic] = []
    try:
        found += find()
        chart = draw()
        page = html_page([PageChart(chart.title, chart.page_json())], chart.title).encode()
    except Exception as error:  # also a fault of chartkit's own must not end the preview
        said = _merged(found, error.diagnostics if isinstance(error, ChartkitError) else [_own_fault(error)])
        return Shown(before.file, version, before.drawing, before.page, said, counted(len(said), "finding"))
    said = _merged(found, (fault for fault in chart.diagnostics if fault.severity != "info"))
    return Shown(before.file, version, version, page, said, _drawn(chart, said))


def _own_fault(error: Exception) -> Diagnostic:
    message = f"chartkit failed at this preset: {type(error).__name__}: {error}."
    return Diagnostic("CK709", message, help="this is a fault of chartkit's own; please report it with the preset")


def _merged(found: Iterable[Diagnostic], more: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Errors first; a sentence that stands there already is not told twice."""
    merged = list(dict.fromkeys(found))
    told = {(fault.code, fault.message) for fault in merged}
    merged += [fault for fault in more if (fault.code, fault.message) not in told]
    return tuple(sorted(merged, key=lambda fault: fault.severity != "error"))


def _drawn(chart: Chart, said: tuple[Diagnostic, ...]) -> str:
    rows = counted(chart.dataset.n_rows, "row")
    return f"{rows}, {counted(len(said), 'finding')}" if said else rows
