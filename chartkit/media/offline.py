"""Pages that draw without a network: takes an HTML page, gives it with the files that it loads beside it.

Scripts and styles of Plotly, Bokeh and Panel are the installed package's when it has the same version; files that stand
beside a page are taken with it; a long script inside a page becomes a file of its own, so that pages share it.
Nothing else of the author's text changes. What cannot be had is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from chartkit.data.media_content import Companion
from chartkit.diagnostics import Diagnostic, counted
from chartkit.media.companions import companion_at, companion_of
from chartkit.media.faults import NEEDS_NETWORK, NOT_BESIDE, OTHER_VERSION
from chartkit.media.libraries import ADDRESSES, Match, find_library
from chartkit.media.page_tags import Content, Tag, tags, with_attribute

_SHARED_SCRIPT_BYTES = 1 << 16
_MOST_BESIDE_BYTES = 1 << 26
_SCRIPT_TYPES = frozenset({"", "text/javascript", "application/javascript", "text/ecmascript"})
_LOADING = {
    "script": "src", "link": "href", "img": "src", "source": "src", "video": "src", "audio": "src", "embed": "src",
    "iframe": "src", "object": "data",
}  # fmt: skip
_NEEDED = frozenset({"stylesheet", "modulepreload"})
"""What a link must be for a page to draw with it; others are icons, or pages to go to."""
_MOST_NAMED = 5


class Edit(NamedTuple):
    """Bytes of the page from `start` to `end` that become others."""

    start: int
    end: int
    text: bytes


class OfflinePage(NamedTuple):
    """A page as edits of the author's, with the files they name and what cannot be had."""

    edits: tuple[Edit, ...]
    companions: tuple[Companion, ...]
    diagnostics: tuple[Diagnostic, ...]

    def parts(self, content: Content) -> Iterator[bytes]:
        """The new page, in parts."""
        place = 0
        for edit in self.edits:
            yield content[place : edit.start]
            yield edit.text
            place = edit.end
        yield content[place:]


class _Page:
    """One reading of a page."""

    def __init__(self, content: Content, folder: Path | None) -> None:
        self.content = content
        self.folder = folder
        self.edits: list[Edit] = []
        self.companions: dict[str, Companion] = {}
        self.other: dict[str, Match] = {}
        self.unknown: dict[str, None] = {}
        self.absent: dict[str, None] = {}
        self.head_end: int | None = None
        self.html_end: int | None = None
        self.has_target = False

    def add(self, companion: Companion) -> str:
        self.companions[companion.name] = companion
        return companion.name


def offline(content: Content, folder: Path | None, inject: bool) -> OfflinePage:
    """The page with what it needs; `folder` is where it was read, and `inject` makes links open in a new window.

    One pass over the page. Raises `OSError` for a file beside it that cannot be read.
    """
    page = _Page(content, folder)
    for tag in tags(content):
        _read_tag(page, tag)
    if inject and not page.has_target:
        place = next(filter(None, (page.head_end, page.html_end)), None)
        place = _after_doctype(content) if place is None else place
        page.edits.append(Edit(place, place, b'<base target="_blank">'))
    edits = tuple(sorted(page.edits, key=lambda edit: edit[:2]))
    return OfflinePage(edits, tuple(page.companions.values()), tuple(_findings(page)))


def _read_tag(page: _Page, tag: Tag) -> None:
    if tag.name == "head" and page.head_end is None:
        page.head_end = tag.end
    elif tag.name == "html" and page.html_end is None:
        page.html_end = tag.end
    elif tag.name == "base":
        page.has_target = page.has_target or "target" in tag.attributes
    elif tag.name in _LOADING and (address := tag.attributes.get(_LOADING[tag.name], "").strip()):
        _read_address(page, tag, address)
    elif tag.name == "script":
        _read_script(page, tag)


