"""What media say when they cannot be made: the codes and the sentences that several of them share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from chartkit.diagnostics import DataError, reason_of, shown
from chartkit.schema import did_you_mean

WRONG_DATA = "CK640"
UNREADABLE = "CK641"
NEEDS_NETWORK = "CK642"
NOT_BESIDE = "CK647"
OTHER_VERSION = "CK643"
FAILED_LIBRARY = "CK644"
_MOST_NEIGHBOURS = 5_000

T = TypeVar("T")


def wrong(message: str, help: str | None = None) -> DataError:
    """The exception for data that a medium cannot be made of."""
    return DataError.of(WRONG_DATA, message, help)


def missing(what: str, path: Path) -> DataError:
    """The exception for a path where no file is; names the near ones beside it."""
    near = did_you_mean(path.name, _neighbours(path.parent))
    if not path.parent.is_dir():
        return DataError.of(UNREADABLE, f"{what} is read from {shown(str(path))}, whose folder is not there.")
    message = f"{what} is read from {shown(str(path))}, which is not there."
    return DataError.of(UNREADABLE, message, near or f"the working folder is {Path.cwd()}.")


def unreadable(what: str, path: Path, error: OSError) -> DataError:
    """The exception for a file that is there and cannot be read."""
    return DataError.of(UNREADABLE, f"{what} cannot be read from {shown(str(path))}: {reason_of(error)}.")


def written_by(library: str, what: str, write: Callable[[], T]) -> T:
    """What another library makes of its object. Raises `DataError` with its words where it fails."""
    try:
        return write()
    except DataError:
        raise
    except Exception as error:  # another library may raise anything, and a training goes on
        said = str(error).strip().partition("\n")[0] or type(error).__name__
        raise DataError.of(FAILED_LIBRARY, f"{library} cannot write {what}: {said}.") from error


def _neighbours(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return [entry.name for entry, _ in zip(entries, range(_MOST_NEIGHBOURS), strict=False)]
    except OSError:
        return []
