"""A logged version's files: listed, copied out and checked.

Takes the place of a version in the store; gives files and their checksums.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Self

from chartkit.diagnostics import Diagnostic, RunError, counted, warn
from chartkit.runs.artifacts.entries import Entry
from chartkit.runs.artifacts.lineage import Lineage
from chartkit.runs.artifacts.manifest import digest_of, read_entries
from chartkit.runs.artifacts.reading import download, faults_of, stored_path
from chartkit.runs.faults import not_found
from chartkit.runs.names import folder_name

if TYPE_CHECKING:
    from chartkit.data import Table


class LoggedVersion(Lineage):
    """One version of an artifact, to be read."""

    _read: dict[str, Entry] | None = None

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The files by name: size, sha256, address. Raises `RunError` when the manifest is damaged."""
        if self._read is None:
            self._read = read_entries(self._logged("entries").manifest)
        return dict(self._read)

    @property
    def digest(self) -> str:
        """The sha256 of the names and contents of all entries: the same for the same content."""
        return digest_of(self.entries.values()) if self._kept is None else self._kept.header.digest

    @property
    def size(self) -> int:
        """The bytes of all entries whose size is known."""
        return sum(entry.size_bytes or 0 for entry in self.entries.values())

    def download(self, root: str | os.PathLike[str] | None = None) -> str:
        """Copy all files below `root`, else below `artifacts/<name>:<version>`; gives that folder.

        Every byte is compared with its checksum. Files that are there and the same stay. References are not fetched: a
        warning counts them. Raises `RunError` naming every file that is damaged or missing, when the others are there.
        """
        kept = self._logged("download")
        target = Path("artifacts", folder_name(self.collection, "an artifact's name") + f":v{kept.number}")
        target = target if root is None else Path(root)
        entries = list(self.entries.values())
        download([one for one in entries if one.reference is None], kept.places, target, self._what())
        n_left = sum(one.reference is not None for one in entries)
        if n_left:
            message = f"{self._what()}: {counted(n_left, 'reference')} {'was' if n_left == 1 else 'were'} not fetched."
            help = "artifact.references has their addresses."
            warn(Diagnostic("CK633", message, "warning", help=help))
        return str(target)

    def file(self, root: str | os.PathLike[str] | None = None) -> str:
        """The path of the one file, downloaded; of a `file:` reference the file itself.

        Raises `RunError` when there are several, for an address elsewhere, and as `download` does.
        """
        names = list(self.entries)
        if len(names) != 1:
            message = f"{self._what()} has {counted(len(names), 'file')}; file() gives the only one."
            raise RunError.of("CK628", message, "use download(), or path(name).")
        if self.entries[names[0]].reference is not None:
            return self.path(names[0])
        return str(Path(self.download(root), names[0]))

    def get(self, name: str) -> Table:
        """The table that `add` kept under `name`, with or without its ending, media and charts in its cells.

        Raises `RunError` for a name that is not there or is no table's, and for a damaged file.
        """
        from chartkit.runs.artifacts.tables import read_table

        self._logged("table")
        return read_table(self, name)

    def path(self, name: str) -> str:
        """Where the bytes of a file are in the store, without a copy and unchecked: to be read, not written.

        Of a `file:` reference the file itself. Raises `RunError` for a name that is not there, a missing file and an
        address elsewhere.
        """
        kept = self._logged("path")
        entry = self.entries.get(name)
        if entry is None:
            raise RunError(not_found("file", name, self.entries, self._what()))
        found = stored_path(entry, kept.places)
        if found is not None:
            return found
        if entry.reference is not None:
            raise RunError.of("CK628", f"{name!r} of {self._what()} is kept by its address alone: {entry.reference}.")
        raise RunError(faults_of([entry], kept.places, self._what()))

    def verify(self) -> Self:
        """Compare every byte with its checksum, `file:` references too; gives the artifact itself.

        Raises one `RunError` naming every file that is damaged or missing. Addresses elsewhere are not looked at.
        """
        faults = faults_of(self.entries.values(), self._logged("verify").places, self._what())
        if faults:
            raise RunError(faults)
        return self

    @property
    def references(self) -> Mapping[str, str]:
        """The addresses of the files that the store does not hold, by name."""
        return {name: entry.reference for name, entry in self.entries.items() if entry.reference is not None}
