"""Media in a notebook's output: takes a medium as a run keeps it, gives HTML that holds its files.

Pages stand in frames, so that their scripts reach nothing of the notebook; images and players are the browser's own.
"""

from __future__ import annotations

import mimetypes
from abc import ABC, abstractmethod
from base64 import b64encode
from pathlib import Path

from chartkit.data.media_content import MediaContent

_MOST_INLINE_BYTES = 1 << 25
_HEIGHT_PX = 450
_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".ogv": "video/ogg",
    ".mov": "video/mp4",
}
"""Types that the lists of systems and libraries do not agree on, or do not have."""
_PLAYERS = ("audio", "video")


class ShowsInNotebooks(ABC):
    """A medium that is its notebook's output where it is the last value of a cell."""

    @abstractmethod
    def __chartkit_media__(self) -> MediaContent:
        """What to keep of it."""

    def _repr_html_(self) -> str | None:
        return as_html(self.__chartkit_media__())


def as_html(media: MediaContent) -> str | None:
    """The medium as HTML; None, so that its text is shown, for what browsers cannot and for files of over 32 MB.

    Raises `OSError` for a file that is gone.
    """
    content = media.content
    if content is None or _size_bytes(content) > _MOST_INLINE_BYTES:
        return None
    if media.kind in ("html", "plotly"):
        return _frame(media, _bytes(content))
    from chartkit.render import escaped

    caption = str(media.facts.get("caption") or "")
    address = data_address(media.suffix, _bytes(content))
    if media.kind == "image" or media.suffix == ".gif":
        element = f'<img src="{address}" alt="{escaped(caption or media.kind)}" style="max-width: 100%">'
    elif media.kind in _PLAYERS:
        element = f'<{media.kind} controls src="{address}" style="max-width: 100%"></{media.kind}>'
    else:
        return None
    return f"<figure>{element}<figcaption>{escaped(caption)}</figcaption></figure>"


def _frame(media: MediaContent, page: bytes) -> str:
    from chartkit.media.page_text import page_text
    from chartkit.media.plotly import plotly_page
    from chartkit.render import inline_frame

    if media.kind == "plotly":
        page = plotly_page(page, media.companions[0].name)
    for one in media.companions:
        address = data_address(Path(one.name).suffix, _bytes(one.content))
        page = page.replace(one.name.encode(), address.encode())
    return inline_frame(media.kind, page_text(page), _HEIGHT_PX)


def data_address(suffix: str, content: bytes) -> str:
    """The content of a file with that suffix as an address."""
    return f"data:{media_type(suffix)};base64,{b64encode(content).decode()}"


def media_type(suffix: str) -> str:
    """The type of a file with that suffix, as browsers name it."""
    return _TYPES.get(suffix) or mimetypes.guess_type(f"file{suffix}")[0] or "application/octet-stream"


def _bytes(content: bytes | Path) -> bytes:
    return content if isinstance(content, bytes) else content.read_bytes()


def _size_bytes(content: bytes | Path) -> int:
    return len(content) if isinstance(content, bytes) else content.stat().st_size
