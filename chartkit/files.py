"""Files as every package meets them: written whole, told apart by stamps, shown by short paths, found by repository."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterable
from functools import cache, lru_cache
from io import BufferedReader
from pathlib import Path
from typing import Literal

Stamp = tuple[tuple[Path, int, int], ...]
"""Files with their time of change in ns and their size in bytes; zeros for a file that is gone."""

_PACKAGE = Path(__file__).parent


@cache
def data_folder(kind: Literal["schemas", "presets", "web"]) -> Path:
    """The folder of chartkit's own data files, an absolute path: the wheel's `chartkit/_data`, else the checkout's own.

    `web`, the page of the workspace, is what `make web` writes in a checkout; it may not be there.

    >>> data_folder("schemas").name
    'schemas'
    """
    shipped = _PACKAGE / "_data" / kind
    own = Path("build", kind) if kind == "web" else Path(kind)
    return shipped if shipped.is_dir() else _PACKAGE.parent / own


def write_whole(path: Path, content: bytes, make_folders: bool = False) -> None:
    """Make `path` hold `content`: it appears at once and whole, or stays as it was.

    A file that is there keeps its mode and a link its target; a pipe or device is written to. `make_folders` makes the
    folders above it that are not there. Raises `OSError`, its `filename` being `path`, also for a name that no file can
    have.
    """
    temporary = path.parent / f".{os.urandom(8).hex()}.tmp"
    try:
        mode = path.stat().st_mode if path.exists() else None
        if mode is not None and not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            path.write_bytes(content)
            return
        target = Path(os.path.realpath(path)) if path.is_symlink() else path
        temporary = target.parent / temporary.name
        if make_folders:
            target.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(content)
        if mode is not None:
            temporary.chmod(stat.S_IMODE(mode))
        temporary.replace(target)
    except (OSError, ValueError) as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        failed = error if isinstance(error, OSError) else OSError(22, str(error))
        failed.filename = str(path)
        raise failed from None


def read_regular(file: str | Path, most_bytes: int) -> tuple[bytes, os.stat_result]:
    """What a file holds, up to so many bytes, and its status. Raises `OSError`, also for what is no file: no pipe is
    waited for.
    """
    opened = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        status = os.fstat(opened)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "not a regular file", str(file))
        return os.read(opened, min(status.st_size, most_bytes)), status
    finally:
        os.close(opened)


def open_own(path: str | Path) -> BufferedReader:
    """A file of a store to read. Raises `OSError`, also for a link, which may lead anywhere, and for what is no file.

    A folder of runs may come from a stranger: `/dev/zero` has no end, and a pipe lets its reader wait.
    """
    try:
        opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
        raise OSError(errno.ELOOP, "it is a link, which no file of a run is", str(path)) from None
    except ValueError as error:
        raise OSError(errno.EINVAL, str(error), str(path)) from None
    try:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise OSError(errno.EINVAL, "it is a folder, a pipe or a device, not a file", str(path))
        return os.fdopen(opened, "rb")
    except BaseException:
        os.close(opened)
        raise


def read_own(path: str | Path) -> bytes:
    """What a file of a store holds. Raises `OSError` as `open_own`."""
    with open_own(path) as file:
        return file.read()


def shown_path(path: Path) -> str:
    """The path as messages show it: from the working folder where it lies below it."""
    shown, here = str(path), os.getcwd().rstrip("/") + "/"  # noqa: PTH109
    return shown.removeprefix(here) if len(shown) > len(here) else shown


def stamp_of(files: Iterable[Path]) -> Stamp:
    """What tells whether files changed."""
    stamps: list[tuple[Path, int, int]] = []
    for file in files:
        try:
            status = file.stat()
            stamps.append((file, status.st_mtime_ns, status.st_size))
        except OSError:
            stamps.append((file, 0, 0))
    return tuple(stamps)


def repository_parents(start: Path) -> list[Path]:
    """`start` and its parents up to the folder that holds `.git`; `start` alone where none does."""
    lineage, marks = _lineage(str(start))
    root = next((index for index, mark in enumerate(marks) if os.path.exists(mark)), 0)  # noqa: PTH110
    return list(lineage[: root + 1])


def working_folder() -> Path:
    """The working folder, which is the same object until another one is."""
    return _lineage(os.getcwd())[0][0]  # noqa: PTH109


@lru_cache(maxsize=256)
def inside(folder: Path, name: str) -> Path:
    """`folder / name`, made once: a chart looks for the same files each time, and joining costs more than looking."""
    return folder / name


@lru_cache(maxsize=64)
def _lineage(start: str) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """A folder and its parents, and what a repository would have in each."""
    lineage = (Path(start), *Path(start).parents)
    return lineage, tuple(str(folder / ".git") for folder in lineage)
