"""HTML pages as media: takes text, a file object or a path; gives a page whose files all lie in the run's folder."""

from __future__ import annotations

import mmap
import os
from pathlib import Path
from typing import IO, Any, cast

from chartkit.data.media_content import MediaContent
from chartkit.diagnostics import shown
from chartkit.media.captured import Captured, captured, spooled_parts
from chartkit.media.faults import unreadable, wrong
from chartkit.media.inline import ShowsInNotebooks
from chartkit.media.offline import offline
from chartkit.media.page_tags import Content

_ENDINGS = (".html", ".htm")
_UTF8_MARK = b"\xef\xbb\xbf"
_LONGEST_PATH = 1_000


class Html(ShowsInNotebooks):
    """A page to log. `data` is text, a file object, or the path of an `.html` or `.htm` file.

    A str without `<` that ends so, or that names a file, is a path, and refused where no page is there, unless
    `data_is_not_path`. With `inject` links open in a new window. Scripts and styles of Plotly, Bokeh
    and Panel that the page loads from a network become files of the run where the installed package has the same
    version, and what cannot be had is named in a warning when the page is logged; the page is read now, so that the
    file may change later. Raises `DataError` for other types, and for a file that is no text or cannot be read.
    """

    def __init__(
        self, data: str | os.PathLike[str] | IO[Any] | bytes, inject: bool = True, data_is_not_path: bool = False
    ) -> None:
        folder, page = _page_of(data, data_is_not_path)
        _check_text(page.content)
        held = page.content
        if isinstance(held, bytes):
            self._take(held, folder, inject)
        else:
            with held.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
                self._take(content, folder, inject)

    def _take(self, content: Content, folder: Path | None, inject: bool) -> None:
        try:
            page = offline(content, folder, inject)
            self._page: Captured = spooled_parts(page.parts(content))
        except OSError as error:
            raise unreadable("a page's file", Path(error.filename or ""), error) from error
        self._companions, self._diagnostics = page.companions, page.diagnostics

    def __chartkit_media__(self) -> MediaContent:
        """The page and its files."""
        return MediaContent("html", ".html", self._page.content, {}, self._diagnostics, self._companions)

    def __repr__(self) -> str:
        return f"Html({self._page.size_bytes:,} bytes)"


def _page_of(data: Any, is_text: bool) -> tuple[Path | None, Captured]:
    """The folder that the page was read in, if any, and the page."""
    if isinstance(data, str) and not is_text and "<" not in data and _is_path(data):
        data = Path(data)
    if isinstance(data, os.PathLike):
        path = Path(cast("os.PathLike[str]", data))
        if path.suffix.lower() not in _ENDINGS:
            message = f"Html takes a file that ends in .html; found {shown(str(path))}."
            raise wrong(message, "rename the file, or give its text.")
        return path.parent, captured(path, "Html")
    if hasattr(data, "read"):
        data = _read(data)
    if isinstance(data, str):
        data = _encoded(data)
    if not isinstance(data, bytes | bytearray):
        raise wrong(
            f"Html takes text, a file object or a path; found {shown(data)} ({type(data).__name__}).",
            "write the object as HTML first.",
        )
    return None, spooled_parts([bytes(data)])


def _is_path(text: str) -> bool:
    """True for text that names a file that is there, or ends as a page's file does."""
    if len(text) > _LONGEST_PATH or "\n" in text:
        return False
    try:
        return text.lower().endswith(_ENDINGS) or Path(text).is_file()
    except (OSError, ValueError):  # what can be no file's name is text
        return False


def _read(file: Any) -> Any:
    """All that a file object holds, from its start where it can go back. Raises `DataError`."""
    try:
        if hasattr(file, "seekable") and file.seekable():
            file.seek(0)
        return file.read()
    except ValueError as error:  # it is closed, or no text
        raise wrong(f"Html cannot read its file object: {error}.", "open it again, or give the path.") from error
    except OSError as error:
        raise unreadable("Html", Path(str(getattr(file, "name", ""))), error) from error


def _encoded(text: str) -> bytes:
    """The text as UTF-8, said so by its first bytes unless it is ASCII."""
    content = text.encode("utf-8", "replace")
    return content if text.isascii() or text.startswith("\ufeff") else _UTF8_MARK + content


def _check_text(content: bytes | Path) -> None:
    """Raises `DataError` for bytes that are no text of a page."""
    if isinstance(content, bytes):
        start = content[:4096]
    else:
        with content.open("rb") as file:
            start = file.read(4096)
    if b"\0" in start:
        raise wrong(
            f"Html is given bytes that are no text of a page: they begin with {shown(start[:12])}.",
            "give a page in UTF-8; an image or a sound is chartkit.Image or chartkit.Audio.",
        )
