"""Files that pages share: one object in memory for the same content, however many pages name it.

A table of a thousand Plotly pages holds plotly.js once.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from weakref import WeakValueDictionary

from chartkit.data.media_content import Companion

_KNOWN: WeakValueDictionary[str, Companion] = WeakValueDictionary()
"""Those that some page still holds, by name."""


def companion_of(content: bytes, suffix: str) -> Companion:
    """The companion with this content."""
    name = f"{sha256(content).hexdigest()}{suffix}"
    known = _KNOWN.get(name)
    if known is None:
        known = _KNOWN[name] = Companion(name, content)
    return known


def companion_at(path: Path) -> Companion:
    """The companion that a package's file is, which stays where it is until it is kept. Raises `OSError`."""
    status = path.stat()
    return Companion(_name(path, status.st_mtime_ns, status.st_size), path)


@lru_cache(maxsize=256)
def _name(path: Path, _changed_ns: int, _size_bytes: int) -> str:
    return f"{sha256(path.read_bytes()).hexdigest()}{path.suffix}"
