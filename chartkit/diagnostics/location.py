"""Where a fault is: a place in a file, or a path in a value that has no file."""

from __future__ import annotations

import re
from typing import NamedTuple

from chartkit.diagnostics.words import visible

JsonPath = tuple[str | int, ...]

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


def json_path(path: JsonPath) -> str:
    """The path as JSONPath text, `$` for the root.

    >>> json_path(("layer", 0, "encoding", "x-axis"))
    "$.layer[0].encoding['x-axis']"
    """
    parts = ["$"]
    for step in path:
        if isinstance(step, int):
            parts.append(f"[{step}]")
        else:
            parts.append(f".{step}" if _PLAIN_KEY.match(step) else f"[{step!r}]")
    return "".join(parts)


class Location(NamedTuple):
    """A place: `file:line:column` (both counted from 1) when the value came from a file, else a JSON path.

    `length` is how many columns a caret underlines in a code frame. `is_shown` is False for a path that tools use and
    messages leave out: what it says stands in the sentence. `first_line` is where the text begins of which this is a
    part: no comment can stand inside it.
    """

    file: str | None = None
    line: int | None = None
    column: int | None = None
    path: JsonPath | None = None
    length: int = 1
    is_shown: bool = True
    first_line: int | None = None

    @property
    def order(self) -> tuple[str, int, int]:
        """What sorts findings as their files read."""
        return self.file or "", self.line or 0, self.column or 0

    def __str__(self) -> str:
        file = visible(self.file or "")
        if self.line is not None:
            return f"{file or '<text>'}:{self.line}:{self.column or 1}"
        inside = json_path(self.path) if self.path and self.is_shown else ""
        return ":".join(part for part in (file, inside) if part)
