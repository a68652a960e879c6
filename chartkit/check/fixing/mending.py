"""Fixes written: takes findings and the files of a run, mends those files. Others, as a preset extended, stay."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from chartkit.check.fixing.fixing import apply_fixes
from chartkit.diagnostics import Diagnostic
from chartkit.files import shown_path, write_whole


class Mended(NamedTuple):
    """The files that were written, and how many fixes were made in them."""

    files: tuple[Path, ...] = ()
    n_fixes: int = 0


def mend(findings: Iterable[Diagnostic], files: Iterable[Path]) -> Mended:
    """Write the fixes of `findings` that change nothing but `files`, each file at once and whole. Raises `OSError`."""
    own = {shown_path(path): path for path in files}
    mending = [finding for finding in findings if finding.fix and all(edit.file in own for edit in finding.fix.edits)]
    texts = apply_fixes(mending)
    for path, text in texts.items():
        write_whole(path, text.encode())
    return Mended(tuple(own[str(path)] for path in texts), len({finding.fix for finding in mending}) if texts else 0)
