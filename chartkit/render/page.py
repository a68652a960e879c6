"""Charts as one HTML page: takes specs as JSON text with titles and notes, gives a file that needs nothing else.

The page holds Vega once, draws without network or eval under a Content-Security-Policy of its own, follows the reader's
light or dark mode, and says in place what could not be drawn. Other content may stand beside the charts.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from pathlib import Path

from chartkit.render.bundle import vega_bundle
from chartkit.render.page_parts import Need, PageChart, PageFile, PagePart, escaped, section
from chartkit.render.page_policy import policy


def html_page(parts: Sequence[PagePart], title: str, facts: str = "") -> str:
    """The page, some 900 KB when it has charts, and what the parts hold; text that UTF-8 can hold whatever they hold.

    `facts` is a line under the title, which a chart alone on its page that shows it itself leaves to screen readers.
    Specs are not looked into: one that is no JSON, names an address or fails to draw says so where it stands.
    Raises `RenderError` when vl-convert cannot give its script. Costs 1 s on a machine's first page, then a few ms.
    """
    needs: frozenset[Need] = frozenset(need for part in parts if not isinstance(part, PageChart) for need in part.needs)
    has_charts = not parts or any(isinstance(part, PageChart) for part in parts)
    style = _text("page.css") + (_text("page_content.css") if _has_content(parts) else "")
    scripts = [vega_bundle(), _text("page.js")] if has_charts else []
    scripts += [_text("frames.js")] if "frames" in needs else []
    # A single chart named as its page has the page's heading.
    has_headings = len(parts) > 1 or any(part.title != title for part in parts)
    sections = [section(part, index, has_headings) for index, part in enumerate(parts)]
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy([style], scripts, needs)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escaped(title)}</title>
<style>{style}</style>
</head>
<body>
<h1>{escaped(title)}</h1>
{f'<p class="facts">{escaped(facts)}</p>' if facts else ""}
<main>
{"".join(sections) or "<p>There are no charts.</p>"}</main>
{"".join(_file(file) for file in _files(parts))}{"".join(f"<script>{script}</script>{chr(10)}" for script in scripts)}\
</body>
</html>
"""


def _has_content(parts: Sequence[PagePart]) -> bool:
    """True where something other than charts is among the parts."""
    return any(not isinstance(part, PageChart) for part in parts)


def _files(parts: Sequence[PagePart]) -> Iterator[PageFile]:
    """The files of all parts, each once."""
    found = {file.name: file for part in parts if not isinstance(part, PageChart) for file in part.files}
    yield from found.values()


def _file(file: PageFile) -> str:
    content = b64encode(file.content).decode()
    return (
        f'<script type="text/plain" data-name="{escaped(file.name)}" data-type="{escaped(file.media_type)}">'
        f"{content}</script>\n"
    )


def _text(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
