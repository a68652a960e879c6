"""A comparison as one HTML file: takes it, gives a page that needs no network and no script.

Pictures are the SVG that Vega drew, each an image of its own: no name in one can meet one of another, and nothing in
them runs. The page follows light and dark mode; pictures stand on the white ground that they are drawn for.
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import quote

from chartkit.check.diff.comparison import ChartChange, Comparison
from chartkit.check.diff.sides import Side
from chartkit.check.diff.spec_lines import DiffLine, spec_lines
from chartkit.check.diff.summary import marks_words, short_words, title_of_comparison

_SIGNS = {"same": " ", "added": "+", "removed": "−", "gap": "⋯"}
_NOT_HTML = re.compile("[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f]")


def as_page(comparison: Comparison) -> str:
    """The whole page as text, as large as its pictures."""
    style = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    title = _escaped(title_of_comparison(comparison))
    commit = f"before: {comparison.ref} ({comparison.commit[:10]}), after: the files as they are now"
    sections = "".join(_section(change, number) for number, change in enumerate(comparison.changes, 1))
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src '{_hash(style)}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p class="facts">{_escaped(commit)}</p>
</header>
{_contents(comparison)}<main>
{sections or "<p>No chart changed.</p>"}</main>
</body>
</html>
"""


def _contents(comparison: Comparison) -> str:
    """The list of presets with what changed, each leading to its section."""
    items = "".join(
        f'<li><a href="#change-{number}">{_escaped(change.name)}</a> '
        f'<span class="words">{_worded(short_words(change)[0])}</span></li>\n'
        for number, change in enumerate(comparison.changes, 1)
    )
    return f'<nav aria-label="changed presets">\n<ol>\n{items}</ol>\n</nav>\n' if len(comparison.changes) > 1 else ""


def _section(change: ChartChange, number: int) -> str:
    words = "".join(f"<li>{_worded(words)}</li>" for words in short_words(change))
    marks = marks_words(change)
    name = f"change-{number}"
    return f"""<section id="{name}" aria-labelledby="{name}-title" class="{change.kind}">
<h2 id="{name}-title">{_escaped(change.name)} <span class="kind">{change.kind}</span></h2>
<ul class="changes">{words}<li class="marks">{_escaped(f"marks {marks}")}</li></ul>
<div class="sides">
{_figure(change.old, "before", change)}{_figure(change.new, "after", change)}</div>
{_spec(change)}</section>
"""


def _figure(side: Side | None, when: str, change: ChartChange) -> str:
    if side is None:
        content = f'<p class="none">{"not there yet" if when == "before" else "not there any more"}</p>'
    elif side.drawing.svg is None:
        content = f'<p class="fault">not drawn: {_escaped(side.drawing.fault or "")}</p>'
    else:
        alt = f"{side.name} {when}, {side.drawing.n_marks:,} marks"
        content = f'<img src="{_address(side.drawing.svg)}" alt="{_escaped(alt)}">'
    other = f" <code>{_escaped(side.name)}</code>" if side and side.name != change.name else ""
    return f'<figure class="{when}">\n<figcaption>{when}{other}</figcaption>\n{content}\n</figure>\n'


def _spec(change: ChartChange) -> str:
    """The lines of the spec that differ; nothing where one side has none, or none differ."""
    if change.old is None or change.new is None or change.old.spec is None or change.new.spec is None:
        return ""
    lines = spec_lines(change.old.spec, change.new.spec)
    if not lines:
        return ""
    n_added, n_removed = (sum(line.kind == kind for line in lines) for kind in ("added", "removed"))
    body = "".join(map(_line, lines))
    label = _escaped(f"spec of {change.name}, before and after")
    return f"""<details open>
<summary>spec <span class="counts">+{n_added} −{n_removed}</span></summary>
<div class="spec" tabindex="0" role="group" aria-label="{label}"><table>
<tbody>
{body}</tbody>
</table></div>
</details>
"""


def _line(line: DiffLine) -> str:
    word = {"added": "ins", "removed": "del"}.get(line.kind, "span")
    parts = "".join(f"<{word}>{_escaped(text)}</{word}>" if marked else _escaped(text) for text, marked in line.parts)
    return f'<tr class="{line.kind}"><td class="sign">{_SIGNS[line.kind]}</td><td><code>{parts}</code></td></tr>\n'


def _worded(words: str) -> str:
    """Words with names in quotes as code."""
    return re.sub(r"&#x27;(.+?)&#x27;", r"<code>\1</code>", _escaped(words))


def _address(svg: str) -> str:
    return f"data:image/svg+xml,{quote(svg, safe=' /:;,=()@!*+$?.')}"


def _escaped(text: str) -> str:
    return html.escape(_NOT_HTML.sub("\ufffd", text))


def _hash(text: str) -> str:
    from base64 import b64encode
    from hashlib import sha256

    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
