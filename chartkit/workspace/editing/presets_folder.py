"""The one folder that the editor writes into: takes names and texts, gives files. Nothing is ever written elsewhere.

A text is saved only over the text that its editor has seen: what another tab or program wrote meanwhile is never lost.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from chartkit.diagnostics import ChartkitError, Diagnostic, PresetError, reason_of
from chartkit.files import data_folder, read_regular, shown_path, write_whole
from chartkit.presets import Library
from chartkit.presets.documents import decoded
from chartkit.presets.library import RESERVED, SUFFIXES, check_name
from chartkit.presets.reader import MAX_SIZE_BYTES, check_size
from chartkit.presets.starting import with_schema
from chartkit.workspace.answers import etag_of


class Saved(NamedTuple):
    """A preset as its file has it: the text, an ETag of its bytes, and whether the editor may write it."""

    name: str
    file: Path
    text: str
    etag: str
    is_writable: bool


class Conflict(Exception):
    """The file holds something else than the editor has seen: `saved` is what, None where it is gone."""

    def __init__(self, diagnostic: Diagnostic, saved: Saved | None) -> None:
        super().__init__(str(diagnostic))
        self.diagnostic = diagnostic
        self.saved = saved


class PresetsFolder:
    """Where presets of one's own stand. `is_chosen` says that it was named, so that it may override chartkit's."""

    def __init__(self, folder: Path, is_chosen: bool) -> None:
        self.folder = folder
        self._is_chosen = is_chosen
        self._lock = threading.Lock()

    def read(self, name: str, library: Library) -> Saved:
        """The preset `name` as it is on disk. Raises `PresetError` for an unknown one and one that cannot be read."""
        return self._saved(name, library.file(name))

    def file(self, name: str, library: Library) -> Path:
        """The file that the preset is, or would be once it is saved. Raises `PresetError` for what is no name."""
        found = next(library.find(name), None)
        return found if found is not None and self._holds(found) else self.own_file(name)

    def is_writable(self, file: Path) -> bool:
        """Whether the editor may write the file: it lies in the folder, not by a link that leads out of it."""
        return self._holds(file)

    def save(self, name: str, text: str, etag: str, library: Library) -> Saved:
        """Write the text over the file that `etag` names. Raises `Conflict` where it holds something else by now.

        Raises `ChartkitError` for a preset that is not in the folder and a text that is too large, and for what the
        system refuses.
        """
        check_size(len(text.encode(errors="replace")), name)
        file = self.file(name, library)
        with self._lock:
            now = self._saved(name, file) if file.is_file() else None
            if now is None or now.etag != etag:
                raise Conflict(_changed(name, file, now is None), now)
            mark = "\ufeff" if file.read_bytes().startswith(b"\xef\xbb\xbf") else ""
            self._write(file, (mark + text).encode(errors="replace"))
            return self._saved(name, file)

    def create(self, name: str, text: str, beside: Mapping[Path, str], library: Library) -> Saved:
        """Write a new preset, with the files of its example's data under the names that `beside` says.

        Raises `Conflict` where there is a preset of that name in the folder, else as `save`.
        """
        check_size(len(text.encode(errors="replace")), name)
        file = self.own_file(name)
        with self._lock:
            present = next((each for each in self._forms(name) if each.exists()), None)
            if present is not None:
                raise Conflict(_taken(name, present), self._saved(name, present))
            for data, beside_name in beside.items():
                target = file.with_name(beside_name)
                if target.exists():
                    raise Conflict(_taken(name, target), None)
                self._write(target, _bytes_of(data))
            self._write(file, self._with_schema(file, text).encode(errors="replace"))
            return self._saved(name, file)

    def own_file(self, name: str) -> Path:
        """The file in the folder. Raises `ChartkitError` for what is no name, is chartkit's own, or leads out."""
        check_name(name)
        entity = name.split("/")[0]
        if entity in RESERVED and not self._is_chosen:
            message = f"presets below {entity}/ are chartkit's own; {name!r} would not be found in {self._shown()}/."
            raise ChartkitError.of("CK108", message, f"save it under a name of your own, as my/{name.split('/')[-1]}")
        present = next((file for file in self._forms(name) if file.is_file()), None)
        file = present or self.folder / f"{name}.yaml"
        if not self._holds(file):
            message = f"{name!r} would be written outside of {self._shown()}/, by a link."
            raise ChartkitError.of("CK108", message, "take another name")
        return file

    def _forms(self, name: str) -> list[Path]:
        return [self.folder / f"{name}{suffix}" for suffix in SUFFIXES]

    def _holds(self, file: Path) -> bool:
        """Whether a file, once its links are followed, lies in the folder, and is none of chartkit's own data."""
        real = Path(os.path.realpath(file))
        return real.is_relative_to(os.path.realpath(self.folder)) and not real.is_relative_to(data_folder("presets"))

    def _saved(self, name: str, file: Path) -> Saved:
        place = shown_path(file)
        try:
            content, status = read_regular(file, MAX_SIZE_BYTES)
        except OSError as error:
            help = "look at who may read it"
            raise PresetError.of("CK101", f"{place} cannot be read: {reason_of(error).lower()}.", help) from None
        check_size(status.st_size, place)
        return Saved(name, file, decoded(content, place), etag_of(content), self._holds(file))

    def _with_schema(self, file: Path, text: str) -> str:
        if file.suffix == ".json" or "yaml-language-server" in text.partition("\n")[0]:
            return text
        return with_schema(file, self.folder, text)

    def _write(self, file: Path, content: bytes) -> None:
        try:
            write_whole(file, content, make_folders=True)
        except OSError as error:
            raise unwritten(file, error) from None

    def _shown(self) -> str:
        return shown_path(self.folder)


def unwritten(file: Path, error: OSError) -> ChartkitError:
    """That a file beside the presets, or a preset, cannot be written."""
    message = f"{shown_path(file)} cannot be written: {reason_of(error).lower()}."
    return ChartkitError.of("CK119", message, "look at who may write there, and at the space on the disk")


def _bytes_of(data: Path) -> bytes:
    try:
        return data.read_bytes()
    except OSError as error:
        raise ChartkitError.of("CK119", f"{shown_path(data)} cannot be copied: {reason_of(error).lower()}.") from None


def _changed(name: str, file: Path, is_gone: bool) -> Diagnostic:
    found = "is gone" if is_gone else "was changed"
    message = f"preset {name!r} was not saved: {shown_path(file)} {found} since it was opened here."
    return Diagnostic("CK904", message, help="take that text, keep yours over it, or save yours under another name")


def _taken(name: str, file: Path) -> Diagnostic:
    message = f"preset {name!r} was not saved: {shown_path(file)} is there already."
    return Diagnostic("CK904", message, help="take another name, or open that preset")
