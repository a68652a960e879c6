"""The lines of journals that refer to charts, tables and media: takes a run's folder, gives those lines alone.

A run logs a million numbers and a few charts: the lines of numbers are passed over unread, and of a journal that grew
only what is new is looked at. What was found is kept in a cache that is bounded in bytes.
"""

from __future__ import annotations

import os
import re
from io import BufferedReader
from pathlib import Path
from typing import NamedTuple

from chartkit.files import open_own
from chartkit.runs.records import JournalFile
from chartkit.workspace.bounded_cache import BoundedCache

_MARK = b"$"
"""Every reference has it, and hardly a line of numbers."""
_REFERENCE = re.compile(rb'"\$"\s*:\s*"(?:chart|table|media)"')
_LEAST_BYTES = 500
"""About what is kept of a journal without such lines."""
_BLOCK_BYTES = 8 << 20


class Lines(NamedTuple):
    """The lines of one journal that refer to a file, as of its first `end` bytes."""

    name: str
    inode: int
    end: int
    content: bytes

    def read_bytes(self) -> bytes:
        """The lines."""
        return self.content


def reference_lines(folder: Path, cache: BoundedCache) -> list[JournalFile]:
    """The lines of the run in `folder`, by journal, as of now; what was read is in `cache`.

    A journal that cannot be read has none here; the page of its run says why. O(bytes that are new).
    """
    try:
        names = sorted(entry.name for entry in os.scandir(folder))
    except OSError:
        return []
    journals = [name for name in names if name.startswith("journal-") and name.endswith(".jsonl")]
    found = (_lines(f"{folder}/{name}", name, cache) for name in journals)
    return [lines for lines in found if lines is not None]


def _lines(path: str, name: str, cache: BoundedCache) -> Lines | None:
    key = ("references", path)
    known: Lines | None = cache.get(key)
    try:
        with open_own(path) as file:
            status = os.fstat(file.fileno())
            if known is None or known.inode != status.st_ino or known.end > status.st_size:
                known = Lines(name, status.st_ino, 0, b"")
            elif known.end == status.st_size:
                return known
            now = _grown(known, file)
    except OSError:
        return None
    cache.keep(key, now, len(now.content) + _LEAST_BYTES)
    return now


def _grown(before: Lines, file: BufferedReader) -> Lines:
    """The lines with those that came since; a line that has no end yet is left for the next look."""
    file.seek(before.end)
    found: list[bytes] = []
    end, rest = before.end, b""
    while block := file.read(_BLOCK_BYTES):
        held = rest + block
        whole = held.rfind(b"\n") + 1
        found += _referring(held, whole)
        end, rest = end + whole, held[whole:]
    return Lines(before.name, before.inode, end, before.content + b"".join(found))


def _referring(content: bytes, end: int) -> list[bytes]:
    """The lines before `end` that refer to something."""
    found: list[bytes] = []
    at = content.find(_MARK, 0, end)
    while at >= 0:
        start, stop = content.rfind(b"\n", 0, at) + 1, content.find(b"\n", at, end) + 1
        if _REFERENCE.search(content, start, stop):
            found.append(content[start:stop])
        at = content.find(_MARK, stop, end)
    return found
