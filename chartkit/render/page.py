"""Charts as one HTML page: takes specs as JSON text with titles and notes, gives a file that needs nothing else.

The page holds Vega once, draws without network or eval under a Content-Security-Policy of its own, follows the reader's
light or dark mode, and says in place what could not be drawn.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from chartkit.render.bundle import vega_bundle

_LONE = re.compile("[\ud800-\udfff]")
_ESCAPED = {"<": r"\u003c", "\u2028": r"\u2028", "\u2029": r"\u2029"}


class PageChart(NamedTuple):
    """One chart of a page: its heading, its spec as JSON text with the rows inlined, a line under it."""

    title: str
    spec_json: str | bytes
    note: str | None = None


def html_page(charts: Sequence[PageChart], title: str, facts: str = "") -> str:
    """The page, some 900 KB and the specs; text that UTF-8 can hold whatever the titles and specs hold.

    `facts` is a line under the title, which a chart alone on its page that shows it itself leaves to screen readers.
    Specs are not looked into: one that is no JSON, names an address or fails to draw says so where it stands.
    Raises `RenderError` when vl-convert cannot give its script. Costs 1 s on a machine's first page, then a few ms.
    """
    style, bundle, script = _text("page.css"), vega_bundle(), _text("page.js")
    # A single chart named as its page has the page's heading.
    has_headings = len(charts) > 1 or any(chart.title != title for chart in charts)
    sections = [_section(chart, index, has_headings) for index, chart in enumerate(charts)]
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy([style], [bundle, script])}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_escaped(title)}</title>
<style>{style}</style>
</head>
<body>
<h1>{_escaped(title)}</h1>
{f'<p class="facts">{_escaped(facts)}</p>' if facts else ""}
<main>
{"".join(sections) or "<p>There are no charts.</p>"}</main>
<script>{bundle}</script>
<script>{script}</script>
</body>
</html>
"""


def _section(chart: PageChart, index: int, has_heading: bool) -> str:
    name = f"chart-{index + 1}"
    title = _escaped(chart.title)
    heading = f'<h2 id="{name}">{title}</h2>\n' if has_heading else ""
    label = f'aria-labelledby="{name}"' if has_heading else f'aria-label="{title}"'
    note = f"<figcaption>{_escaped(chart.note)}</figcaption>\n" if chart.note else ""
    return f"""<section {label} data-file="{_file_name(chart.title) or name}">
{heading}<figure>
<div class="chart"></div>
{note}</figure>
<p class="save" hidden><button type="button" data-format="svg">Save SVG</button>
<button type="button" data-format="png">Save PNG</button></p>
<script type="application/json">{_embedded(chart.spec_json)}</script>
</section>
"""


def _policy(styles: Sequence[str], scripts: Sequence[str]) -> str:
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(map(_hash, scripts)),
        "style-src": " ".join(map(_hash, styles)),
        "img-src": "data: blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hash(text: str) -> str:
    from base64 import b64encode
    from hashlib import sha256

    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _embedded(spec_json: str | bytes) -> str:
    """JSON text that can stand in a script element: no `<`, no line separators, no halves of surrogate pairs.

    Outside its strings JSON has none of these, so that each may become an escape.
    """
    text = spec_json.decode(errors="replace") if isinstance(spec_json, bytes) else spec_json
    text = re.sub("[<\u2028\u2029]", lambda found: _ESCAPED[found[0]], text)
    return _LONE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _escaped(text: str) -> str:
    return html.escape(re.sub("[\ud800-\udfff\x00]", "\ufffd", text))


def _file_name(title: str) -> str:
    return re.sub(r"\W+", "-", _LONE.sub("", title)).strip("-")[:80]


def _text(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
