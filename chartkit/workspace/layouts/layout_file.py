"""The file of a project's layout: `workspaces/<project>.yaml` beside the store, to be committed and shared.

Takes a store and a project; gives the layout, and changes it by merge patches. Two pages that change it at once lose
nothing: each change is applied to what the file holds at that moment, under a lock, and the file is written whole.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from chartkit.diagnostics import ChartkitError, Location, reason_of, shown
from chartkit.files import read_regular, shown_path, write_whole
from chartkit.presets.reader import MAX_SIZE_BYTES
from chartkit.runs.names import folder_name
from chartkit.workspace.layouts.layout_text import CODE, VERSION, content_of, parts_of
from chartkit.workspace.layouts.merge_patch import merged

FOLDER = "workspaces"
_MOST_LEVELS = 100
_WAITED_S = 3.0
_LOOKED_EVERY_S = 0.005
_UNWRITTEN = "CK912"
_RIGHTS = "allow reading it to the user of `chartkit ui`"
_ROOM = "allow writing there, or make room on that disk; until then the page forgets its changes when it is closed"


class LayoutFile:
    """The layout of one project."""

    def __init__(self, store: Path, project: str) -> None:
        """Raises `RunError` for a name that cannot be a file's."""
        name = folder_name(project, "a project's name")
        self.path = store.parent / FOLDER / f"{name}.yaml"
        self._lock = store / "workspace.lock"

    def read(self) -> dict[str, Any]:
        """The layout; one without any part where there is no file.

        Raises `ChartkitError` for a file that cannot be read, is no layout, or was written by a newer chartkit: it is
        left as it is. So is one that a link leads to outside of its store's folder: a stranger's store may hold links.
        """
        self._check_inside()
        try:
            content, _ = read_regular(self.path, MAX_SIZE_BYTES + 1)
        except FileNotFoundError:
            return {"version": VERSION}
        except OSError as error:
            message = f"cannot read the layout: {reason_of(error)}."
            help = _RIGHTS if isinstance(error, PermissionError) else "mend the file, or delete it"
            raise self._fault(CODE, message, help) from None
        return parts_of(content, shown_path(self.path))

    def change(self, patch: object) -> dict[str, Any]:
        """Apply a merge patch to what the file holds now; gives the layout that it made. Raises `ChartkitError`."""
        if not isinstance(patch, dict):
            raise ChartkitError.of(
                "CK902", f"a layout's patch is an object of the parts to change; found {shown(patch)}."
            )
        if "version" in patch:
            raise ChartkitError.of("CK902", "a layout's version is the file's own; leave 'version' out of the patch.")
        if _depth(cast(dict[str, Any], patch)) > _MOST_LEVELS:
            raise ChartkitError.of("CK902", f"a layout's patch holds at most {_MOST_LEVELS} levels; this one goes on.")
        with self._locked():
            changed: dict[str, Any] = merged(self.read(), patch)
            content = content_of(changed, shown_path(self.path))
            try:
                write_whole(self.path, content, make_folders=True)
            except OSError as error:
                raise self._unwritten(error, self.path) from None
        return changed

    def _check_inside(self) -> None:
        """Raises `ChartkitError` where the file, once its links are followed, does not lie beside the store."""
        if not Path(os.path.realpath(self.path)).is_relative_to(os.path.realpath(self.path.parent.parent)):
            message = "this layout lies outside of its store's folder, by a link."
            raise self._fault(CODE, message, "put the file itself in the place of the link")

    @contextmanager
    def _locked(self) -> Generator[None]:
        """Alone among threads and processes that change layouts of this store; none is waited for without end."""
        try:
            descriptor = os.open(self._lock, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
        except OSError as error:
            raise self._unwritten(error, self._lock) from None
        try:
            self._wait_for_lock(descriptor)
            yield
        finally:
            os.close(descriptor)

    def _wait_for_lock(self, descriptor: int) -> None:
        until_s = time.monotonic() + _WAITED_S
        while True:
            try:
                return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until_s:
                    message = "cannot keep the layout: another process holds this lock."
                    raise self._fault(_UNWRITTEN, message, "end or continue that process", self._lock) from None
            except OSError as error:
                raise self._unwritten(error, self._lock) from None
            time.sleep(_LOOKED_EVERY_S)

    def _unwritten(self, error: OSError, place: Path) -> ChartkitError:
        """That the layout, or the lock beside the runs, cannot be written."""
        return self._fault(_UNWRITTEN, f"cannot keep the layout: {reason_of(error)}.", _ROOM, place)

    def _fault(self, code: str, message: str, help: str, place: Path | None = None) -> ChartkitError:
        return ChartkitError.of(code, message, help, location=Location(shown_path(place or self.path)))


def _depth(value: Any) -> int:
    """How many lists and maps stand in one another."""
    deepest, stack = 0, [(value, 1)]
    while stack:
        inside, level = stack.pop()
        if isinstance(inside, dict | list):
            deepest = max(deepest, level)
            parts = cast(dict[str, Any], inside).values() if isinstance(inside, dict) else cast(list[Any], inside)
            stack += [(part, level + 1) for part in parts]
    return deepest
