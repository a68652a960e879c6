"""`Artifact`: files under a name and a type, first filled, then logged as a version, later read.

Takes files, folders, references and objects; gives, once it is logged, a version whose files can be listed, copied out
and checked. `Run.log_artifact` logs it, `Run.use_artifact` and `Api.artifact` give one to read.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Any

from chartkit.diagnostics import RunError, shown
from chartkit.runs.artifacts.draft import Draft
from chartkit.runs.artifacts.entries import Entry, entry_name
from chartkit.runs.artifacts.folders import given_path
from chartkit.runs.artifacts.kept_version import Kept
from chartkit.runs.artifacts.logged import LoggedVersion
from chartkit.runs.artifacts.objects import add_showable, is_showable
from chartkit.runs.faults import text_of, typed
from chartkit.runs.names import folder_name


class Artifact(LoggedVersion):
    """Files under a name and a type, such as `dataset` or `model`.

    Bytes are copied when they are added: the user's files may change after. Raises `RunError` for a name that cannot be
    a folder's, or one with `:`, which separates the version.
    """

    def __init__(
        self, name: str, type: str, description: str | None = None, metadata: Mapping[str, Any] | None = None
    ) -> None:
        known = checked_name(name)
        super().__init__(known, _checked_type(type))
        self.description = description
        """Text about it; kept with the version when it is logged."""
        self.metadata: dict[str, Any] = dict(metadata or {})
        """Facts about it; kept with the version when it is logged."""
        self.draft = Draft(f"artifact {known!r}")
        """What it holds until it is logged; chartkit's own."""

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The files by name: size, sha256, address. Raises `RunError` when a version's manifest is damaged."""
        return super().entries if self.is_logged else dict(self.draft.entries)

    @property
    def serializer(self) -> Mapping[str, str] | None:
        """What wrote the file of a logged object, its version and the object's class; None for files of the user's."""
        return super().serializer if self.is_logged else self.draft.serializer

    def add_file(self, path: str | os.PathLike[str], name: str | None = None, overwrite: bool = False) -> None:
        """Copy a file in, called as its last part or `name`. Raises `RunError`; a full disk is a warning."""
        draft, file = self._open(), _checked_path("add_file", path)
        draft.add_file(file, entry_name(file.name if name is None else name), overwrite)

    def add_dir(self, path: str | os.PathLike[str], name: str | None = None) -> None:
        """Copy all files below a folder in, below `name` when it is given.

        Links are followed; those that lead out of the folder are told by a warning. Empty folders are not kept. Raises
        one `RunError` for all that cannot be read; a full disk is a warning.
        """
        draft, folder = self._open(), _checked_path("add_dir", path)
        draft.add_folder(folder, None if name is None else entry_name(name))

    def add_reference(self, uri: str, name: str | None = None, checksum: bool = True) -> None:
        """Keep an address in place of bytes; nothing is fetched.

        Of `file:` addresses size and sha256 are kept, of a folder those of each file; `checksum=False` reads no bytes.
        Raises `RunError`.
        """
        self._open().add_reference(uri, name, checksum)

    def add(self, obj: object, name: str) -> None:
        """Keep a table, a chart or a medium under `name`, with its ending. Raises `RunError`, `DataError`."""
        draft = self._open()
        if not is_showable(obj):
            message = f"artifact.add takes tables, charts and media; found {typed(obj)}."
            raise RunError.of("CK627", message, "run.log_artifact(obj) saves any object.")
        add_showable(draft, obj, entry_name(name))

    def new_file(self, name: str, mode: str = "x", encoding: str | None = None) -> AbstractContextManager[IO[Any]]:
        """A file to write in a `with` block; it is added when the block ends without an exception.

        `mode` is `x` or `w` for text in UTF-8 or `encoding`, `xb` or `wb` for bytes.
        """
        if mode not in ("x", "w", "xb", "wb"):
            raise RunError.of("CK601", f"mode is 'x', 'w', 'xb' or 'wb'; found {shown(mode)}.")
        if encoding is None and "b" not in mode:
            encoding = "utf-8"
        return self._open().new_file(entry_name(name), mode, encoding)

    def remove(self, name: str) -> None:
        """Drop a file, or all files below a folder. Raises `RunError` when there is none."""
        self._open().entries.drop(entry_name(name))

    def wait(self, timeout: float | None = None) -> Artifact:
        """The artifact itself: a version is there when `log_artifact` returns."""
        return self

    def become(self, kept: Kept) -> None:
        """Be the logged version from now on; chartkit's own."""
        self._kept = kept
        self.draft.close()

    def _open(self) -> Draft:
        if self._kept is not None:
            message = f"artifact {self.name!r} is logged, and a version never changes."
            raise RunError.of("CK628", message, "make a new Artifact of that name: it becomes the next version.")
        return self.draft


def kept_artifact(kept: Kept) -> Artifact:
    """A logged version, to be read."""
    header = kept.header
    artifact = Artifact(header.name, header.type, header.description, header.metadata)
    artifact.become(kept)
    return artifact


def checked_name(name: object) -> str:
    """`name` itself. Raises `RunError` when it cannot be an artifact's."""
    if not isinstance(name, str) or ":" in name:
        message = f"an artifact's name is text without ':', which separates the version; found {shown(name)}."
        raise RunError.of("CK625", message)
    folder_name(name, "an artifact's name")
    return text_of(name)


def _checked_type(kind: object) -> str:
    if not isinstance(kind, str) or not kind:
        message = f"an artifact's type is text such as 'dataset' or 'model'; found {typed(kind)}."
        raise RunError.of("CK625", message)
    return kind


def _checked_path(function: str, path: object) -> Path:
    found = given_path(path)
    if found is None:
        raise RunError.of("CK626", f"artifact.{function} takes a path; found {typed(path)}.")
    return found
