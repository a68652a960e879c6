"""A logged version: what it is called, which runs had to do with it, and its files, copied out and checked.

Takes the place of a version in the store; gives facts and files. Before an artifact is logged these say that it is not.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, Self

from chartkit.diagnostics import Diagnostic, RunError, counted, listed, warn
from chartkit.runs.artifacts.entries import Entry
from chartkit.runs.artifacts.events import Event
from chartkit.runs.artifacts.manifest import Header, digest_of, read_entries
from chartkit.runs.artifacts.reading import download, faults_of, stored_path
from chartkit.runs.artifacts.versions import Versions, checked_aliases
from chartkit.runs.faults import not_found
from chartkit.runs.names import folder_name


class Kept(NamedTuple):
    """A logged version: its number, what its manifest says, and where its bytes may be."""

    number: int
    header: Header
    manifest: Path
    versions: Versions
    places: tuple[Path, ...]


class LoggedVersion:
    """One version of an artifact, to be read."""

    def __init__(self, collection: str, type: str) -> None:
        self.collection = collection
        """The name without a version."""
        self._type = type
        self._kept: Kept | None = None
        self._read: dict[str, Entry] | None = None

    @property
    def name(self) -> str:
        """The name; with its version once it is logged: `model:v3`."""
        return self.collection if self._kept is None else f"{self.collection}:{self.version}"

    @property
    def type(self) -> str:
        """The type, such as `dataset` or `model`."""
        return self._type

    @property
    def version(self) -> str:
        """`v0`, `v1` … Raises `RunError` before it is logged."""
        return f"v{self._logged('version').number}"

    @property
    def project(self) -> str:
        """The project that the version belongs to. Raises `RunError` before it is logged."""
        return self._logged("project").header.project

    @property
    def aliases(self) -> list[str]:
        """The names that stand for this version now, `latest` among them. Raises `RunError` before it is logged."""
        kept = self._logged("aliases")
        return sorted(name for name, number in kept.versions.aliases().items() if number == kept.number)

    @property
    def tags(self) -> tuple[str, ...]:
        """What `log_artifact(tags=…)` gave the version."""
        return () if self._kept is None else self._kept.header.tags

    @property
    def serializer(self) -> Mapping[str, str] | None:
        """What wrote the file of a logged object, its version and the object's class; None for files of the user's."""
        return None if self._kept is None else self._kept.header.serializer

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

    @property
    def is_logged(self) -> bool:
        """True once a run has logged it."""
        return self._kept is not None

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
        """The path of the one file, downloaded. Raises `RunError` when there are several, and as `download` does."""
        names = list(self.entries)
        if len(names) != 1:
            message = f"{self._what()} has {counted(len(names), 'file')}; file() gives the only one."
            raise RunError.of("CK628", message, "use download(), or path(name).")
        return str(Path(self.download(root), names[0]))

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

    def logged_by(self) -> tuple[str, ...]:
        """The runs that logged this version, as `project/id`, the first of them first."""
        kept = self._logged("logged_by")
        first = f"{kept.header.project}/{kept.header.run}"
        return tuple(dict.fromkeys((first, *self._runs("logged"))))

    def used_by(self) -> tuple[str, ...]:
        """The runs that used this version, as `project/id`, in the order of time."""
        return tuple(dict.fromkeys(self._runs("used")))

    def add_aliases(self, *aliases: str) -> None:
        """Let `aliases` stand for this version from now on. Raises `RunError`."""
        self._change_aliases("alias", aliases)

    def remove_aliases(self, *aliases: str) -> None:
        """Take `aliases` from this version. Raises `RunError` for one that it does not have."""
        missing = [alias for alias in checked_aliases(aliases) if alias not in self.aliases]
        if missing:
            raise RunError(not_found("alias", missing[0], self.aliases, self._what()))
        self._change_aliases("unalias", aliases)

    @property
    def kept(self) -> Kept:
        """Where the version is; chartkit's own. Raises `RunError` before it is logged."""
        return self._logged("place")

    def __repr__(self) -> str:
        if self._kept is None:
            return f"<artifact {self.collection!r} of type {self._type!r}, not logged>"
        return f"<artifact {self.project}/{self.name} of type {self._type!r}>"

    def _change_aliases(self, how: Any, aliases: tuple[str, ...]) -> None:
        kept = self._logged("aliases")
        try:
            kept.versions.add_event(Event(how, kept.number, aliases=checked_aliases(aliases)))
        except OSError as error:
            message = f"the aliases {listed(aliases)} of {self._what()} were not stored: {error.strerror}."
            raise RunError.of("CK603", message) from error

    def _runs(self, how: str) -> list[str]:
        kept = self._logged(how)
        events = kept.versions.events()
        return [f"{one.project}/{one.run}" for one in events if one.how == how and one.version == kept.number]

    def _what(self) -> str:
        return f"artifact {self.name!r}"

    def _logged(self, asked: str) -> Kept:
        if self._kept is None:
            message = f"artifact {self.collection!r} has no {asked} before it is logged."
            raise RunError.of("CK628", message, "call run.log_artifact(artifact) first.")
        return self._kept
