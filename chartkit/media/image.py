"""Images as media: takes a path, pixels, a PIL image or a matplotlib figure; gives one image file and its caption."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from chartkit.data.media_content import Companion, MediaContent
from chartkit.diagnostics import DataError, Diagnostic, listed, shown
from chartkit.media.captured import Captured, captured, spooled_parts
from chartkit.media.companions import companion_of
from chartkit.media.faults import written_by, wrong
from chartkit.media.image_sizes import size_of
from chartkit.media.inline import ShowsInNotebooks
from chartkit.media.pixels import pixels_of
from chartkit.media.png import png_bytes, png_parts
from chartkit.media.signatures import image_suffix

_FILE_TYPES = ("png", "jpg", "jpeg", "bmp", "gif", "webp")
_PNG_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA", "I;16"})


class Image(ShowsInNotebooks):
    """An image to log. `data_or_path` is a path, whose file is kept byte for byte; an array of height × width
    (× 1, 3 or 4) or a tensor of channels × height × width, see `pixels_of`; a PIL image; a matplotlib figure, axes or
    `pyplot` itself; or another Image.

    `mode` is one of PIL's, `file_type` that of the file made of pixels, PNG without it. `caption` stands under the
    image; `grouping`, `classes`, `boxes` and `masks` are kept as facts, the pixels of masks as files. The image is
    taken as it is now. Raises `DataError` for what is no image.
    """

    def __init__(
        self,
        data_or_path: Any,
        mode: str | None = None,
        caption: str | None = None,
        grouping: int | None = None,
        classes: Sequence[Mapping[str, Any]] | None = None,
        boxes: Mapping[str, Any] | None = None,
        masks: Mapping[str, Any] | None = None,
        file_type: str | None = None,
    ) -> None:
        if file_type is not None and file_type.lower() not in _FILE_TYPES:
            raise wrong(f"file_type is {listed(_FILE_TYPES, 'or')}; found {shown(file_type)}.")
        self._diagnostics: tuple[Diagnostic, ...] = ()
        self._companions: list[Companion] = []
        self._held = self._taken(data_or_path, mode, (file_type or "png").lower())
        self._suffix = image_suffix(self._held.content)
        own = {"caption": caption, "grouping": grouping, "classes": classes, "boxes": boxes}
        inherited = data_or_path._facts if isinstance(data_or_path, Image) else {}
        self._facts: dict[str, Any] = {
            **inherited,
            "format": self._suffix[1:],
            **size_of(self._held.content),
            **{name: fact for name, fact in own.items() if fact is not None},
        }
        if masks is not None:
            self._facts["masks"] = {name: self._mask(name, mask) for name, mask in masks.items()}

    def __chartkit_media__(self) -> MediaContent:
        """The file and the facts."""
        content, companions = self._held.content, tuple(self._companions)
        return MediaContent("image", self._suffix, content, self._facts, self._diagnostics, companions)

    def __repr__(self) -> str:
        return f"Image({self._suffix[1:]}, {self._held.size_bytes:,} bytes)"

    def _taken(self, value: Any, mode: str | None, file_type: str) -> Captured:
        if isinstance(value, Image):
            self._companions, self._diagnostics = list(value._companions), value._diagnostics
            return value._held
        if isinstance(value, str | os.PathLike):
            path = Path(cast("str | os.PathLike[str]", value))
            held = captured(path, "Image")
            if not image_suffix(held.content):
                raise _no_image(path, held)
            return held if mode is None else _encoded(_opened(held), mode, file_type)
        if _is_of(value, "PIL"):
            return _encoded(value, mode, file_type)
        if (drawn := _drawn(value)) is not None:
            return _as_asked(Captured(drawn, len(drawn)), mode, file_type)
        if not hasattr(value, "shape") and not isinstance(value, list | tuple):
            message = "Image takes a path, an array, a PIL image or a matplotlib figure;"
            raise wrong(f"{message} found {shown(value)} ({type(value).__name__}).")
        pixels = pixels_of(value)
        self._diagnostics = pixels.diagnostics
        return _as_asked(spooled_parts(png_parts(pixels.array)), mode, file_type)

    def _mask(self, name: str, mask: Mapping[str, Any]) -> dict[str, Any]:
        """A mask's facts, its pixels as the name of their file."""
        facts = {key: value for key, value in mask.items() if key not in ("mask_data", "path")}
        if "path" in mask:
            content = captured(Path(mask["path"]), f"mask {name!r}").content
            content = content if isinstance(content, bytes) else content.read_bytes()
        elif "mask_data" in mask:
            content = png_bytes(pixels_of(mask["mask_data"]).array)
        else:
            raise wrong(f"mask {name!r} has neither 'mask_data' nor 'path'.")
        companion = companion_of(content, image_suffix(content) or ".bin")
        self._companions.append(companion)
        return {**facts, "file": companion.name}


def _is_of(value: Any, package: str) -> bool:
    """True for a value of a class of the package, which is not imported for that."""
    return any(base.__module__.partition(".")[0] == package for base in type(value).__mro__)


def _as_asked(png: Captured, mode: str | None, file_type: str) -> Captured:
    return png if mode is None and file_type == "png" else _encoded(_opened(png), mode, file_type)


def _drawn(value: Any) -> bytes | None:
    """The PNG of a matplotlib figure, of its axes or of `pyplot`; None for anything else."""
    if not isinstance(value, ModuleType) and not _is_of(value, "matplotlib"):
        return None
    from chartkit.media.matplotlib import figure_of, is_figure, png_of

    return png_of(figure_of(value)) if is_figure(value) else None


def _opened(held: Captured) -> Any:
    try:
        from PIL import Image as pillow
    except ImportError:
        raise _no_pillow() from None
    content = held.content
    return written_by(
        "Pillow", "that image", lambda: pillow.open(io.BytesIO(content) if isinstance(content, bytes) else content)
    )


def _encoded(image: Any, mode: str | None, file_type: str) -> Captured:
    """A PIL image as a file of that type."""
    buffer = io.BytesIO()
    kind = "jpeg" if file_type in ("jpg", "jpeg") else file_type

    def write() -> None:
        found = image if mode is None else image.convert(mode)
        if kind == "png" and found.mode not in _PNG_MODES:
            found = found.convert("I;16" if found.mode == "I" else "RGB")
        elif kind in ("jpeg", "bmp") and found.mode not in ("L", "RGB"):
            found = found.convert("RGB")
        found.save(buffer, format=kind)

    written_by("Pillow", f"that image as {kind.upper()}", write)
    return Captured(buffer.getvalue(), buffer.tell())


def _no_pillow() -> DataError:
    return DataError.of(
        "CK645", "an image in another mode or file type needs Pillow, which is not installed.", "pip install pillow"
    )


def _no_image(path: str | os.PathLike[str], held: Captured) -> DataError:
    name = shown(os.fspath(path))
    if held.size_bytes == 0:
        return wrong(f"Image is read from {name}, which has no bytes.")
    content = held.content
    start = content[:8] if isinstance(content, bytes) else _start(content)
    return wrong(f"Image is read from {name}, which is no image: it begins with {shown(start)}.")


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(8)
