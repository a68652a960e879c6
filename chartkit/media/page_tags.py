"""The tags of an HTML page that load files, with their places. Takes bytes, gives them one by one, building no tree.

Only ASCII is looked at, as all encodings of pages but UTF-16 have it. Text of scripts, comments and attributes is never
taken for a tag. Attributes are read by the standard library's parser.
Source: HTML Living Standard 13.2.5, tokenization.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from mmap import mmap
from typing import NamedTuple, TypeAlias

Content: TypeAlias = "bytes | mmap"

_TAG = re.compile(rb"""<(?:(?P<comment>!--)|(?P<name>[a-zA-Z][^\s/>]*+)(?:[^>"']++|"[^"]*+"|'[^']*+')*+>)""")
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
_WANTED = frozenset(
    {"script", "style", "link", "img", "source", "video", "audio", "embed", "object", "iframe", "base", "head", "html"}
)
_SIMPLE = re.compile(r"""<[a-z]+(?:\s+[a-z-]+="[^"&]*")*\s*/?>""")
"""Tags as most pages have them, in which nothing is left to a parser's rules: names in small letters, no references."""
_ATTRIBUTE = re.compile(r"""\s([a-z-]+)="([^"]*)\"""")

_UNWANTED = re.compile(
    rb"""(?:[^<]++|<(?!(?:%b)[\s/>]|!--)(?:[a-z][^\s/>]*+(?:[^>"']++|"[^"]*+"|'[^']*+')*+>|))*+"""
    % "|".join(sorted(_WANTED | _RAW)).encode(),
    re.IGNORECASE,
)
"""Text and tags before the next one that matters, passed over at once."""


class Tag(NamedTuple):
    """A start tag: its name, where it stands, its attributes, and where the raw text after it ends, as of a script."""

    name: str
    start: int
    end: int
    attributes: dict[str, str]
    text_end: int


class _Attributes(HTMLParser):
    found: dict[str, str]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Of an attribute that stands twice, browsers take the first.
        self.found = {name: value or "" for name, value in reversed(attrs)}


def tags(content: Content) -> Iterator[Tag]:
    """The start tags that load files or hold what does, in order. One pass; memory for one tag at a time."""
    place = 0
    while match := _TAG.search(content, _end_of_unwanted(content, place)):
        place = match.end()
        if match["comment"]:
            end = content.find(b"-->", place)
            place = len(content) if end < 0 else end + 3
            continue
        name = match["name"].decode("ascii", "replace").lower()
        text_end = place
        if name in _RAW:
            closing = re.compile(rb"</" + name.encode() + rb"(?=[\s/>])", re.IGNORECASE).search(content, place)
            text_end = closing.start() if closing else len(content)
        if name in _WANTED:
            yield Tag(name, match.start(), match.end(), _attributes(match[0]), text_end)
        place = text_end


def _end_of_unwanted(content: Content, place: int) -> int:
    match = _UNWANTED.match(content, place)
    return match.end() if match else place


def _attributes(tag: bytes) -> dict[str, str]:
    text = tag.decode("utf-8", "replace")
    if _SIMPLE.fullmatch(text):
        return dict(reversed(_ATTRIBUTE.findall(text)))
    reader = _Attributes()
    reader.found = {}
    reader.feed(text)
    return reader.found


def with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """The tag with another value of the attribute that it has, and without what ties it to the old one."""
    tag = re.sub(rb"""\s+(integrity|crossorigin)(\s*=\s*("[^"]*"|'[^']*'|[^\s>]+))?""", b"", tag, flags=re.IGNORECASE)
    old = re.compile(rb"""(\s%b\s*=\s*)("[^"]*"|'[^']*'|[^\s>]+)""" % name.encode(), re.IGNORECASE)
    return old.sub(lambda match: match[1] + b'"' + value.encode() + b'"', tag, count=1)
