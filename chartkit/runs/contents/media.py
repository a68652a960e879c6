"""Media to files of a run's folder: takes what media gives of itself, gives the reference that stands for it.

`media/<sha256>.<suffix>`, whole or not at all; a file of any size is copied in parts, its sha256 taken on the way.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from chartkit.data.media_content import Companion, MediaContent
from chartkit.data.values import encode_value
from chartkit.files import write_whole

Kept = Callable[[str], None]
"""Told the name of each file that is there now."""
_PART_BYTES = 1 << 20


def media_reference(media: MediaContent, folder: Path | None, kept: Kept) -> dict[str, Any]:
    """The reference to `media`, whose files are in `folder` by then; without a folder they are only named.

    Raises `OSError`, and `UnkeptValueError` for a fact that a run cannot keep.
    """
    reference: dict[str, Any] = {"$": "media", "kind": media.kind}
    if media.content is not None:
        name, size_bytes = keep_file(media.content, media.suffix, folder, kept)
        reference |= {"file": name, "size_bytes": size_bytes}
    if media.companions:
        reference["companions"] = [_keep_companion(one, folder, kept) for one in media.companions]
    reference |= {name: encode_value(fact) for name, fact in media.facts.items()}
    if media.diagnostics:
        reference["diagnostics"] = [diagnostic.to_dict() for diagnostic in media.diagnostics]
    return reference


def keep_file(content: bytes | Path, suffix: str, folder: Path | None, kept: Kept) -> tuple[str, int]:
    """The name of the file with this content, which stands in `folder` by then, and its size. Raises `OSError`."""
    if isinstance(content, Path):
        name, size_bytes = _keep_copy(content, suffix, folder)
    else:
        name, size_bytes = f"{sha256(content).hexdigest()}{suffix}", len(content)
        if folder is not None and not (folder / name).exists():
            folder.mkdir(exist_ok=True)
            write_whole(folder / name, content)
    if folder is not None:
        kept(name)
    return name, size_bytes


def _keep_companion(companion: Companion, folder: Path | None, kept: Kept) -> str:
    if folder is None or (folder / companion.name).exists():
        return companion.name
    return keep_file(companion.content, companion.name[64:], folder, kept)[0]


def _keep_copy(source: Path, suffix: str, folder: Path | None) -> tuple[str, int]:
    if folder is None:
        digest, size_bytes = _digest(source)
        return f"{digest}{suffix}", size_bytes
    folder.mkdir(exist_ok=True)
    temporary = folder / f".{os.urandom(8).hex()}.tmp"
    try:
        digest, size_bytes = _digest(source, temporary)
        target = folder / f"{digest}{suffix}"
        if not target.exists():
            temporary.replace(target)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    return target.name, size_bytes


def _digest(source: Path, copy: Path | None = None) -> tuple[str, int]:
    """The sha256 and size of a file, which is written to `copy` meanwhile."""
    digest, size_bytes = sha256(), 0
    with source.open("rb") as file, contextlib.ExitStack() as stack:
        written = stack.enter_context(copy.open("xb")) if copy is not None else None
        while part := file.read(_PART_BYTES):
            digest.update(part)
            size_bytes += len(part)
            if written is not None:
                written.write(part)
    return digest.hexdigest(), size_bytes
