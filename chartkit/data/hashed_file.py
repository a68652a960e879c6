"""A file that is named by its content: written part by part, hashed meanwhile, in its place only when it is whole."""

from __future__ import annotations

import contextlib
import os
from hashlib import sha256
from pathlib import Path
from typing import Self


class HashedFile:
    """A new file in `folder`, under a temporary name until `keep`; without a folder the bytes are only hashed.

    Used in a `with` block, at whose end a file that was not kept is gone. Raises `OSError` with the file's name.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self.path = None if folder is None else folder / f".{os.urandom(8).hex()}.tmp"
        """Where the bytes are until `keep`."""
        self._digest = sha256()
        self.n_bytes = 0
        self.fault: OSError | None = None
        """What the file system refused; a library that writes may have put it into other words."""
        if folder is not None:
            folder.mkdir(exist_ok=True)
        self._file = None if self.path is None else self.path.open("xb")

    def write(self, content: bytes) -> int:
        """Add bytes at the end; gives their number."""
        try:
            if self._file is not None:
                self._file.write(content)
        except OSError as error:
            error.filename = str(self.path)
            self.fault = error
            raise
        self._digest.update(content)
        self.n_bytes += len(content)
        return len(content)

    def flush(self) -> None:
        """Make what is written readable at `path`. Raises `OSError`."""
        try:
            if self._file is not None:
                self._file.flush()
        except OSError as error:
            self.fault = error
            raise

    def close(self) -> None:
        """Nothing: `keep` and the end of the block close the file, not the library that writes."""

    def keep(self, suffix: str) -> str:
        """Put the file in its place and give its name, `<sha256><suffix>`; one that is there already stays."""
        name = f"{self._digest.hexdigest()}{suffix}"
        if self._file is None or self.path is None or self._folder is None:
            return name
        try:
            self._file.close()
            target = self._folder / name
            if not target.exists():
                self.path.replace(target)
        except OSError as error:
            error.filename = error.filename or str(self.path)
            raise
        return name

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._file is None or self.path is None:
            return
        with contextlib.suppress(OSError):  # the bytes that a full disk still refuses are not wanted
            self._file.close()
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)
