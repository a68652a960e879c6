"""The versions of one name in one project, and how a new one gets its number.

Takes a manifest; gives the number. There is no lock and no server: a version is a folder made whole under another name
and renamed to `v<number>`, which fails when another process was quicker; then the next number is tried. So no number is
given twice, a number is never given back, and a process killed in the middle leaves no half version.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import cast

from chartkit.diagnostics import RunError, shown
from chartkit.runs.artifacts.entries import Entry
from chartkit.runs.artifacts.events import LATEST, Event, aliases_of, append_event, read_events
from chartkit.runs.artifacts.manifest import MANIFEST, Header, manifest_lines, read_header
from chartkit.runs.names import folder_name, name_of_folder

_VERSION = re.compile(r"v(0|[1-9][0-9]{0,17})")
_TAKEN = (errno.ENOTEMPTY, errno.EEXIST)


class Versions:
    """One name's folder in a project's folder of artifacts; it need not exist."""

    def __init__(self, project_place: Path, name: str) -> None:
        """Raises `RunError` for a name that cannot be a folder."""
        self.name = name
        self.folder = project_place / "names" / folder_name(name, "an artifact's name")
        self._headers: dict[int, Header] = {}

    def numbers(self) -> list[int]:
        """The numbers there are, rising."""
        try:
            names = [path.name for path in self.folder.iterdir()]
        except FileNotFoundError:
            return []
        return sorted(int(name[1:]) for name in names if _VERSION.fullmatch(name))

    def header(self, number: int) -> Header:
        """What the version's manifest says first. Raises `RunError`."""
        if number not in self._headers:
            self._headers[number] = read_header(self.manifest(number))
        return self._headers[number]

    def manifest(self, number: int) -> Path:
        """The version's manifest."""
        return self.folder / f"v{number}" / MANIFEST

    def events(self) -> list[Event]:
        """What happened to the versions. Raises `RunError` when that cannot be read."""
        return read_events(self.folder / "events.jsonl")

    def add_event(self, event: Event) -> None:
        """Write down what happened. Raises `OSError`."""
        append_event(self.folder / "events.jsonl", event)

    def aliases(self) -> dict[str, int]:
        """Each alias with its version's number. Raises `RunError` when they cannot be read."""
        return aliases_of(self.events(), self.numbers())

    def with_digest(self, digest: str, known: set[int]) -> int | None:
        """The version of this content among those not in `known`, which grows by those looked at."""
        for number in reversed(self.numbers()):
            if number in known:
                continue
            known.add(number)
            with contextlib.suppress(RunError):  # a damaged version is nobody's content; `verify` names it
                if self.header(number).digest == digest:
                    return number
        return None

    def claim(self, header: Header, entries: Sequence[Entry], at_least: int) -> tuple[int, bool]:
        """The number of the version with this content, and whether it is new. New ones begin at `at_least`.

        Raises `OSError`.
        """
        known: set[int] = set()
        number = self.with_digest(header.digest, known)
        if number is not None:
            return number, False
        self.folder.mkdir(parents=True, exist_ok=True)
        made = self.folder / f".{os.urandom(8).hex()}.tmp"
        try:
            made.mkdir()
            with (made / MANIFEST).open("wb") as file:
                file.writelines(manifest_lines(header, entries))
            while True:
                number = max([at_least - 1, *known]) + 1
                if _renamed(made, self.folder / f"v{number}"):
                    return number, True
                same = self.with_digest(header.digest, known)
                if same is not None:
                    return same, False
        finally:
            shutil.rmtree(made, ignore_errors=True)


def version_number(text: str) -> int | None:
    """The number that `v3` stands for, None for an alias.

    >>> version_number("v3"), version_number("best")
    (3, None)
    """
    return int(text[1:]) if _VERSION.fullmatch(text) else None


def checked_aliases(aliases: object) -> tuple[str, ...]:
    """The aliases, each once; one text is one alias. Raises `RunError` for what cannot be one."""
    given: list[object] = [] if aliases is None else [aliases]
    if isinstance(aliases, Iterable) and not isinstance(aliases, str):
        given = list(cast(Iterable[object], aliases))
    found: dict[str, None] = {}
    for alias in given:
        if not isinstance(alias, str) or not alias or re.search(r"[/:\x00-\x1f]", alias):
            message = f"an alias is text without '/', ':' and control characters; found {shown(alias)}."
            raise RunError.of("CK625", message)
        if version_number(alias) is not None:
            message = f"the alias {alias!r} looks like a version's number, which chartkit gives itself."
            raise RunError.of("CK625", message, "choose a word such as 'best'.")
        if alias != LATEST:
            found[alias] = None
    return tuple(found)


def names_in(project_place: Path) -> list[str]:
    """The artifacts' names in a project, sorted."""
    try:
        found = [path.name for path in (project_place / "names").iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(name_of_folder(name) for name in found if not name.startswith("."))


def _renamed(made: Path, wanted: Path) -> bool:
    """False when there is such a version already. Raises `OSError`."""
    try:
        made.rename(wanted)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        raise
    return True
