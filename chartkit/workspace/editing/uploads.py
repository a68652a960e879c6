"""Tables that were uploaded to be looked at: takes bytes, keeps the latest of them in a folder of the store.

They are named by their content; the folder may be deleted at any time.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from chartkit.data.files import READERS
from chartkit.diagnostics import ChartkitError, reason_of, shown
from chartkit.files import shown_path, write_whole
from chartkit.schema import hint

KEPT = 20


def keep_upload(folder: Path, name: str, content: bytes) -> str:
    """The name under which the table is kept. Raises `ChartkitError` for an ending that no table has, a full disk."""
    suffix = Path(name).suffix.lower()
    if suffix not in READERS:
        message = f"how the table {shown(name)} is written is not known from its ending."
        raise ChartkitError.of("CK421", message, hint(suffix, READERS, "endings"))
    kept = f"{hashlib.blake2b(content, digest_size=12).hexdigest()}{suffix}"
    try:
        write_whole(folder / kept, content, make_folders=True)
        _remove_oldest(folder)
    except OSError as error:
        message = f"the table {shown(name)} cannot be kept in {shown_path(folder)}: {reason_of(error).lower()}."
        help = "look at who may write there, and at the space on the disk"
        raise ChartkitError.of("CK119", message, help) from None
    return kept


def _remove_oldest(folder: Path) -> None:
    files = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime_ns)
    for file in files[:-KEPT]:
        with suppress(FileNotFoundError):  # another request has removed it
            file.unlink()
