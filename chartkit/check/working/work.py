"""The check of one file as a worker does it: takes a preset or script, gives what is found and what it came from."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from chartkit.check.caching.cache import Kept
from chartkit.check.files.walking import SCRIPT_SUFFIXES
from chartkit.check.ignoring.suppression import without_ignored
from chartkit.check.settings.settings import Settings
from chartkit.diagnostics import Diagnostic, Location
from chartkit.files import read_regular, shown_path
from chartkit.presets.library import Library

_MANY = 200
"""So many files take longer than building the validator that takes microseconds."""
_MOST_BYTES = 6_000_000
_MOST_NOTEBOOK_BYTES = 128 << 20
"""More than a file may hold that is checked: a larger one is a finding, and nothing in it is read."""


class Work(NamedTuple):
    """What is the same for all files of a run. `texts` holds the content of files as an editor has them."""

    library: Library
    settings: Settings
    update: bool = False
    data: bool = False
    texts: Mapping[Path, bytes] = {}

    def __call__(self, path: Path) -> Kept:
        """What is found in a file after the project's settings and the file's own comments, and the files read for it.

        No files where the findings hang on more than files: they are not to be kept. Raises `OSError` where a golden
        cannot be written.
        """
        if path.suffix in SCRIPT_SUFFIXES:
            return Kept(self._left(path, self._of_script(path)), ())
        found = self._left(path, self._of_preset(path))
        from chartkit.check.caching.sources import sources_of

        return Kept(found, () if path in self.texts else sources_of(path, self.library))

    def prepare(self, n_files: int) -> None:
        """Import what every preset needs, and build what pays for so many, before workers are forked off."""
        from chartkit.check.checker import wanted_rules

        importlib.import_module("chartkit.check.caching.sources")
        wanted_rules(self.settings.wants)
        if n_files > _MANY:
            from chartkit.schema.validator import validator

            validator("vega-lite").prepare()

    def _of_preset(self, path: Path) -> Iterable[Diagnostic]:
        from chartkit.check.checker import check_preset

        content, settings = self.texts.get(path), self.settings
        return _guarded(
            lambda: check_preset(
                path,
                self.library,
                self.update,
                wants=settings.wants,
                content=content,
                data=self.data,
                allow=settings.allow,
            ),
            path,
            "preset",
        )

    def _of_script(self, path: Path) -> Iterable[Diagnostic]:
        from chartkit.check.scripts import check_script

        return _guarded(lambda: check_script(path, self.library), path, "script")

    def _left(self, path: Path, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """The findings that are asked for, as grave as the project holds them."""
        content = self.texts[path] if path in self.texts else _content(path)
        left = without_ignored(found, content.decode("utf-8-sig", "replace"), shown_path(path), self.settings)
        return tuple(self.settings.graded(finding) for finding in left if self.settings.keeps(finding))


def _guarded(check: Callable[[], Iterable[Diagnostic]], path: Path, what: str) -> list[Diagnostic]:
    """What `check` finds; that it failed, where it does: one file must not hide what is wrong with the others."""
    try:
        return list(check())
    except OSError:
        raise
    except Exception as error:
        message = f"chartkit failed at this {what}: {type(error).__name__}: {error}."
        help = f"this is a fault of chartkit's own; please report it with the {what}"
        return [Diagnostic("CK709", message, location=Location(shown_path(path)), help=help)]


def _content(path: Path) -> bytes:
    """What a file holds; nothing where it cannot be read, or is too large to be checked, which is a finding already."""
    most_bytes = _MOST_NOTEBOOK_BYTES if path.suffix == ".ipynb" else _MOST_BYTES
    try:
        content, status = read_regular(path, most_bytes)
    except OSError:
        return b""
    return content if status.st_size <= most_bytes else b""