def _read_address(page: _Page, tag: Tag, address: str) -> None:
    is_needed = tag.name != "link" or bool(_NEEDED & set(tag.attributes.get("rel", "").lower().split()))
    is_remote = address.startswith(("http://", "https://", "//"))
    if not is_remote and (":" in address.partition("/")[0] or address.startswith("#")):
        return  # data:, blob:, about:, javascript:
    match = find_library(f"https:{address}" if address.startswith("//") else address)
    companion = None
    if tag.attributes.get("type", "").strip().lower() != "module":
        companion = companion_at(match.file) if match is not None and match.file is not None else None
        if match is None and not is_remote and is_needed:
            companion = _beside(page, address)
    if companion is not None:
        old = page.content[tag.start : tag.end]
        page.edits.append(Edit(tag.start, tag.end, with_attribute(old, _LOADING[tag.name], page.add(companion))))
    elif is_needed and match is not None and match.file is None:
        page.other[address] = match
    elif is_needed and (is_remote or match is not None):
        page.unknown[address] = None
    elif is_needed:
        page.absent[address] = None


def _beside(page: _Page, address: str) -> Companion | None:
    """The file of that name in the page's own folder or below; None for any other, also one that a link leads to."""
    if page.folder is None:
        return None
    name = unquote(address.partition("#")[0].partition("?")[0])
    try:
        folder = page.folder.resolve()
        file = (folder / name).resolve()
        if folder not in file.parents or not file.is_file() or file.stat().st_size > _MOST_BESIDE_BYTES:
            return None
    except ValueError:  # a null byte
        return None
    suffix = file.suffix.lower() if file.suffix[1:].isalnum() and file.suffix.isascii() else ""
    return companion_of(file.read_bytes(), suffix[:12])


def _read_script(page: _Page, tag: Tag) -> None:
    """A script inside the page: a long one is shared, and styles that Panel names in its data are had."""
    text_start, text_end = tag.end, tag.text_end
    is_script = tag.attributes.get("type", "").strip().lower() in _SCRIPT_TYPES
    if is_script and text_end - text_start >= _SHARED_SCRIPT_BYTES:
        name = page.add(companion_of(page.content[text_start:text_end], ".js"))
        start = page.content[tag.start : tag.end]
        page.edits.append(Edit(tag.start, text_end, start[: start.rindex(b">")] + f' src="{name}">'.encode()))
        return
    for found in ADDRESSES.finditer(page.content, text_start, text_end):
        address = found[0].decode()
        match = find_library(address)
        if match is not None and match.file is not None:
            name = page.add(companion_at(match.file))
            page.edits.append(Edit(found.start(), found.end(), name.encode()))
        elif match is not None:
            page.other[address] = match


def _after_doctype(content: Content) -> int:
    start = content[:1_000]
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n\f")
    skipped = len(start) - len(text)
    if text[:9].lower() != b"<!doctype":
        return 3 if start.startswith(b"\xef\xbb\xbf") else 0
    return skipped + text.find(b">") + 1


def _findings(page: _Page) -> Iterator[Diagnostic]:
    if page.unknown:
        message = f"the page loads {counted(len(page.unknown), 'file')} from the network, which a run does not keep:"
        help = "write it with its scripts, styles and images inside; without a network it lacks them."
        yield Diagnostic(NEEDS_NETWORK, f"{message} {_named(page.unknown)}.", "warning", help=help)
    if page.absent:
        where = "that are not in its folder" if page.folder is not None else "of a folder that the text does not tell"
        message = f"the page loads {counted(len(page.absent), 'file')} {where}: {_named(page.absent)}."
        help = "give Html the path of the page, with the files beside it." if page.folder is None else None
        yield Diagnostic(NOT_BESIDE, message, "warning", help=help)
    said: set[tuple[str, str]] = set()
    for address, match in page.other.items():
        library = match.library.package
        if (library, match.asked) not in said:
            said.add((library, match.asked))
            yield _other_version(address, match)


def _other_version(address: str, match: Match) -> Diagnostic:
    package, asked, installed = match.library.package, match.asked, match.installed
    if installed is None:
        found = f"{package} is not installed here"
    elif installed == asked:
        found = f"{package} {installed}, which is installed here, has no such file"
    else:
        found = f"{installed} is installed here"
    message = f"the page loads {package} {asked} from {address}; {found}, so it draws only with a network."
    return Diagnostic(
        OTHER_VERSION, message, "warning", help=f"write it with its scripts inside: {match.library.asks_for}"
    )


def _named(addresses: dict[str, None]) -> str:
    shown = [address if len(address) <= 120 else f"{address[:119]}…" for address in list(addresses)[:_MOST_NAMED]]
    more = len(addresses) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
