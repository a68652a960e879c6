"""What media is to tables and runs: any value that gives its file and the facts about it when asked.

Takes values of any class; knows media by the method `__chartkit_media__` alone, so that neither tables nor runs import
the classes of `chartkit.media`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeGuard

from chartkit.diagnostics import Diagnostic


@dataclass(frozen=True, eq=False)
class Companion:
    """A file that a medium's own file names, such as a script that many pages share.

    `name` is the sha256 of its bytes and its suffix, so that a file of that name need not be read to be known.
    """

    name: str
    content: bytes | Path


class MediaContent(NamedTuple):
    """One medium: the bytes of its file, or the file that holds them, and what is said of it beside.

    `content` is None where the facts say it all, as of a histogram. `facts` are values that a run keeps, none of them
    under a name of `RESERVED_FACTS`. A companion stands in the same folder; `content` names it by its name alone.
    """

    kind: str
    suffix: str = ""
    content: bytes | Path | None = None
    facts: Mapping[str, Any] = {}
    diagnostics: tuple[Diagnostic, ...] = ()
    companions: tuple[Companion, ...] = ()


RESERVED_FACTS = frozenset({"$", "kind", "file", "size_bytes", "companions", "diagnostics", "items"})
"""The names that a reference in a journal has for itself."""


class MediaLike(Protocol):
    """A value that is kept as a file of its own."""

    def __chartkit_media__(self) -> MediaContent:
        """What to keep. Raises `DataError` where it cannot be had."""
        ...


def is_media(value: object) -> TypeGuard[MediaLike]:
    """True for a value that is kept as a file of its own; asked of its class, for some objects have any attribute."""
    return hasattr(type(value), "__chartkit_media__")
