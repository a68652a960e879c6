"""One file of an artifact: its name, and where its bytes are.

Takes names that users and file systems give; gives `Entry` records under names that stay inside of any folder they are
downloaded to.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import NamedTuple

from chartkit.diagnostics import RunError, shown

MAX_NAME_BYTES = 1024
_MAX_PART_BYTES = 255
_PLAIN = re.compile(r"(?!.*(?:^|/)\.{0,2}(?:/|\Z))[\x01-\x7f]{1,255}", re.DOTALL)
"""A name that is right as it is: of ASCII, without empty parts, `.` and `..`. Nearly every name is one."""


class Entry(NamedTuple):
    """A file of an artifact; `sha256` is None for a reference whose bytes were not read."""

    name: str
    sha256: str | None
    size_bytes: int | None
    reference: str | None = None
    """The address of a file that stays where it is; None for one that the store holds."""
    etag: str | None = None


def entry_name(name: object) -> str:
    """`name` as an entry's name: relative, with `/` between its parts.

    >>> entry_name("weights/./model.pt")
    'weights/model.pt'

    Raises `RunError` for an absolute or empty one, for `..` in it, NUL, parts over 255 bytes and over 1,024 in all.
    """
    if type(name) is str and _PLAIN.fullmatch(name):
        return name
    if isinstance(name, PurePosixPath):
        name = str(name)
    reason = _fault(name)
    if reason is not None or not isinstance(name, str):
        message = f"a file in an artifact cannot be called {shown(name)}: {reason}."
        raise RunError.of("CK625", message, "give a relative name such as 'weights/model.pt'.")
    return str(PurePosixPath(name))


def _fault(name: object) -> str | None:
    """Why `name` cannot be an entry's, None when it can."""
    if not isinstance(name, str):
        return f"a name is text, not {type(name).__name__}"
    parts = name.split("/")
    if name.startswith("/"):
        return "it is absolute"
    if ".." in parts:
        return "'..' would lead out of the artifact"
    if "\0" in name:
        return "no file's name holds NUL"
    if str(PurePosixPath(name)) == ".":
        return "it is empty"
    try:
        n_bytes = len(os.fsencode(name))
    except UnicodeEncodeError:
        return "it has half of a surrogate pair"
    if n_bytes > MAX_NAME_BYTES:
        return f"it has {n_bytes:,} bytes, over {MAX_NAME_BYTES:,}"
    if max(len(os.fsencode(part)) for part in parts) > _MAX_PART_BYTES:
        return f"one of its parts has over {_MAX_PART_BYTES} bytes, which no folder holds"
    return None


def folders_of(name: str) -> Iterable[str]:
    """The folders that a file called `name` lies in, the nearest first."""
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name
