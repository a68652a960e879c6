"""The folder of a static site: takes files by their names, writes each whole, and takes away those of an older site.

`chartkit-site.json` names what was written, so that a folder with files of somebody else's is refused, never emptied.
"""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import Any

from chartkit.diagnostics import ChartkitError
from chartkit.files import write_whole

CODE = "CK961"
NAMES = "chartkit-site.json"


class SiteFolder:
    """A folder that is being written."""

    def __init__(self, folder: Path) -> None:
        """Raises `ChartkitError` for a file, and for a folder that holds anything but an older site."""
        self.folder = folder
        self.n_bytes = 0
        self._written: set[str] = set()
        self._before = _before(folder)

    def write(self, name: str, content: bytes) -> None:
        """Write one file, `name` with `/` between folders. Raises `OSError`."""
        write_whole(self.folder / name, content, make_folders=True)
        self._written.add(name)
        self.n_bytes += len(content)

    def has(self, name: str) -> bool:
        """Whether a file was written by now."""
        return name in self._written

    def end(self) -> int:
        """Take away the pages of an older site that this one does not have; gives how many files there are."""
        for name in set(self._before) - self._written:
            (self.folder / name).unlink(missing_ok=True)
        text = json.dumps({"made_by": "chartkit report --site", "files": sorted(self._written)}, indent=1)
        write_whole(self.folder / NAMES, f"{text}\n".encode(), make_folders=True)
        return len(self._written)


def _before(folder: Path) -> list[str]:
    """The files of the site that stands in the folder."""
    if not folder.exists():
        return []
    if folder.is_dir():
        if not any(folder.iterdir()):
            return []
        names = _named(folder / NAMES)
        if names is not None:
            return names
    message = f"a site is written into a new folder, an empty one or that of an older site; {str(folder)!r} is none."
    raise ChartkitError.of(CODE, message, "name another folder: --site site")


def _named(path: Path) -> list[str] | None:
    try:
        found: Any = json.loads(path.read_bytes())
        names: list[str] = [*found["files"]]
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return names if all(_is_inside(name) for name in names) else None


def _is_inside(name: object) -> bool:
    return isinstance(name, str) and not PurePosixPath(name).is_absolute() and ".." not in PurePosixPath(name).parts
