"""Fixes written: takes findings and the files of a run, mends those files. Others, as a preset extended, stay.

What a finding says of a file holds while the file does: one that changed since it was looked at is left alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from chartkit.check.fixing.fixing import apply_fixes
from chartkit.diagnostics import Diagnostic, Location
from chartkit.files import read_regular, shown_path, write_whole

_MOST_BYTES = 6_000_000
"""More than a preset or script holds that can be mended."""


class Mended(NamedTuple):
    """The files that were written, how many fixes were made in them, and the files that had changed."""

    files: tuple[Path, ...] = ()
    n_fixes: int = 0
    changed: tuple[Path, ...] = ()


def looks_at(files: Iterable[Path]) -> dict[Path, bytes]:
    """Each file with a digest of what it holds now, to be taken before it is checked."""
    return {path: _digest(path) for path in files}


def mend(findings: Iterable[Diagnostic], looks: Mapping[Path, bytes]) -> Mended:
    """Write the fixes of `findings` that change nothing but the files of `looks`, each file at once and whole.

    A file that holds something else than `looks` says is not written. A fix is of one file. Raises `OSError`.
    """
    own = {shown_path(path): path for path in looks}
    mending = [finding for finding in findings if finding.fix and all(edit.file in own for edit in finding.fix.edits)]
    written: list[Path] = []
    changed: list[Path] = []
    for shown, text in apply_fixes(mending).items():
        path = own[str(shown)]
        if _digest(path) == looks[path]:
            write_whole(path, text.encode())
            written.append(path)
        else:
            changed.append(path)
    made = {finding.fix for finding in mending if finding.fix and own[finding.fix.edits[0].file] in written}
    return Mended(tuple(written), len(made), tuple(changed))


def left_alone(path: Path) -> Diagnostic:
    """What is said of a file that had changed."""
    message = "this file changed while it was checked, so --fix left it as it is."
    return Diagnostic("CK892", message, "warning", Location(shown_path(path)), "run 'chartkit check --fix' once more")


def _digest(path: Path) -> bytes:
    """What a file holds, in 16 bytes; of one that cannot be read, its reason."""
    try:
        content = read_regular(path, _MOST_BYTES)[0]
    except OSError as error:
        content = type(error).__name__.encode()
    return hashlib.blake2b(content, digest_size=16).digest()
