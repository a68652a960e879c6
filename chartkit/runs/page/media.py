"""Media on a run's page: takes what a run keeps under one key, gives images, players, framed pages and links.

All content is inside of the page, but files of over 32 MB, which are named with their place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from chartkit.diagnostics import RunError, reason_of
from chartkit.media.inline import data_address, media_type
from chartkit.media.page_text import page_text
from chartkit.render import PageContent, PageFile, escaped, frame
from chartkit.render.page_parts import Need
from chartkit.runs.contents.kept_file import kept_bytes
from chartkit.runs.reading.kept_media import KeptMedia
from chartkit.runs.start_record import damaged

_MOST_INLINE_BYTES = 1 << 25
_MOST_ITEMS = 200
_SMALL_PX = 64
_GROWN_PX = 192
_IMAGES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".avif", ".svg"})
_PAGES = frozenset({"html", "plotly"})
_WIDE = _PAGES | {"audio"}


def page_media(key: str, items: Sequence[KeptMedia], note: str | None) -> PageContent:
    """All of them under one heading. Raises `RunError` for a file that cannot be read."""
    shown = items[:_MOST_ITEMS]
    names = [item.caption or (key if len(items) == 1 else f"{key} {place}") for place, item in enumerate(shown, 1)]
    body = "".join(map(_figure, names, shown))
    if len(items) > len(shown):
        note = " · ".join(filter(None, (f"the first {len(shown)} of {len(items):,}", note)))
    return PageContent(key, f'<div class="media">\n{body}</div>\n', note, _needs(shown), _files(shown))


def image(media: KeptMedia, name: str) -> str | None:
    """The image; None for what no browser draws, and for what is too large to be inside of a page."""
    suffix = _suffix(media)
    is_drawn = media.kind == "image" or suffix == ".gif"
    if media.path is None or not is_drawn or suffix not in _IMAGES or _is_large(media.path):
        return None
    return f'<img src="{_address(media.path)}" alt="{escaped(name)}"{_size(media)}>'


def _figure(name: str, media: KeptMedia) -> str:
    element = _element(name, media)
    width = ' class="wide"' if media.kind in _WIDE else ""
    caption = f"<figcaption>{escaped(media.caption)}</figcaption>" if media.caption else ""
    return f"<figure{width}>{element}{caption}</figure>\n"


def _element(name: str, media: KeptMedia) -> str:
    if media.path is None:
        return f"<p>{escaped(media.kind)}, which is kept in numbers alone</p>"
    if _is_large(media.path):
        return f"<p>{_named(media, media.path)}: too large to be inside of this page</p>"
    if media.kind in _PAGES:
        return frame(name, page_text(media.page()), _companions(media))
    if (drawn := image(media, name)) is not None:
        return drawn
    label = f'aria-label="{escaped(name)}"'
    if media.kind in ("audio", "video"):
        return f'<{media.kind} controls {label} src="{_address(media.path)}"></{media.kind}>'
    return f'<p><a download="{escaped(name + _suffix(media))}" href="{_address(media.path)}">{escaped(name)}</a></p>'


def _needs(items: Iterable[KeptMedia]) -> frozenset[Need]:
    needs: set[Need] = set()
    for item in items:
        if item.kind in _PAGES:
            needs.add("frames")
        elif item.kind in ("audio", "video"):
            needs.add("players")
    return frozenset(needs)


def _files(items: Iterable[KeptMedia]) -> tuple[PageFile, ...]:
    shown = [item for item in items if item.kind in _PAGES and item.path is not None and not _is_large(item.path)]
    found = {file.name: file for item in shown for file in _companions(item)}
    return tuple(found.values())


def _companions(media: KeptMedia) -> tuple[PageFile, ...]:
    return tuple(PageFile(path.name, media_type(path.suffix), kept_bytes(path)) for path in media.companions)


def _suffix(media: KeptMedia) -> str:
    return "" if media.path is None else media.path.suffix


def _is_large(path: Path) -> bool:
    try:
        return path.stat().st_size > _MOST_INLINE_BYTES
    except OSError as error:
        raise RunError(damaged(path, reason_of(error))) from error


def _named(media: KeptMedia, path: Path) -> str:
    return f"{escaped(media.kind)} of {path.stat().st_size / 1e6:,.0f} MB, <code>media/{escaped(path.name)}</code>"


def _size(media: KeptMedia) -> str:
    """The size on the page: small images grow to whole multiples, so that their pixels can be seen."""
    width, height = media.facts.get("width"), media.facts.get("height")
    if not isinstance(width, int) or not isinstance(height, int) or not width or not height:
        return ""
    if max(width, height) > _SMALL_PX:
        return f' width="{width}" height="{height}"'
    factor = _GROWN_PX // max(width, height)
    return f' class="small" width="{width * factor}" height="{height * factor}"'


def _address(path: Path) -> str:
    return data_address(path.suffix, kept_bytes(path))
