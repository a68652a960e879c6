"""The files of a logged version: found, checked, copied out.

Takes entries and the folders that may hold their bytes; gives files whose every byte was compared with its checksum.
No file is ever loaded, run or unpacked.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from chartkit.diagnostics import Diagnostic, RunError, reason_of, shown
from chartkit.runs.artifacts.entries import Entry
from chartkit.runs.artifacts.placing import content_path
from chartkit.runs.artifacts.references import local_path
from chartkit.runs.artifacts.staging import copy_hashed, hash_of


def stored_path(entry: Entry, places: Sequence[Path]) -> Path | None:
    """Where the entry's bytes lie, in the first of the folders that has them whole in size; None in none."""
    if entry.reference is not None:
        local = local_path(entry.reference)
        return local if local is not None and local.is_file() else None
    paths = [content_path(place, entry.sha256 or "") for place in places]
    there = [path for path in paths if path.is_file()]
    return next((path for path in there if path.stat().st_size == entry.size_bytes), there[0] if there else None)


def faults_of(entries: Iterable[Entry], places: Sequence[Path], what: str) -> list[Diagnostic]:
    """A finding for each entry that is missing or has other bytes; addresses off this machine are not looked at.

    `what` says whose entries they are. Reads every byte.
    """
    return [finding for entry in entries if (finding := _fault(entry, places, what)) is not None]


def download(entries: Sequence[Entry], places: Sequence[Path], root: Path, what: str) -> None:
    """Copy the entries that are no references below `root`, each whole or not at all.

    A file that is there and the same stays, others of these names are replaced. Raises one `RunError` naming every
    entry that is damaged or missing, after the others are copied; and for a disk that refuses.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
        _refuse_same_names(entries, root, what)
        faults = [found for entry in entries if (found := _copied(entry, places, root, what)) is not None]
    except OSError as error:
        message = f"{what} cannot be downloaded: {reason_of(error)} ({error.filename or root})."
        raise RunError.of("CK602", message) from error
    if faults:
        raise RunError(faults)


def _copied(entry: Entry, places: Sequence[Path], root: Path, what: str) -> Diagnostic | None:
    """Copy one entry; its fault when no place has its bytes. Raises `OSError` of the target."""
    target = root / entry.name
    is_there = target.is_file() and not target.is_symlink() and target.stat().st_size == entry.size_bytes
    if is_there and hash_of(target)[0] == entry.sha256:
        return None
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.parent / f".{os.urandom(8).hex()}.tmp"
    for place in places:
        path = content_path(place, entry.sha256 or "")
        if path.is_file() and _is_copied_whole(path, temporary, entry):
            temporary.replace(target)
            return None
    return _fault(entry, places, what) or _damage(what, entry, "it changed while it was copied")


def _is_copied_whole(path: Path, temporary: Path, entry: Entry) -> bool:
    try:
        with path.open("rb", buffering=0) as source, temporary.open("xb", buffering=0) as target:
            sha, _ = copy_hashed(source, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    if sha != entry.sha256:
        temporary.unlink()
    return sha == entry.sha256


def _fault(entry: Entry, places: Sequence[Path], what: str) -> Diagnostic | None:
    if entry.reference is not None and local_path(entry.reference) is None:
        return None
    path = stored_path(entry, places)
    if path is None:
        return _damage(what, entry, "it is missing", entry.reference or "")
    if entry.sha256 is None:
        return None if path.stat().st_size == entry.size_bytes else _damage(what, entry, "its size is another", path)
    try:
        sha, _ = hash_of(path)
    except OSError as error:
        return _damage(what, entry, reason_of(error), path)
    return None if sha == entry.sha256 else _damage(what, entry, "its bytes are not those that were logged", path)


def _damage(what: str, entry: Entry, reason: str, path: Path | str = "") -> Diagnostic:
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
