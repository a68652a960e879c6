"""Media that are files by their type: videos, molecules, objects in space. Takes a path, or what a file is made of."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

from chartkit.data.media_content import MediaContent
from chartkit.diagnostics import DataError, listed, shown
from chartkit.media.captured import Captured, captured
from chartkit.media.faults import written_by, wrong
from chartkit.media.inline import ShowsInNotebooks
from chartkit.media.pixels import pixels_of
from chartkit.media.suffixes import suffix_of

_VIDEOS = (".gif", ".mp4", ".webm", ".ogg", ".ogv", ".mov")
_MOLECULES = (".pdb", ".pqr", ".mmcif", ".mcif", ".cif", ".sdf", ".sd", ".gro", ".mol2", ".mmtf", ".mol", ".xyz")
_OBJECTS = (".obj", ".gltf", ".glb", ".babylon", ".stl", ".json")
_FRAME_MS = 1000
_FRAME_DIMENSIONS = 4


class _File(ShowsInNotebooks):
    """A file of one of some types, with a caption."""

    def __init__(self, kind: str, held: Captured, suffix: str, **facts: Any) -> None:
        self._kind, self._held, self._suffix = kind, held, suffix
        self._facts = {name: fact for name, fact in facts.items() if fact is not None}

    def __chartkit_media__(self) -> MediaContent:
        """The file, with the facts."""
        return MediaContent(self._kind, self._suffix, self._held.content, self._facts)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._suffix[1:]}, {self._held.size_bytes:,} bytes)"


class Video(_File):
    """A video to log: a path, whose file is kept byte for byte, or frames of time × channels × height × width.

    Frames become an animated GIF with `fps` frames a second, by Pillow; `format` may only be gif for them. Raises
    `DataError` for other types and shapes.
    """

    def __init__(
        self, data_or_path: Any, caption: str | None = None, fps: int | None = None, format: str | None = None
    ) -> None:
        if isinstance(data_or_path, str | os.PathLike):
            held, suffix = _of_path("Video", data_or_path, _VIDEOS)
        else:
            if format not in (None, "gif"):
                raise wrong(
                    f"frames are written as 'gif'; found format={shown(format)}.", "write the file and give its path."
                )
            held, suffix = _gif(data_or_path, fps or 4), ".gif"
        super().__init__("video", held, suffix, caption=caption, fps=fps)


class Molecule(_File):
    """A molecule to log, kept as the file that it is. Raises `DataError` for files of other types."""

    def __init__(self, data_or_path: str | os.PathLike[str], caption: str | None = None) -> None:
        super().__init__("molecule", *_of_path("Molecule", data_or_path, _MOLECULES), caption=caption)


class Object3D(_File):
    """An object in space to log: a path, or points of n × 3, 4 (with a class) or 6 (with colours), kept as JSON.

    Raises `DataError` for other types and shapes.
    """

    def __init__(self, data_or_path: Any, caption: str | None = None) -> None:
        if isinstance(data_or_path, str | os.PathLike):
            held, suffix = _of_path("Object3D", data_or_path, _OBJECTS)
        else:
            held, suffix = _points(data_or_path), ".pts.json"
        super().__init__("object3D", held, suffix, caption=caption)


def _of_path(what: str, value: Any, endings: tuple[str, ...]) -> tuple[Captured, str]:
    if not isinstance(value, str | os.PathLike):
        raise wrong(f"{what} takes a path; found {shown(value)} ({type(value).__name__}).")
    path = Path(os.fspath(value))  # pyright: ignore[reportUnknownArgumentType]
    held = captured(path, what)
    if suffix_of(path) not in endings:
        raise wrong(f"{what} takes a file that ends in {listed(endings, 'or')}; found {shown(path.name)}.")
    return held, suffix_of(path)


def _gif(value: Any, fps: int) -> Captured:
    import numpy as np

    try:
        from PIL import Image as pillow
    except ImportError:
        message = "frames are written as GIF by Pillow, which is not installed."
        raise DataError.of("CK645", message, "pip install pillow, or give the path of a video.") from None
    frames = np.asarray(value.detach().cpu() if callable(getattr(value, "detach", None)) else value)
    if frames.ndim != _FRAME_DIMENSIONS or frames.shape[1] not in (1, 3, 4) or not frames.size:
        found = " × ".join(map(str, frames.shape)) or "one value"
        raise wrong(f"Video takes frames of time × 1, 3 or 4 channels × height × width; found {found}.")
    pixels = pixels_of(frames.transpose(0, 2, 3, 1).reshape(-1, frames.shape[3], frames.shape[1])).array
    pixels = pixels.reshape(frames.shape[0], frames.shape[2], frames.shape[3], frames.shape[1])
    pictures = [pillow.fromarray(each[:, :, 0] if each.shape[2] == 1 else each) for each in pixels]
    buffer = io.BytesIO()
    first, *rest = pictures
    written_by(
        "Pillow",
        "the frames as GIF",
        lambda: first.save(buffer, "GIF", save_all=True, append_images=rest, duration=_FRAME_MS / fps, loop=0),
    )
    return Captured(buffer.getvalue(), buffer.tell())


def _points(value: Any) -> Captured:
    import numpy as np
    import orjson

    try:
        points = np.asarray(value, float)
    except (TypeError, ValueError):
        raise wrong(f"Object3D takes a path or points; found {shown(value)} ({type(value).__name__}).") from None
    if points.ndim != len("nk") or points.shape[1] not in (3, 4, 6):
        found = " × ".join(map(str, points.shape)) or "one number"
        raise wrong(f"Object3D takes points of n × 3, 4 or 6 numbers; found {found}.")
    content = orjson.dumps(np.ascontiguousarray(points), option=orjson.OPT_SERIALIZE_NUMPY)
    return Captured(content, len(content))
