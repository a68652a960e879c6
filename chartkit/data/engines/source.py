"""Where a lazy table's rows come from, for a chart's provenance: files with size and age, a query, or a description."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, NamedTuple

from chartkit.files import shown_path


class SourceFile(NamedTuple):
    """One file: its path as the user would write it, its size, and its last change in nanoseconds since 1970."""

    path: str
    size_bytes: int
    modified_ns: int


class Source(NamedTuple):
    """What holds the rows: `text` is the path or glob as given, the SQL of a query, or a word on the frame."""

    kind: Literal["files", "query", "frame"]
    text: str
    files: tuple[SourceFile, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The source as plain JSON values."""
        found: dict[str, Any] = {"kind": self.kind, "text": self.text}
        if self.files:
            found["files"] = [file._asdict() for file in self.files]
        return found


def files_source(text: str, files: Iterable[Path]) -> Source:
    """The source of these files, each looked at now. Raises `OSError` when one is gone."""
    return Source("files", text, tuple(map(_source_file, files)))


def _source_file(file: Path) -> SourceFile:
    status = file.stat()
    return SourceFile(shown_path(file), status.st_size, status.st_mtime_ns)
