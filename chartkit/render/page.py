"""Charts as one HTML page: takes specs as JSON text with titles and notes, gives a file that needs nothing else.

The page holds Vega once, draws without network or eval under a Content-Security-Policy of its own, follows the reader's
light or dark mode, and says in place what could not be drawn. Other content may stand beside the charts.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from chartkit.render.bundle import vega_bundle
from chartkit.render.page_parts import (
    Need,
    PageChart,
    PageContent,
    PageFile,
    PageHeading,
    PagePart,
    Surroundings,
    escaped,
    json_text,
    section,
)
from chartkit.render.page_policy import policy

NOTHING = Surroundings()


def html_page(parts: Sequence[PagePart], title: str, facts: str = "", around: Surroundings = NOTHING) -> str:
    """The page, some 900 KB when it has charts, and what the parts hold; text that UTF-8 can hold whatever they hold.

    `facts` is a line under the title, which a chart alone on its page that shows it itself leaves to screen readers.
    `around` is what else stands on it; with `around.assets` the page is a few KB and loads its scripts and styles from
    there, where `page_assets` belongs. Specs are not looked into: one that is no JSON, names an address or fails to
    draw says so where it stands. Raises `RenderError` when vl-convert cannot give its script. Costs 1 s on a machine's
    first page, then a few ms.
    """
    needs: frozenset[Need] = frozenset(need for part in _contents(parts) for need in part.needs)
    has_charts = not (parts or around.above) or any(isinstance(part, PageChart) for part in parts)
    styles = {"page.css": _text("page.css")}
    if around.above or any(True for _ in _contents(parts)):
        styles |= {"page_content.css": _text("page_content.css")}
    scripts = {"vega.js": vega_bundle(), "page.js": _text("page.js")} if has_charts else {}
    scripts |= {"frames.js": _text("frames.js")} if "frames" in needs else {}
    styles, scripts = {**styles, **around.styles}, {**scripts, **around.scripts}
    # A single chart named as its page has the page's heading.
    has_headings = len(parts) > 1 or any(part.title != title for part in parts)
    level = 3 if any(isinstance(part, PageHeading) for part in parts) else 2
    sections = [section(part, index, has_headings, level) for index, part in enumerate(parts)]
    is_linked = around.assets is not None
    allowed = policy(["".join(styles.values())], [*scripts.values()], needs, is_linked)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{allowed}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escaped(title)}</title>
{_styles(styles, around.assets)}
</head>
<body>
<h1>{escaped(title)}</h1>
{f'<p class="facts">{escaped(facts)}</p>' if facts else ""}
{around.above}<main>
{"".join(sections) or ("" if around.above else "<p>There are no charts.</p>")}</main>
{_held(_files(parts), around.assets)}{_scripts(scripts, around.assets)}\
</body>
</html>
"""


def page_assets() -> dict[str, str]:
    """The scripts and styles of pages that stand in one folder, by the names that pages load them by."""
    own = ("page.css", "page_content.css", "page.js", "frames.js")
    return {"vega.js": vega_bundle()} | {name: _text(name) for name in own}


def page_files(parts: Sequence[PagePart]) -> dict[str, str]:
    """The files of framed pages as scripts that stand in the folder of `page_assets`, by their names."""
    return {f"{file.name}.js": _as_script(file) for file in _files(parts)}


def _held(files: Iterable[PageFile], assets: str | None) -> str:
    if assets is None:
        return "".join(map(_file, files))
    return "".join(f'<script src="{escaped(f"{assets}/{file.name}.js")}"></script>\n' for file in files)


def _as_script(file: PageFile) -> str:
    """Adds the file to those that `frames.js` puts into framed pages: a page on a disk can load scripts alone."""
    content = f"data:{file.media_type};base64,{b64encode(file.content).decode()}"
    return f"(self.pageFiles ??= {{}})[{json_text(file.name)}] = {json_text(content)};\n"


def _styles(texts: Mapping[str, str], assets: str | None) -> str:
    if assets is None:
        return f"<style>{''.join(texts.values())}</style>"
    return "\n".join(f'<link rel="stylesheet" href="{escaped(f"{assets}/{name}")}">' for name in texts)


def _scripts(texts: Mapping[str, str], assets: str | None) -> str:
    if assets is None:
        return "".join(f"<script>{text}</script>\n" for text in texts.values())
    return "".join(f'<script src="{escaped(f"{assets}/{name}")}"></script>\n' for name in texts)


def _contents(parts: Sequence[PagePart]) -> Iterator[PageContent]:
    """What is neither chart nor heading."""
    return (part for part in parts if isinstance(part, PageContent))


def _files(parts: Sequence[PagePart]) -> Iterator[PageFile]:
    """The files of all parts, each once."""
    found = {file.name: file for part in _contents(parts) for file in part.files}
    yield from found.values()


def _file(file: PageFile) -> str:
    content = b64encode(file.content).decode()
    return (
        f'<script type="text/plain" data-name="{escaped(file.name)}" data-type="{escaped(file.media_type)}">'
        f"{content}</script>\n"
    )


def _text(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
