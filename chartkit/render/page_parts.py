"""What stands on a page: takes a chart's spec, or content that is HTML already, gives its section."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

Need = Literal["players", "frames"]
"""What a page must allow for its content: sounds and videos, or pages inside of it that run scripts."""

_LONE = re.compile("[\ud800-\udfff]")
_ESCAPED = {"<": r"\u003c", "\u2028": r"\u2028", "\u2029": r"\u2029"}


class PageChart(NamedTuple):
    """One chart of a page: its heading, its spec as JSON text with the rows inlined, a line under it."""

    title: str
    spec_json: str | bytes
    note: str | None = None
    width: Literal["one", "two", "all"] = "one"
    """Of the places that a row of the page has."""
    saved_json: str | bytes | None = None
    """What a saved picture shows beside the page, such as a legend that the page has once: JSON of `[path, value]`."""


class PageFile(NamedTuple):
    """A file that several framed pages load; it is in the page once, `name` in their texts stands for it."""

    name: str
    media_type: str
    content: bytes


class PageContent(NamedTuple):
    """Content of a page under a heading. `body` is HTML in which all text of others is escaped."""

    title: str
    body: str
    note: str | None = None
    needs: frozenset[Need] = frozenset()
    files: tuple[PageFile, ...] = ()


class PageHeading(NamedTuple):
    """Stands above the parts that follow it, up to the next one."""

    title: str


class Surroundings(NamedTuple):
    """What stands on a page around its parts: HTML above them, and styles and scripts by their files' names."""

    above: str = ""
    """HTML in which all text of others is escaped."""
    styles: Mapping[str, str] = {}
    scripts: Mapping[str, str] = {}
    assets: str | None = None
    """The address of the folder that holds all scripts and styles; None for a page that holds them itself."""


PagePart = PageChart | PageContent | PageHeading


def frame(title: str, page: str, files: tuple[PageFile, ...] = ()) -> str:
    """The body of a framed page, which may do nothing but draw inside its frame; its content needs "frames"."""
    names = " ".join(file.name for file in files)
    text = json_text(page)
    return (
        f'<iframe title="{escaped(title)}" sandbox="allow-scripts" data-files="{escaped(names)}"></iframe>'
        f'<script type="application/json">{text}</script>\n'
    )


def section(part: PagePart, index: int, has_heading: bool, level: int = 2) -> str:
    """The part as HTML, the `index`-th of its page; `level` is that of its heading."""
    if isinstance(part, PageHeading):
        return f'<h2 class="heading">{escaped(part.title)}</h2>\n'
    if isinstance(part, PageChart):
        return _chart(part, f"chart-{index + 1}", has_heading, level)
    name = f"part-{index + 1}"
    note = f'<p class="note">{escaped(part.note)}</p>\n' if part.note else ""
    return f"""<article aria-labelledby="{name}">
<h{level} id="{name}">{escaped(part.title)}</h{level}>
{part.body}{note}</article>
"""


def _chart(chart: PageChart, name: str, has_heading: bool, level: int) -> str:
    title = escaped(chart.title)
    heading = f'<h{level} id="{name}">{title}</h{level}>\n' if has_heading else ""
    label = f'aria-labelledby="{name}"' if has_heading else f'aria-label="{title}"'
    note = f"<figcaption>{escaped(chart.note)}</figcaption>\n" if chart.note else ""
    saved = (
        f'<script class="saved" type="application/json">{embedded(chart.saved_json)}</script>\n'
        if chart.saved_json
        else ""
    )
    width = {"one": "", "two": ' class="wide"', "all": ' class="whole"'}[chart.width]
    return f"""<section{width} {label} data-file="{_file_name(chart.title) or name}">
{heading}<figure>
<div class="chart"></div>
{note}</figure>
<p class="save" hidden><button type="button" data-format="svg">Save SVG</button>
<button type="button" data-format="png">Save PNG</button></p>
<script type="application/json">{embedded(chart.spec_json)}</script>
{saved}</section>
"""


def embedded(spec_json: str | bytes) -> str:
    """JSON text that can stand in a script element: no `<`, no line separators, no halves of surrogate pairs.

    Outside its strings JSON has none of these, so that each may become an escape.
    """
    text = spec_json.decode(errors="replace") if isinstance(spec_json, bytes) else spec_json
    text = re.sub("[<\u2028\u2029]", lambda found: _ESCAPED[found[0]], text)
    return _LONE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def json_text(text: str) -> str:
    """Any text as a JSON string that can stand in a script element."""
    import json

    return embedded(json.dumps(text))


def escaped(text: str) -> str:
    """Text that can stand in HTML and in its attributes."""
    return html.escape(re.sub("[\ud800-\udfff\x00]", "\ufffd", text))


def _file_name(title: str) -> str:
    return re.sub(r"\W+", "-", _LONE.sub("", title)).strip("-")[:80]
