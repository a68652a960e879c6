"""Files of the user's kept with a run: `run.save`, and reading them back.

Takes globs; gives copies in the run's `files/`, below the same folders as they were. What `live` and `end` files have
become is taken over when the run finishes.
"""

from __future__ import annotations

import glob as globs
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

from chartkit.diagnostics import (
    Diagnostic,
    RunError,
    listed,
    reason_of,
    shown,
    stop_unless_recording,
    warn,
    warn_unless_raising,
)
from chartkit.runs.artifacts.folders import given_path
from chartkit.runs.contents.digests import digests_record
from chartkit.runs.faults import not_found, typed

FOLDER = "files"
Policy = Literal["live", "now", "end"]
_POLICIES = ("live", "now", "end")
_HELP = "make room on that disk, or allow writing there; the next calls are tried again."


class SavedFile(NamedTuple):
    """One file of a run: its name below `files/`, its size and where it is."""

    name: str
    size_bytes: int
    path: Path


class SavedFiles:
    """What one process saved in a run's folder."""

    def __init__(self, folder: Path, record: Callable[[dict[str, Any]], None]) -> None:
        """`record` writes what the journal says of the files: their sha256."""
        self._run_folder, self._folder = folder, folder / FOLDER
        self._record = record
        self._followed: dict[Path, tuple[Path, tuple[int, int]]] = {}

    def save(
        self, glob: str | os.PathLike[str], base_path: str | os.PathLike[str] | None = None, policy: Policy = "live"
    ) -> list[str]:
        """Copy the files that `glob` names; gives the copies' paths. Of a folder all files below it are taken.

        The copies keep the folders below `base_path`: without one those of a relative glob, none of an absolute one.
        Links to files are followed; the store of runs is left out. Finding nothing is a warning. Raises `RunError` for
        files outside of `base_path`.
        """
        try:
            text, base = _checked(glob, base_path, policy)
            found = sorted(map(Path, globs.glob(text, recursive=True)))  # noqa: PTH207 - Path has no absolute globs
            for path in found:
                _below(path, base, text)
        except RunError as error:
            stop_unless_recording(error.diagnostics, RunError)
            return []
        files = dict.fromkeys(file for path in found for file in _files_at(path) if not self._is_ours(file))
        if not files:
            message = f"run.save found no file {shown(text, 200)}."
            warn(Diagnostic("CK632", message, "warning", help=f"the working folder is {Path.cwd()}."))
        copies: list[str] = []
        for file in files:
            name = _below(file, base, text)
            if self._is_kept(file, self._folder / name):
                copies.append(str(self._folder / name))
                if policy != "now":
                    self._followed[self._folder / name] = file.absolute(), _stamp(file)
        self._tell(map(Path, copies))
        return copies

    def _tell(self, copies: Iterable[Path]) -> None:
        """Write the sha256 of each copy into the journal."""
        some = list(copies)
        try:
            if some:
                self._record(digests_record(self._run_folder, some))
        except OSError as error:
            _say(some[0], error)

    def _is_ours(self, file: Path) -> bool:
        """True for a file of the store, unless the user wrote it into the run's own folder."""
        own = self._folder.parent
        store, whole = own.parents[2], file.absolute()
        return store in whole.parents and own not in whole.parents

    def take_over(self) -> None:
        """Copy again what has changed since; called when the run finishes."""
        followed, self._followed = self._followed, {}
        changed: list[Path] = []
        for copy, (file, stamp) in followed.items():
            try:
                has_changed = _stamp(file) != stamp
            except FileNotFoundError:  # gone: the copy is what it was
                continue
            except OSError as error:
                _say(file, error)
                continue
            if has_changed and self._is_kept(file, copy):
                changed.append(copy)
        self._tell(changed)

    def _is_kept(self, file: Path, copy: Path) -> bool:
        """Copy a file; False, said by a warning, when it cannot be read or the disk refuses."""
        temporary = copy.parent / f".{os.urandom(8).hex()}.tmp"
        try:
            copy.parent.mkdir(parents=True, exist_ok=True)
            try:
                shutil.copyfile(file, temporary)
                temporary.replace(copy)
            finally:
                temporary.unlink(missing_ok=True)
        except (OSError, shutil.SpecialFileError) as error:
            _say(file, error)
            return False
        return True


def saved_files(run_folder: Path) -> tuple[SavedFile, ...]:
    """The files saved with a run, by name. Links are not followed: none of ours is one."""
    top = run_folder / FOLDER
    if top.is_symlink():
        return ()
    paths = [path for path in _files_at(top) if not path.name.endswith(".tmp") and not path.is_symlink()]
    files = [SavedFile(path.relative_to(top).as_posix(), path.stat().st_size, path) for path in paths]
    return tuple(sorted(files))


def saved_file(run_folder: Path, name: str) -> SavedFile:
    """The file of that name. Raises `RunError` with near names when there is none."""
    files = {file.name: file for file in saved_files(run_folder)}
    if name not in files:
        raise RunError(not_found("file", name, files, f"run {run_folder.name!r}"))
    return files[name]


def _checked(glob: object, base_path: object, policy: object) -> tuple[str, Path]:
    """The glob as text and the folder that names begin at. Raises `RunError`."""
    pattern, base = given_path(glob), None if base_path is None else given_path(base_path)
    if pattern is None:
        raise RunError.of("CK632", f"run.save takes a path or a glob such as 'checkpoints/*.pt'; found {typed(glob)}.")
    if policy not in _POLICIES:
        raise RunError.of("CK601", f"policy is {listed(_POLICIES, 'or')}; found {shown(policy)}.")
    if base_path is not None and base is None:
        raise RunError.of("CK632", f"base_path is a folder's path; found {typed(base_path)}.")
    if base is None:
        outer = (one for one in pattern.parents if not globs.has_magic(str(one)))
        base = next(outer) if pattern.is_absolute() else Path()
    return str(pattern), base


def _files_at(path: Path) -> Iterator[Path]:
    """The file itself, or all files below a folder."""
    if not path.is_dir():
        if path.exists() and stat.S_ISREG(path.stat().st_mode):
            yield path
        return
    for folder, folders, names in os.walk(path):
        folders.sort()
        for name in sorted(names):
            yield from _files_at(Path(folder, name))


def _below(file: Path, base: Path, glob: str) -> Path:
    """The file's path from `base`. Raises `RunError` when it lies outside."""
    whole, top = os.path.normpath(file.absolute()), os.path.normpath(base.absolute())
    name = Path(os.path.relpath(whole, top))
    if name.parts[:1] == ("..",):
        place = shown(str(base)) if str(base) != "." else f"the working folder {Path.cwd()}"
        message = f"run.save({glob!r}): {shown(str(file), 200)} is not below {place}, so its place in the run is open."
        raise RunError.of("CK632", message, "give base_path, a folder that all the files are below.")
    return name


def _stamp(file: Path) -> tuple[int, int]:
    status = file.stat()
    return status.st_mtime_ns, status.st_size


def _say(file: Path, error: OSError) -> None:
    message = f"the file {shown(str(file), 200)} was not saved: {reason_of(error)} ({error.filename or file})."
    warn_unless_raising(Diagnostic("CK603", message, help=_HELP), RunError)
