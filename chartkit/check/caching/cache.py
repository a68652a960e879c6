"""What earlier runs found: takes a preset's path, gives its findings when nothing that they came from has changed.

An entry holds the findings of one preset under one set of options, the files that they came from, and a digest of what
these files held. It counts only while every file holds the same, those that were not there included. The whole cache
is one file, a checksum and a line of JSON: written at once, and whole; one that is damaged, or of another version, is
as good as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from chartkit.diagnostics import Diagnostic, Fix, Location
from chartkit.files import read_regular, write_whole

MAX_SIZE_BYTES = 4_000_000
"""What a cache file holds at most; what was not used for longest goes first."""
_WHOLE_BYTES = 8_000_000
"""Larger files, which are tables, are told by their size and time of change."""
_CLOCK_STEP_NS = 20_000_000
"""Times of change lag behind the clock by as much."""


class Kept(NamedTuple):
    """The findings of one preset, and the files that they came from, those included that were looked for in vain.

    Files as text, for a run over thousands of them has no time for paths.
    """

    findings: tuple[Diagnostic, ...]
    files: tuple[str, ...]


class Cache:
    """The cache in `file`, only in memory for None. `stamp` names what all findings depend on: version, schemas."""

    def __init__(self, file: Path | None, stamp: str) -> None:
        self._file = file
        self._stamp = stamp
        self._entries = self._read()
        self._used: dict[str, Any] = {}
        self._is_changed = False
        self.start()

    def start(self) -> None:
        """A run begins: every file is looked at anew."""
        self._start_ns = time.time_ns()
        self._contents: dict[str, _Content] = {}

    def find(self, key: str) -> Kept | None:
        """What was kept under `key`, None where there is nothing or a file has changed since."""
        entry = self._used.get(key) or self._entries.get(key)
        if entry is None or self._digest_of(entry[0]) != entry[1]:
            return None
        kept = Kept(tuple(map(_finding, entry[2])), tuple(entry[0]))
        self._used[key] = entry
        return kept

    def keep(self, key: str, kept: Kept) -> None:
        """Remember findings under `key`; not those of a file that changed while they were made."""
        digest = self._digest_of(kept.files)
        is_settled = all(self._contents[file].changed_ns < self._start_ns - _CLOCK_STEP_NS for file in kept.files)
        entry = [kept.files, digest, [_plain(finding) for finding in kept.findings]]
        if is_settled and _is_json(entry):
            self._used[key] = entry
            self._is_changed = True

    def files(self) -> set[str]:
        """Every file that what was found or kept so far came from."""
        return {file for entry in self._used.values() for file in entry[0]}

    def save(self) -> None:
        """Write what is new, beside what other runs have written since.

        A cache that cannot be written costs time, and nothing else: what is found does not depend on it.
        """
        if self._file is None or not self._is_changed:
            return
        entries = {**self._read(), **self._used}
        content = orjson.dumps(entries)
        while len(content) > MAX_SIZE_BYTES:
            entries = dict([*entries.items()][len(entries) // 2 + 1 :])
            content = orjson.dumps(entries)
        with contextlib.suppress(OSError):
            write_whole(self._file, self._sum_of(content) + b"\n" + content, make_folders=True)
            self._is_changed = False

    def _read(self) -> dict[str, Any]:
        """The entries of the file; none when it is not there, is damaged or was written by another version."""
        if self._file is None:
            return {}
        try:
            checksum, _, content = read_regular(self._file, 2 * MAX_SIZE_BYTES)[0].partition(b"\n")
        except OSError:
            return {}
        return orjson.loads(content) if checksum == self._sum_of(content) else {}

    def _sum_of(self, content: bytes) -> bytes:
        """What no other version, and no damaged file, has at its beginning."""
        return hashlib.blake2b(self._stamp.encode() + content, digest_size=16).hexdigest().encode()

    def _digest_of(self, files: Sequence[str]) -> str:
        """A digest of what the files hold."""
        whole = hashlib.blake2b(digest_size=16)
        for file in files:
            if file not in self._contents:
                self._contents[file] = _content(file)
            whole.update(self._contents[file].digest)
        return whole.hexdigest()


class _Content(NamedTuple):
    """What a file holds, in 16 bytes, and when it last changed."""

    digest: bytes
    changed_ns: int = 0


def _content(file: str) -> _Content:
    """A file that is not there, or no file, has a content, too. Blocks on no pipe."""
    try:
        told, status = read_regular(file, _WHOLE_BYTES)
    except (OSError, ValueError) as error:
        return _Content(f"{error.__class__.__name__:16.16}".encode())
    if status.st_size > _WHOLE_BYTES:
        told = repr((status.st_size, status.st_mtime_ns)).encode()
    return _Content(hashlib.blake2b(told, digest_size=16).digest(), status.st_mtime_ns)


def key_of(parts: Iterable[object]) -> str:
    """The key of a preset's path and of all that changes what is found in it beside its files."""
    return hashlib.blake2b(repr([*parts]).encode(errors="replace"), digest_size=16).hexdigest()


def _is_json(entry: list[Any]) -> bool:
    """Whether it can be written: a path may hold bytes that are no text."""
    try:
        orjson.dumps(entry)
    except TypeError:
        return False
    return True


def _plain(finding: Diagnostic) -> list[Any]:
    place = [*finding.location] if finding.location else None
    return [*finding[:3], place, finding.help, finding.fix.to_dict() if finding.fix else None]


def _finding(plain: list[Any]) -> Diagnostic:
    code, message, severity, place, help, fix = plain
    return Diagnostic(code, message, severity, _location(place), help, Fix.from_dict(fix) if fix else None)


def _location(place: list[Any] | None) -> Location | None:
    if place is None:
        return None
    file, line, column, path, *rest = place
    return Location(file, line, column, None if path is None else tuple(path), *rest)
