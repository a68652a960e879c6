"""A file that a script writes into an artifact, on a disk that may refuse: the training goes on all the same.

Takes a path and who is told of a refusal; gives a file object. What is written after a refusal goes nowhere.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class StagedFile(io.FileIO):
    """The bytes of the file; `lose` is told the first fault of the disk, and may raise."""

    def __init__(self, path: Path, lose: Callable[[OSError], None]) -> None:
        self._path = path
        self._lose = lose
        self._is_lost = False
        try:
            super().__init__(path, "xb")
        except OSError as error:
            super().__init__(os.devnull, "wb")
            self._refuse(error)

    def write(self, data: ReadableBuffer, /) -> int:
        """Write, or do as if: the number of bytes taken."""
        n_bytes = memoryview(data).nbytes
        if self._is_lost:
            return n_bytes
        try:
            return super().write(data) or 0
        except OSError as error:
            self._refuse(error)
            return n_bytes

    def _refuse(self, error: OSError) -> None:
        self._is_lost = True
        error.filename = str(self._path.parent)
        self._lose(error)


def open_staged(path: Path, mode: str, encoding: str | None, lose: Callable[[OSError], None]) -> IO[Any]:
    """A new file at `path`, of bytes where `mode` has a `b`, else of text."""
    buffered = io.BufferedWriter(StagedFile(path, lose))
    return buffered if "b" in mode else io.TextIOWrapper(buffered, encoding=encoding)
