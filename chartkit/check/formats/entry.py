"""A finding as every format tells it: takes a `Report`, gives entries whose texts any encoding can hold."""

from __future__ import annotations

from typing import NamedTuple

from chartkit.check.report import Report
from chartkit.diagnostics import Diagnostic, Fix, JsonPath, Location, Severity


class Entry(NamedTuple):
    """One finding. Lines and columns count from 1, in characters; `end_column` is the first one after the place.

    `file` is the path as the system takes it, so it may hold bytes that are no UTF-8; every other text is clean.
    """

    code: str
    severity: Severity
    message: str
    help: str | None = None
    file: str | None = None
    line: int | None = None
    column: int | None = None
    end_column: int | None = None
    path: JsonPath | None = None
    fix: Fix | None = None

    @property
    def text(self) -> str:
        """The message and under it the way out."""
        return f"{self.message}\nhelp: {self.help}" if self.help else self.message


def entries(report: Report) -> list[Entry]:
    """Every finding of the report, in its order."""
    return [entry_of(finding) for finding in report.findings]


def entry_of(finding: Diagnostic) -> Entry:
    """One finding as an entry."""
    place = finding.location or Location()
    return Entry(
        finding.code,
        finding.severity,
        clean(finding.message),
        clean(finding.help) if finding.help else None,
        place.file,
        place.line,
        place.column,
        place.column + max(place.length, 1) if place.column is not None else None,
        clean_steps(place.path),
        finding.fix,
    )


def clean(text: str) -> str:
    """The text with a sign of replacement for each half of a surrogate pair: no file in UTF-8 can hold one.

    >>> clean("caf\\udce9.yaml")
    'caf\ufffd.yaml'
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def clean_steps(path: JsonPath | None) -> JsonPath | None:
    """A JSON path with clean keys."""
    return None if path is None else tuple(clean(step) if isinstance(step, str) else step for step in path)


def clean_fix(fix: Fix) -> Fix:
    """A fix with clean texts."""
    edits = (edit._replace(file=clean(edit.file), text=clean(edit.text)) for edit in fix.edits)
    return Fix(tuple(edits), clean(fix.words))
