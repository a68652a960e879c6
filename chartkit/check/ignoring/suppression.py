"""What comments leave out of a file's findings: takes findings and the text, gives those that stay.

A comment that leaves out nothing is a finding itself: what it was written for is mended, or it stands on another line.
It is told once the file has no errors, for behind an error nothing was looked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from chartkit.check.ignoring.comments import Comments, Ignore, read_comments
from chartkit.check.settings.selectors import selects
from chartkit.check.settings.settings import Settings
from chartkit.diagnostics import CODES, Diagnostic

DRAWING_CODES = ("CK862", "CK863", "CK864", "CK865")
"""What only a drawn example shows."""
_NOT_ALWAYS = ("CK4", "CK5", *DRAWING_CODES, "CK888", "CK889")
"""What only drawing, or comparing with a commit, finds."""


def without_ignored(
    findings: Iterable[Diagnostic], text: str, file: str, settings: Settings | None = None
) -> list[Diagnostic]:
    """`findings` less those that a comment in `text`, the content of `file`, ignores.

    Findings of other files stay. Added are comments that cannot be read, and, where there is no error, those that
    ignore nothing of what this run looked for by its `settings`. `file` is the path as locations have it.
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
    if any(finding.severity == "error" for finding in kept):
        return [*stay, *comments.faults]
    unused = [_unused(ignore) for ignore in comments.ignores if ignore not in used and _is_looked_for(ignore, settings)]
    return [*stay, *comments.faults, *unused]


def without_ignored_anywhere(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """`findings` of any files less those that a comment in their file on disk ignores. Each file is read once."""

    @cache
    def ignores_of(file: str) -> tuple[Ignore, ...]:
        try:
            return read_comments(Path(file).read_bytes().decode("utf-8-sig", "replace"), file).ignores
        except OSError:  # a preset that was removed
            return ()

    def is_ignored(finding: Diagnostic) -> bool:
        file = finding.location.file if finding.location else None
        return file is not None and any(_ignores(ignore, finding, file) for ignore in ignores_of(file))

    return [finding for finding in findings if not is_ignored(finding)]


def _ignores(ignore: Ignore, finding: Diagnostic, file: str) -> bool:
    place = finding.location
    if place is None or place.file != file:
        return False
    return (ignore.about is None or ignore.about.holds(place)) and selects(ignore.selector, finding.code)


def _is_looked_for(ignore: Ignore, settings: Settings | None) -> bool:
    """Whether what the comment is about would have been found in any run with these settings."""
    codes = [code for code in CODES if selects(ignore.selector, code)]
    if any(code.startswith(_NOT_ALWAYS) for code in codes):
        return False
    return settings is None or any(map(settings.wants, codes))


def _unused(ignore: Ignore) -> Diagnostic:
    where = "in this file" if ignore.about is None else str(ignore.about)
    message = f"this comment ignores {ignore.selector}, and nothing of it is found {where}."
    help = "take it out, or put it on the line of the finding"
    return Diagnostic("CK801", message, "warning", ignore.place, help, ignore.fix)
