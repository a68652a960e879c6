"""`chartkit runs gc`: the files of a store that no run refers to.

Takes a store; gives what may go, and deletes it when told. A file is kept when its name stands anywhere in a journal or
table of its run, when it is younger than an hour (a process writes a file before the line that refers to it), when its
run is running, and when a line of its journals is damaged: that one may have referred to it. Of artifacts the bytes go
that no run's folder has, of versions that no run logged or used and that no alias stands for, not even `latest`.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import time
from typing import NamedTuple

from chartkit.diagnostics import RunError
from chartkit.files import open_own
from chartkit.runs.artifacts.manifest import is_sha256, read_entries
from chartkit.runs.artifacts.placing import content_path
from chartkit.runs.artifacts.versions import Versions, names_in
from chartkit.runs.names import folder_name, name_of_folder
from chartkit.runs.reader import RunReader
from chartkit.runs.store import is_run, journals_of
from chartkit.runs.upkeep.journal_lines import checked_lines
from chartkit.runs.upkeep.referred import KINDS
from chartkit.runs.upkeep.trash import TRASH

YOUNG_S = 3600.0
_SHA = re.compile(rb"[0-9a-f]{64}")


class Garbage(NamedTuple):
    """One file, or one run of the trash, that may go."""

    path: Path
    why: str
    size_bytes: int


def garbage(store: Path, min_age_s: float = YOUNG_S, with_trash: bool = False) -> Iterator[Garbage]:
    """What may go. Reads the journals and tables of all runs that have a file nobody can tell otherwise."""
    before_s = time() - min_age_s
    runs = [folder for folder in sorted((store / "runs").glob("[!.]*/[!.]*/")) if is_run(folder)]
    for folder in runs:
        if RunReader(folder).state != "running":
            yield from _of_run(folder, before_s)
    yield from _of_artifacts(store, before_s, with_trash)
    if with_trash:
        for folder in sorted((store / TRASH).glob("*/*/*/")):
            yield Garbage(folder, "a removed run", _size_of(folder))


def delete(found: Iterable[Garbage]) -> int:
    """Delete the files and folders; gives the bytes of what went. Raises `OSError` for one that may not be deleted."""
    n_bytes = 0
    for one in found:
        if one.path.is_dir():
            shutil.rmtree(one.path)
            for parent in one.path.parents[:2]:
                if not any(parent.iterdir()):
                    parent.rmdir()
        else:
            one.path.unlink(missing_ok=True)
        n_bytes += one.size_bytes
    return n_bytes


def _of_run(folder: Path, before_s: float) -> Iterator[Garbage]:
    files = [path for kind in KINDS for path in sorted((folder / kind).glob("*")) if _is_old(path, before_s)]
    for path in files:
        if path.name.endswith(".tmp"):
            yield Garbage(path, "half a file of a process that was killed", path.stat().st_size)
    named = [path for path in files if is_sha256(path.name[:64])]
    if not named:
        return
    try:
        known = _names_in(folder, {path.name[:64].encode() for path in named})
    except OSError:  # what a file that cannot be read needs, nobody can tell; `verify` names it
        return
    orphans = [path for path in named if path.name[:64].encode() not in known]
    if orphans and not any(checked_lines(path).findings for path in journals_of(folder)):
        for path in orphans:
            yield Garbage(path, "no line of the run's journals refers to it", path.stat().st_size)


def _names_in(folder: Path, wanted: set[bytes]) -> set[bytes]:
    """The names that stand in the journals, and in tables and pages that these name, however deep."""
    found: set[bytes] = set()
    new = {name for path in journals_of(folder) for name in _shas(path)}
    while new:
        found |= new
        files = [path for name in new & wanted for kind in KINDS for path in (folder / kind).glob(f"{name.decode()}*")]
        new = {name for path in files for name in _shas(path)} - found
    return found


def _shas(path: Path) -> Iterator[bytes]:
    """The names in a file, read in parts."""
    rest = b""
    with open_own(path) as file:
        while part := file.read(1 << 20):
            yield from _SHA.findall(rest + part)
            rest = part[-63:]


def _of_artifacts(store: Path, before_s: float, with_trash: bool) -> Iterator[Garbage]:
    for place in sorted((store / "artifacts").glob("[!.]*/")):
        project = name_of_folder(place.name)
        alone = [
            path
            for path in sorted(place.glob("content/??/*"))
            if is_sha256(path.name) and path.stat().st_nlink == 1 and _is_old(path, before_s)
        ]
        needed = _needed(store, place, project, with_trash) if alone else set[Path]()
        for path in alone:
            if path not in needed:
                yield Garbage(path, "an artifact's file that no run and no alias stands for", path.stat().st_size)


def _needed(store: Path, place: Path, project: str, with_trash: bool) -> set[Path]:
    """The files of versions that an alias stands for, or that a run logged or used which is there."""
    needed: set[Path] = set()
    for name in names_in(place):
        versions = Versions(place, name)
        try:
            for number in versions.numbers():
                if _is_needed(store, versions, number, project, with_trash):
                    entries = read_entries(versions.manifest(number)).values()
                    needed |= {content_path(place, entry.sha256) for entry in entries if entry.sha256}
        except RunError:  # what a damaged manifest or list of events needs, nobody can tell
            return {*place.glob("content/??/*")}
    return needed


def _is_needed(store: Path, versions: Versions, number: int, project: str, with_trash: bool) -> bool:
    """True for a version that an alias stands for, or that a run logged or used which is there. Raises `RunError`."""
    header = versions.header(number)
    runs = {(one.project, one.run) for one in versions.events() if one.version == number}
    is_used = any(_is_there(store, *run, with_trash) for run in {*runs, (project, header.run)})
    return is_used or number in versions.aliases().values()


def _is_there(store: Path, project: str | None, run: str | None, with_trash: bool) -> bool:
    if project is None or run is None:
        return False
    place = Path(folder_name(project, "a project's name"), folder_name(run, "a run's id"))
    is_removed = not with_trash and any((one / place).is_dir() for one in (store / TRASH).glob("*/"))
    return is_removed or is_run(store / "runs" / place)


def _is_old(path: Path, before_s: float) -> bool:
    try:
        return path.is_file() and path.stat().st_mtime < before_s
    except FileNotFoundError:
        return False


def _size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
