"""The files of a run at one moment, and the short texts that they are known by again.

Takes a run's folder; gives its journals. Of a run that is closed, nobody appends to its journals any more, the folder's
own time tells that they are the same; of others, the size, time and number of every file.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from chartkit.diagnostics import reason_of

_YOUNG_NS = 2_000_000_000
"""A folder that changed so lately may change again without its time telling: some file systems count in 2 s."""


class Journal(NamedTuple):
    """One journal's file at one moment."""

    project: str
    folder: str
    name: str
    inode: int
    size: int
    mtime_ns: int

    @property
    def place(self) -> tuple[str, str]:
        """What it is known by within its project."""
        return self.folder, self.name

    @classmethod
    def of_run(cls, project: str, folder: str, journals: Sequence[Journal]) -> Journal:
        """All journals of a run as one without a name, known by a sum of what each is."""
        facts = [(one.name, *one[3:]) for one in journals]
        digest = int.from_bytes(sha256(repr(facts).encode("utf-8", "surrogatepass")).digest()[:7])
        size = sum(one.size for one in journals)
        return cls(project, folder, "", digest, size, len(journals))


def journals_said(project: str, folder: str, signature: str) -> list[Journal]:
    """The journals of which a run's signature tells, by name."""
    facts = (line.rsplit(":", 3) for line in signature.splitlines() if line.startswith("journal-"))
    return [Journal(project, folder, name, int(inode), int(size), int(time)) for name, size, time, inode in facts]


def signature_of(path: str) -> str:
    """What `run.json` and the journals are: name, size, time and number of each; empty when there is none.

    Of a folder that may not be looked into, why: it is a run all the same, which says so.
    """
    found: list[tuple[str, str]] = []
    try:
        with os.scandir(path) as inside:
            for entry in inside:
                name = entry.name
                if name == "run.json" or (name.startswith("journal-") and name.endswith(".jsonl")):
                    stat = entry.stat()
                    found.append((name, f"{name}:{stat.st_size}:{stat.st_mtime_ns}:{stat.st_ino}"))
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        return f"unread: {reason_of(error)}"
    return "\n".join(text for _, text in sorted(found))


def stamp_of(found: os.stat_result) -> str:
    """What a folder is at one moment."""
    return f"{found.st_mtime_ns}:{found.st_ino}"


def is_young(found: os.stat_result) -> bool:
    """True for a folder that may change again without its stamp."""
    return time.time_ns() - found.st_mtime_ns <= _YOUNG_NS
