"""An artifact while it is filled: files, folders, references and objects under names.

Takes what the user adds; gives entries whose bytes are in the store's staging folder already, so that the user's files
may change or go after.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Generator
from pathlib import Path
from typing import IO, Any

from chartkit.diagnostics import (
    ChartkitError,
    Diagnostic,
    RunError,
    counted,
    reason_of,
    shown,
    stop_unless_recording,
    warn,
    warn_unless_raising,
)
from chartkit.runs.artifacts.entries import Entry, entry_name, folders_of
from chartkit.runs.artifacts.folders import files_in
from chartkit.runs.artifacts.references import reference_entries
from chartkit.runs.artifacts.staging import Staging


class Draft:
    """The entries of an artifact that is not logged yet."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.entries: dict[str, Entry] = {}
        self.serializer: dict[str, str] | None = None
        self.is_lost = False
        """True when the disk refused a part of it: then nothing of it is logged."""
        self._folders: dict[str, int] = {}
        self._staging: Staging | None = None

    @property
    def staging(self) -> Staging:
        """Where its bytes are. Raises `StoreFullError`."""
        if self._staging is None:
            self._staging = Staging(_store())
        return self._staging

    def add_file(self, path: Path, name: str, overwrite: bool) -> None:
        """Take a file. Raises `RunError` when it cannot be read."""
        try:
            if path.is_dir():
                raise IsADirectoryError(21, "it is a folder, which add_dir takes")
            path.stat()
            self._take(path, name, overwrite)
        except OSError as error:
            self._fail(path, error)

    def add_folder(self, path: Path, name: str | None) -> None:
        """Take every file below a folder. Raises one `RunError` for all that cannot be read."""
        faults: list[Diagnostic] = []
        try:
            found = files_in(path, _store())
        except OSError as error:
            return self._fail(path, error)
        prefix = "" if name is None else f"{name}/"
        for inside, file in found.files:
            try:
                self._take(file, entry_name(prefix + inside), True)
            except ChartkitError as error:
                faults += error.diagnostics
            except OSError as error:
                if self._is_of_the_store(error):
                    return None
                faults.append(_unreadable(file, error))
        stop_unless_recording([*found.faults, *faults], RunError)
        if found.leading_out:
            n_links = len(found.leading_out)
            lead = (
                f"{counted(n_links, 'link')} in {shown(str(path), 200)} {'leads' if n_links == 1 else 'lead'} out of it"
            )
            message = f"{lead}, such as {shown(found.leading_out[0])}; the files there were taken."
            warn(Diagnostic("CK626", message, "warning"))
        if found.is_store_left_out:
            message = f"{shown(str(path), 200)} holds the store of runs itself, which is left out of {self.what}."
            warn(Diagnostic("CK626", message, "warning"))
        return None

    def add_reference(self, uri: object, name: str | None, checksum: bool) -> None:
        """Take an address. Raises `RunError`."""
        for entry in reference_entries(uri, name, checksum, _store()):
            self.put(entry)

    def add_bytes(self, content: bytes, name: str) -> None:
        """Take bytes."""
        try:
            sha, size = self.staging.take_bytes(content)
            self.put(Entry(name, sha, size))
        except OSError as error:
            self._fail(Path(name), error)

    def adopt(self, path: Path, name: str) -> None:
        """Take what was written to a temporary path: a file under `name`, of a folder its files. Raises `OSError`."""
        import shutil

        if not path.is_dir():
            sha, size = self.staging.adopt(path)
            self.put(Entry(entry_name(name), sha, size))
            return
        for inside, file in files_in(path, _store()).files:
            sha, size = self.staging.adopt(file)
            self.put(Entry(entry_name(inside), sha, size))
        shutil.rmtree(path)

    @contextlib.contextmanager
    def new_file(self, name: str, mode: str, encoding: str | None) -> Generator[IO[Any]]:
        """A file to write, taken when the block ends without an exception; a disk that refuses ends no training."""
        from chartkit.runs.artifacts.staged_file import open_staged

        try:
            temporary = self.staging.temporary()
        except OSError as error:
            self.lose(error)
            temporary = Path(os.devnull)
        with open_staged(temporary, mode, encoding, self.lose) as file:
            yield file
        if not self.is_lost:
            try:
                self.adopt(temporary, name)
            except OSError as error:
                self.lose(error)

    def remove(self, name: str) -> None:
        """Drop an entry, or all below a folder. Raises `RunError` when there is none."""
        gone = [one for one in self.entries if one == name or one.startswith(f"{name}/")]
        if not gone:
            from chartkit.runs.faults import not_found

            raise RunError(not_found("file", name, self.entries, self.what))
        for one in gone:
            del self.entries[one]
            self._count_folders(one, -1)

    def put(self, entry: Entry, overwrite: bool = False) -> None:
        """Add an entry. Raises `RunError` when its name is taken by other content, or by a folder."""
        old = self.entries.get(entry.name)
        if old is not None and old != entry and not overwrite:
            message = f"{self.what} has a file {entry.name!r} already, with other content."
            raise RunError.of("CK625", message, "give another name, or overwrite=True.")
        clash = entry.name if entry.name in self._folders else None
        for folder in folders_of(entry.name) if old is None else ():
            clash = folder if folder in self.entries else clash
        if clash is not None:
            message = f"{clash!r} cannot be a file and a folder of {self.what} at once."
            raise RunError.of("CK625", message, "give another name.")
        if old is None:
            self._count_folders(entry.name, 1)
        self.entries[entry.name] = entry

    def lose(self, error: OSError) -> None:
        """The disk refuses: said once, what was staged goes, and the training goes on. Raises under "raise"."""
        was_lost, self.is_lost = self.is_lost, True
        if self._staging is not None:
            self._staging.close()
        if not was_lost:
            message = f"{self.what} was not stored: {reason_of(error)} ({error.filename})."
            help = "make room on that disk, or allow writing there; the next calls are tried again."
            warn_unless_raising(Diagnostic("CK603", message, help=help), RunError)

    def close(self) -> None:
        """Let the staged bytes go."""
        if self._staging is not None:
            self._staging.close()

    def _take(self, path: Path, name: str, overwrite: bool) -> None:
        if self.is_lost:
            return
        sha, size = self.staging.take(path)
        self.put(Entry(name, sha, size), overwrite)

    def _fail(self, path: Path, error: OSError) -> None:
        if not self._is_of_the_store(error):
            stop_unless_recording([_unreadable(path, error)], RunError)

    def _is_of_the_store(self, error: OSError) -> bool:
        from chartkit.runs.artifacts.staging import StoreFullError

        if isinstance(error, StoreFullError):
            self.lose(error)
            return True
        return False

    def _count_folders(self, name: str, change: int) -> None:
        for folder in folders_of(name):
            self._folders[folder] = self._folders.get(folder, 0) + change
            if not self._folders[folder]:
                del self._folders[folder]


def _unreadable(path: Path, error: OSError) -> Diagnostic:
    return Diagnostic("CK626", f"{shown(str(path), 200)} cannot go into an artifact: {reason_of(error)}.")


def _store() -> Path:
    """The store of the active run, else the one that `init` would use; a run without one has a temporary folder."""
    from chartkit.runs.active import active_run
    from chartkit.runs.store import find_store

    run = active_run()
    if run is None:
        return find_store()
    return Path(run.dir).parents[2] if run.is_stored else Path(run.dir)
