"""The file of a project's layout: `workspaces/<project>.yaml` beside the store, to be committed and shared.

Takes a store and a project; gives the layout, and changes it by merge patches. Two pages that change it at once lose
nothing: each change is applied to what the file holds at that moment, under a lock, and the file is written whole.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from chartkit.diagnostics import ChartkitError, Location, reason_of, shown
from chartkit.files import shown_path, write_whole
from chartkit.presets.documents import read_file
from chartkit.presets.yaml_text import yaml_text
from chartkit.runs.names import folder_name
from chartkit.workspace.layouts.merge_patch import merged

FOLDER = "workspaces"
VERSION = 1
_CODE = "CK910"


class LayoutFile:
    """The layout of one project."""

    def __init__(self, store: Path, project: str) -> None:
        """Raises `RunError` for a name that cannot be a file's."""
        name = folder_name(project, "a project's name")
        self.path = store.parent / FOLDER / f"{name}.yaml"
        self._lock = store / "workspace.lock"

    def read(self) -> dict[str, Any]:
        """The layout; one without any part where there is no file.

        Raises `ChartkitError` for a file that cannot be read, is no YAML, or was written by a newer chartkit: it is
        left as it is.
        """
        if not self.path.exists():
            return {"version": VERSION}
        found = read_file(self.path).plain()
        if not isinstance(found, dict):
            message = f"a layout is a mapping of parts; found {shown(found)}."
            raise self._fault(message, "mend the file, or delete it to begin anew")
        layout = cast(dict[str, Any], found)
        version = layout.get("version", VERSION)
        if type(version) is not int or version > VERSION:
            message = f"this layout has version {shown(version)}; this chartkit knows version {VERSION}."
            raise self._fault(message, "install the newer chartkit that wrote it; the file is left as it is")
        return {"version": VERSION} | layout

    def change(self, patch: object) -> dict[str, Any]:
        """Apply a merge patch to what the file holds now; gives the layout that it made. Raises `ChartkitError`."""
        if not isinstance(patch, dict):
            raise ChartkitError.of(
                "CK902", f"a layout's patch is an object of the parts to change; found {shown(patch)}."
            )
        if "version" in patch:
            raise ChartkitError.of("CK902", "a layout's version is the file's own; leave 'version' out of the patch.")
        with self._locked():
            changed: dict[str, Any] = merged(self.read(), patch)
            try:
                write_whole(self.path, yaml_text(changed).encode(), make_folders=True)
            except OSError as error:
                message = f"cannot keep the layout: {reason_of(error)}."
                raise self._fault(message, "make the folder writable; the page shows what it had") from None
        return changed

    @contextmanager
    def _locked(self) -> Generator[None]:
        """Alone among threads and processes that change layouts of this store."""
        try:
            descriptor = os.open(self._lock, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise self._fault(f"cannot keep the layout: {reason_of(error)}.", "make the store writable") from None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _fault(self, message: str, help: str) -> ChartkitError:
        return ChartkitError.of(_CODE, message, help, location=Location(shown_path(self.path)))
