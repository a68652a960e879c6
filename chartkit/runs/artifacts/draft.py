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
from chartkit.runs.artifacts.copying import StoreFullError
from chartkit.runs.artifacts.entries import Entry, entry_name
from chartkit.runs.artifacts.entry_names import EntryNames
from chartkit.runs.artifacts.folders import files_in
from chartkit.runs.artifacts.placing import project_place
from chartkit.runs.artifacts.references import reference_entries
from chartkit.runs.artifacts.staging import Staging


class Draft:
    """The entries of an artifact that is not logged yet."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.entries = EntryNames(what)
        self.serializer: dict[str, str] | None = None
        self.is_lost = False
        """True when the disk refused a part of it: then nothing of it is logged."""
        self._staging: Staging | None = None

    @property
    def staging(self) -> Staging:
        """Where its bytes are. Raises `StoreFullError`."""
        if self._staging is None:
            self._staging = Staging(*_places())
        return self._staging

    def add_file(self, path: Path, name: str, overwrite: bool) -> None:
        """Take a file. Raises `RunError` when it cannot be read."""
        try:
            if path.is_dir():
                raise IsADirectoryError(21, "it is a folder, which add_dir takes")
            path.stat()
            self._take(str(path), name, overwrite)
        except OSError as error:
            self._fail(path, error)

    def add_folder(self, path: Path, name: str | None) -> None:
        """Take every file below a folder. Raises one `RunError` for all that cannot be read."""
        faults: list[Diagnostic] = []
        try:
            found = files_in(path, _places()[0])
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
        for entry in reference_entries(uri, name, checksum, _places()[0]):
            self.entries.put(entry)

    def add_bytes(self, content: bytes, name: str) -> None:
        """Take bytes."""
        try:
            sha, size = self.staging.take_bytes(content)
            self.entries.put(Entry(name, sha, size))
        except OSError as error:
            self._fail(name, error)

    def adopt(self, path: Path, name: str) -> None:
        """Take what was written to a temporary path: a file under `name`, of a folder its files. Raises `OSError`."""
        import shutil

        if not path.is_dir():
            sha, size = self.staging.adopt(str(path))
            self.entries.put(Entry(entry_name(name), sha, size))
            return
        for inside, file in files_in(path, _places()[0]).files:
            sha, size = self.staging.adopt(file)
            self.entries.put(Entry(entry_name(inside), sha, size))
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

    def _take(self, path: str, name: str, overwrite: bool) -> None:
        if self.is_lost:
            return
        sha, size = self.staging.take(path)
        self.entries.put(Entry(name, sha, size), overwrite)

    def _fail(self, path: Path | str, error: OSError) -> None:
        if not self._is_of_the_store(error):
            stop_unless_recording([_unreadable(path, error)], RunError)

    def _is_of_the_store(self, error: OSError) -> bool:
        if isinstance(error, StoreFullError):
            self.lose(error)
            return True
        return False


def _unreadable(path: Path | str, error: OSError) -> Diagnostic:
    is_searched = isinstance(error, FileNotFoundError) and not Path(path).is_absolute()
    help = f"the working folder is {Path.cwd()}." if is_searched else None
    return Diagnostic("CK626", f"{shown(str(path), 200)} cannot go into an artifact: {reason_of(error)}.", help=help)


def _places() -> tuple[Path, Path | None]:
    """The store of the active run and its project's artifacts, else the store that `init` would use.

    A run that stores nothing has a temporary folder.
    """
    from chartkit.runs.active import active_run
    from chartkit.runs.store import find_store

    run = active_run()
    if run is None:
        return find_store(), None
    if not run.is_stored:
        return Path(run.dir), None
    store = Path(run.dir).parents[2]
    return store, project_place(store, run.project)
