"""The entries of an artifact that is filled, by name: no name for two contents, none for a file and a folder at once.

Takes entries one after the other; gives a dict.
"""

from __future__ import annotations

from chartkit.diagnostics import RunError
from chartkit.runs.artifacts.entries import Entry, folders_of


class EntryNames(dict[str, Entry]):
    """Entries by name; `put` and `drop` change them."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what
        self._folders: dict[str, int] = {}

    def put(self, entry: Entry, overwrite: bool = False) -> None:
        """Add an entry. Raises `RunError` when its name is taken by other content, or by a folder."""
        old = self.get(entry.name)
        if old is not None and old != entry and not overwrite:
            message = f"{self._what} has a file {entry.name!r} already, with other content."
            raise RunError.of("CK625", message, "give another name, or overwrite=True.")
        clash = entry.name if entry.name in self._folders else None
        for folder in folders_of(entry.name) if old is None else ():
            clash = folder if folder in self else clash
        if clash is not None:
            message = f"{clash!r} cannot be a file and a folder of {self._what} at once."
            raise RunError.of("CK625", message, "give another name.")
        if old is None:
            self._count_folders(entry.name, 1)
        self[entry.name] = entry

    def drop(self, name: str) -> None:
        """Drop an entry, or all below a folder. Raises `RunError` when there is none."""
        gone = [one for one in self if one == name or one.startswith(f"{name}/")]
        if not gone:
            from chartkit.runs.faults import not_found

            raise RunError(not_found("file", name, self, self._what))
        for one in gone:
            del self[one]
            self._count_folders(one, -1)

    def _count_folders(self, name: str, change: int) -> None:
        for folder in folders_of(name):
            self._folders[folder] = self._folders.get(folder, 0) + change
            if not self._folders[folder]:
                del self._folders[folder]
