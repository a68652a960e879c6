"""The suffix of a file of a run, made of the user's own file name."""

from __future__ import annotations

from pathlib import Path

_LONGEST = 12


def suffix_of(path: Path) -> str:
    """The name's ending in small letters; `.bin` where it has none that a file of a run may have."""
    ending = path.suffix[1:].lower()
    return f".{ending}" if ending.isascii() and ending.isalnum() and len(ending) <= _LONGEST else ".bin"
