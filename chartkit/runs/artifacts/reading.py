"""The files of a logged version: found, checked, copied out.

Takes entries and the folders that may hold their bytes; gives files whose every byte was compared with its checksum.
No file is ever loaded, run or unpacked.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from chartkit.diagnostics import Diagnostic, RunError, reason_of, shown
from chartkit.runs.artifacts.copying import StoreFullError, hash_of, opened, parts_of, write_hashed
from chartkit.runs.artifacts.entries import Entry
from chartkit.runs.artifacts.placing import content_text
from chartkit.runs.artifacts.references import local_path


def stored_path(entry: Entry, places: Iterable[Path | str]) -> str | None:
    """Where the entry's bytes lie, in the first of the folders that has them whole in size; None in none."""
    if entry.reference is not None:
        local = local_path(entry.reference)
        return str(local) if local is not None and local.is_file() else None
    paths = [content_text(str(place), entry.sha256 or "") for place in places]
    there = [path for path in paths if os.path.isfile(path)]
    return next((path for path in there if os.stat(path).st_size == entry.size_bytes), there[0] if there else None)


def faults_of(entries: Iterable[Entry], places: Sequence[Path], what: str) -> list[Diagnostic]:
    """A finding for each entry that is missing or has other bytes; addresses off this machine are not looked at.

    `what` says whose entries they are. Reads every byte.
    """
    texts = [str(place) for place in places]
    return [finding for entry in entries if (finding := _fault(entry, texts, what)) is not None]


def download(entries: Sequence[Entry], places: Sequence[Path], root: Path, what: str) -> None:
    """Copy the entries that are no references below `root`, each whole or not at all.

    A file that is there and the same stays, others of these names are replaced. Raises one `RunError` naming every
    entry that is damaged or missing, after the others are copied; and for a disk that refuses.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
        _refuse_same_names(entries, root, what)
        copies = _Copies([str(place) for place in places], str(root), what)
        faults = [found for entry in entries if (found := copies.copy(entry)) is not None]
    except OSError as error:
        message = f"{what} cannot be downloaded: {reason_of(error)} ({error.filename or root})."
        raise RunError.of("CK602", message) from error
    if faults:
        raise RunError(faults)


class _Copies:
    """Copies of entries below `root`, of the bytes in `places`."""

    def __init__(self, places: Sequence[str], root: str, what: str) -> None:
        self._places = places
        self._root = root
        self._what = what
        self._folders: set[str] = set()
        self._temporary = f".{os.urandom(8).hex()}.tmp"

    def copy(self, entry: Entry) -> Diagnostic | None:
        """Copy one entry; its fault when no place has its bytes. Raises `OSError` of the target."""
        target = f"{self._root}/{entry.name}"
        if _is_same(target, entry):
            return None
        folder = os.path.dirname(target)
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)
            self._folders.add(folder)
        temporary = f"{folder}/{self._temporary}"
        for place in self._places:
            if _is_copied_whole(content_text(place, entry.sha256 or ""), temporary, entry):
                os.replace(temporary, target)
                return None
        return _fault(entry, self._places, self._what) or _damage(self._what, entry, "it changed while it was copied")


def _is_same(target: str, entry: Entry) -> bool:
    """True when `target` is the entry's file already, and no link. Raises `OSError`."""
    try:
        status = os.lstat(target)
    except (FileNotFoundError, NotADirectoryError):
        return False
    is_alike = stat.S_ISREG(status.st_mode) and status.st_size == entry.size_bytes
    return is_alike and hash_of(target)[0] == entry.sha256


def _is_copied_whole(path: str, temporary: str, entry: Entry) -> bool:
    """True when the bytes at `path` are the entry's and `temporary` has them. Raises `OSError` of the target."""
    try:
        with opened(path) as (source, size_bytes):
            sha, _ = write_hashed(parts_of(source, size_bytes), temporary)
    except StoreFullError:
        raise
    except OSError:
        return False  # what is wrong there is said when no place has them
    if sha != entry.sha256:
        os.unlink(temporary)
    return sha == entry.sha256


def _fault(entry: Entry, places: Iterable[str], what: str) -> Diagnostic | None:
    if entry.reference is not None and local_path(entry.reference) is None:
        return None
    path = stored_path(entry, places)
    if path is None:
        return _damage(what, entry, "it is missing", entry.reference or "")
    if entry.sha256 is None:
        return None if os.stat(path).st_size == entry.size_bytes else _damage(what, entry, "its size is another", path)
    try:
        sha, _ = hash_of(path)
    except OSError as error:
        return _damage(what, entry, reason_of(error), path)
    return None if sha == entry.sha256 else _damage(what, entry, "its bytes are not those that were logged", path)


def _damage(what: str, entry: Entry, reason: str, path: str = "") -> Diagnostic:
    place = f" ({path})" if path else ""
    return Diagnostic("CK630", f"{what}: file {shown(entry.name, 200)} is damaged or gone: {reason}{place}.")


def _refuse_same_names(entries: Iterable[Entry], root: Path, what: str) -> None:
    """On a disk that takes `A` and `a` for one name, two such entries cannot both be there. Raises `RunError`."""
    seen: dict[str, str] = {}
    pairs = [
        (other, entry.name)
        for entry in entries
        if (other := seen.setdefault(unicodedata.normalize("NFC", entry.name).casefold(), entry.name)) != entry.name
    ]
    if pairs and not _tells_case_apart(root):
        first, second = pairs[0]
        message = f"{what} has {first!r} and {second!r}, which are one name on the disk of {root}."
        raise RunError.of("CK625", message, "download it to a disk that tells upper from lower case.")


def _tells_case_apart(root: Path) -> bool:
    probe = root / f".{os.urandom(8).hex()}.tmp"
    probe.touch()
    try:
        return not (root / probe.name.upper()).exists()
    finally:
        probe.unlink()
