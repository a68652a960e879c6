"""Patterns of paths: takes `runs/*/loss.parquet`, gives the files it stands for."""

from __future__ import annotations

import glob
from pathlib import Path

from chartkit.diagnostics import DataError, Location, listed
from chartkit.files import shown_path


def is_pattern(path: str) -> bool:
    """True when the path stands for several files; a file of just that name, brackets and all, is itself."""
    return glob.has_magic(path) and not Path(path).exists()


def matches(pattern: str) -> list[Path]:
    """The files that the pattern stands for, sorted by path; `**` stands for folders at any depth.

    Raises `DataError` when there is none, with near names from the folder it looks in, and when their endings differ.
    """
    found = map(Path, glob.glob(pattern, recursive=True))  # noqa: PTH207  Path.glob takes no absolute pattern
    files = sorted(file for file in found if file.is_file())
    place = Location(shown_path(Path(pattern)))
    if not files:
        raise DataError.of("CK420", "no file matches this pattern.", _near(pattern), place)
    endings = sorted({file.suffix.lower() for file in files})
    if len(endings) > 1:
        message = f"the files of one table are written in one way; this pattern finds the endings {listed(endings)}."
        raise DataError.of("CK421", message, "put the ending into the pattern", place)
    return files


def _near(pattern: str) -> str | None:
    """What stands in the first folder of the pattern that is there, when something near does."""
    from chartkit.schema import did_you_mean

    path = Path(pattern)
    folder = next((parent for parent in path.parents if not glob.has_magic(str(parent)) and parent.is_dir()), None)
    names = sorted(other.name for other in folder.iterdir()) if folder else []
    if folder is None or not names:
        return None
    return did_you_mean(path.relative_to(folder).parts[0], names) or f"in that folder are {listed(names[:5])}"
