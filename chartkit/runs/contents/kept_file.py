"""The files that a run keeps under the sha256 of their bytes, read back: charts, tables and media.

Takes names from journals and tables, which a stranger may have written; gives paths inside the run's folder and bytes
that are those that were written.
"""

from __future__ import annotations

import re
import stat
from hashlib import sha256
from pathlib import Path

from chartkit.diagnostics import RunError, reason_of
from chartkit.files import read_own
from chartkit.runs.start_record import damaged

_NAMES = {
    "charts": re.compile(r"[0-9a-f]{64}\.v[lg]\.json"),
    "tables": re.compile(r"[0-9a-f]{64}\.(json|parquet)"),
    "media": re.compile(r"[0-9a-f]{64}(\.[0-9A-Za-z]{1,12}){0,3}"),
}


def kept_path(folder: Path, kind: str, name: object) -> Path:
    """Where the run in `folder` has the file of that name among its `charts`, `tables` or `media`.

    Raises `RunError` for a name that is none of a run's, for a file that is gone or may not be looked at, and for what
    is no file.
    """
    if not isinstance(name, str) or not _NAMES[kind].fullmatch(name):
        raise RunError(damaged(folder, f"a journal names {name!r}, which is no file of a run"))
    path = folder / kind / name
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        raise RunError(damaged(path, "the file is not there")) from None
    except OSError as error:
        raise RunError(damaged(path, reason_of(error))) from None
    if stat.S_ISLNK(mode):
        raise RunError(damaged(path, "it is a link, which no file of a run is"))
    if not stat.S_ISREG(mode):
        raise RunError(damaged(path, "it is no file"))
    return path


def kept_bytes(path: Path) -> bytes:
    """What such a file holds. Raises `RunError` when it cannot be read or has other bytes than were written."""
    try:
        content = read_own(path)
    except OSError as error:
        raise RunError(damaged(path, reason_of(error))) from error
    if sha256(content).hexdigest() != path.name[:64]:
        raise RunError(damaged(path, "its bytes are not those that were written"))
    return content
