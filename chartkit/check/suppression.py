"""What comments leave out of a file's findings: takes findings and the text, gives those that stay.

A comment that leaves out nothing is a finding itself: what it was written for is mended, or it stands on another line.
"""

from __future__ import annotations

from collections.abc import Iterable

from chartkit.check.comments import Comments, Ignore, read_comments
from chartkit.check.selectors import selects
from chartkit.check.settings import Settings
from chartkit.diagnostics import Diagnostic


def without_ignored(
    findings: Iterable[Diagnostic], text: str, file: str, settings: Settings | None = None
) -> list[Diagnostic]:
    """`findings` less those that a comment in `text`, the content of `file`, ignores.

    Findings of other files stay. Added are comments that cannot be read, and those that ignore nothing, but for codes
    that `settings` leave out in any case. `file` is the path as locations have it.
    """
    kept = list(findings)
    comments = read_comments(text, file)
    if comments == Comments():
        return kept
    used: set[Ignore] = set()
    stay: list[Diagnostic] = []
    for finding in kept:
        ignoring = [ignore for ignore in comments.ignores if _ignores(ignore, finding, file)]
        used.update(ignoring)
        if not ignoring:
            stay.append(finding)
    unused = [_unused(ignore) for ignore in comments.ignores if ignore not in used and _is_asked_for(ignore, settings)]
    return [*stay, *comments.faults, *unused]


def _ignores(ignore: Ignore, finding: Diagnostic, file: str) -> bool:
    place = finding.location
    if place is None or place.file != file:
        return False
    return ignore.line in (None, place.line) and selects(ignore.selector, finding.code)


def _is_asked_for(ignore: Ignore, settings: Settings | None) -> bool:
    """Whether any finding that the comment is about could be there at all."""
    if settings is None or not (settings.select or settings.ignore):
        return True
    from chartkit.diagnostics import CODES

    return any(settings.wants(code) for code in CODES if selects(ignore.selector, code))


def _unused(ignore: Ignore) -> Diagnostic:
    where = "in this file" if ignore.line is None else f"on line {ignore.line}"
    message = f"this comment ignores {ignore.selector}, and nothing of it is found {where}."
    help = "take it out, or put it on the line of the finding"
    return Diagnostic("CK801", message, "warning", ignore.place, help, ignore.fix)
