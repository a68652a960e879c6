"""Where `check` keeps what it found, and under which key: takes the options of a run, gives its `Cache`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from chartkit.check.caching.cache import Cache
from chartkit.files import data_folder, repository_parents, stamp_of

_FORMAT = 1


def open_cache() -> Cache:
    """The cache on disk: that of the project's `.chartkit/`, of the user where the project has none."""
    return Cache(cache_file(), version_stamp())


def cache_file() -> Path | None:
    """`cache/check.json` of the store that runs are kept in, if it is there, else of the user's cache folder.

    None for a user without a home.
    """
    from chartkit.runs.store import find_store

    store = find_store()
    if store.is_dir():
        return store / "cache" / "check.json"
    folder = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if not folder.is_absolute():  # which the standard says to pass over: it would be another one in each folder
        folder = Path(os.path.expanduser("~"), ".cache")  # noqa: PTH111  # Path's own raises
    return folder / "chartkit" / "check.json" if folder.is_absolute() else None


def version_stamp() -> str:
    """What every finding depends on: chartkit's version and Python's; in a checkout each file of chartkit, too."""
    from chartkit import __version__

    parts: list[object] = [_FORMAT, __version__, sys.version_info[:2]]
    if (data_folder("schemas").parent / "pyproject.toml").is_file():
        parts.append(stamp_of(_own_files()))
    import hashlib

    return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def project_texts() -> tuple[bytes, ...]:
    """What every pyproject.toml says that this folder's settings and theme may come from."""
    files = (folder / "pyproject.toml" for folder in repository_parents(Path.cwd()))
    return tuple(file.read_bytes() for file in files if file.is_file())


def _own_files() -> Iterator[Path]:
    for folder, pattern in ((Path(__file__).parents[1], "*.py"), (data_folder("schemas"), "*.json")):
        yield from sorted(folder.rglob(pattern))
