"""What is asked of a report: which runs and which panels. Takes the JSON of a request, gives an `AskedReport`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, cast

from chartkit.diagnostics import ChartkitError, Diagnostic, shown
from chartkit.schema import did_you_mean

CODE = "CK960"
MOST_RUNS = 20_000
MOST_PANELS = 2_000
MOST_CHARACTERS = 500


class AskedReport(NamedTuple):
    """One report of a project."""

    runs: tuple[str, ...] | None = None
    """Ids, or names that one run has; those that the page shows without them."""
    filters: Mapping[str, Any] | None = None
    """W&B's, in MongoDB's words: all runs that they let through, in place of `runs`."""
    panels: tuple[str, ...] | None = None
    """Ids or keys of panels; all without them."""
    title: str = ""
    """The project's name without one."""


def asked_report(body: object) -> AskedReport:
    """The request that `body` holds. Raises `ChartkitError` with one finding for each part that is not of its type."""
    if not isinstance(body, dict):
        raise ChartkitError.of(CODE, f"a report is asked for by an object; found {shown(body)}.")
    given = {name: value for name, value in cast(dict[str, Any], body).items() if value is not None}
    faults = [_unknown(name) for name in given if name not in AskedReport._fields]
    runs = _texts(given, "runs", MOST_RUNS, faults)
    panels = _texts(given, "panels", MOST_PANELS, faults)
    filters, title = given.get("filters"), given.get("title", "")
    if not isinstance(filters, dict | None):
        faults.append(Diagnostic(CODE, f"filters of a report are an object of W&B's filters; found {shown(filters)}."))
    if not isinstance(title, str) or len(title) > MOST_CHARACTERS:
        message = f"title of a report is a text of at most {MOST_CHARACTERS} characters; found {shown(title)}."
        faults.append(Diagnostic(CODE, message))
    if faults:
        raise ChartkitError(faults)
    return AskedReport(runs, cast(dict[str, Any] | None, filters), panels, title)


def _texts(given: Mapping[str, Any], name: str, most: int, faults: list[Diagnostic]) -> tuple[str, ...] | None:
    found: object = given.get(name)
    if found is None:
        return None
    texts: list[Any] = cast(list[Any], found) if isinstance(found, list) else [None]
    if len(texts) <= most and all(isinstance(one, str) for one in texts):
        return tuple(dict.fromkeys(texts))
    faults.append(
        Diagnostic(CODE, f"{name} of a report is a list of at most {most:,} texts; found {shown(given[name])}.")
    )
    return None


def _unknown(name: str) -> Diagnostic:
    parts = AskedReport._fields
    return Diagnostic(
        CODE, f"a report has no part {name!r}.", help=did_you_mean(name, parts) or f"it has {', '.join(parts)}."
    )
