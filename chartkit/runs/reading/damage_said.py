"""Damage of the reader's cache, said once for each store: it changes no answer, but costs a reading.

Takes the cache's file and what was found; writes a line to Python's log, that is to stderr where nobody set it up.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path


def say_damage(file: Path, found: str) -> None:
    """Say what is wrong with a file of the cache, unless something of this store was said before."""
    if file.parent not in _said():
        _said().add(file.parent)
        import logging

        logging.getLogger("chartkit.runs").warning(
            "%s %s; its part is read from the runs again and kept anew.", file, found
        )


@lru_cache(1)
def _said() -> set[Path]:
    return set()
