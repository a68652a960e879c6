"""Scripts and styles of other libraries that pages load from a network: which file of an installed package is the same.

Takes an address; gives the package's file, or the version that the page asked for when another one is installed.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple


class Library(NamedTuple):
    """One library: the addresses it is published at, with groups `version` and `path`, and where its package is."""

    package: str
    addresses: re.Pattern[str]
    folder: str
    asks_for: str
    """How to write a page that holds the scripts."""


class Match(NamedTuple):
    """What is installed of what an address asks for; no `file` for another version, and where it has none."""

    library: Library
    asked: str
    installed: str | None
    file: Path | None


_NPM = r"https?://(?:cdn\.jsdelivr\.net/npm|unpkg\.com)"
_CDNJS = r"https?://cdnjs\.cloudflare\.com/ajax/libs"
_LIBRARIES = (
    Library(
        "plotly",
        re.compile(
            r"https?://cdn\.plot\.ly/plotly-(?:[a-z0-9]+-)??(?P<version1>latest|\d[\w.]*?)(?:\.min)?\.js"
            rf"|{_NPM}/plotly\.js(?:-[a-z0-9]+)*@(?P<version2>[\w.]+)(?:/[\w./-]*)?"
            rf"|{_CDNJS}/plotly\.js/(?P<version3>[\w.]+)/plotly[\w.-]*\.js"
        ),
        "package_data",
        "fig.write_html(path, include_plotlyjs=True)",
    ),
    Library(
        "bokeh",
        re.compile(
            r"https?://cdn\.(?:bokeh|pydata)\.org/bokeh/(?:release|dev)/"
            r"bokeh(?P<part1>(?:-[a-z]+)?)-(?P<version1>\d[\w.]*?)(?:\.min)?\.js"
            rf"|{_NPM}/@bokeh/bokehjs@(?P<version2>[\w.]+)/build/js/bokeh(?P<part2>(?:-[a-z]+)?)(?:\.min)?\.js"
        ),
        "server/static/js",
        "bokeh.embed.file_html(plot, bokeh.resources.INLINE)",
    ),
    Library(
        "panel",
        re.compile(
            r"https?://cdn\.holoviz\.org/panel/(?P<version1>\d[\w.]*?)/dist/(?P<path1>[\w.@^/+-]+)"
            rf"|{_NPM}/@holoviz/panel@(?P<version2>[\w.]+)/dist/(?P<path2>[\w.@^/+-]+)"
            r"|(?:\./|/)?static/extensions/panel/(?P<path3>[\w.@^/+-]+)"
        ),
        "dist",
        "page.save(path, resources=bokeh.resources.INLINE)",
    ),
)
ADDRESSES = re.compile(
    rb"https?://(?:cdn\.holoviz\.org/panel|(?:cdn\.jsdelivr\.net/npm|unpkg\.com)/@holoviz/panel@)[\w.@^/+-]+\.css"
    rb"(?:\?v=[\w.]+)?(?=[\"'])"
)
"""Styles that Panel names inside of a page's data."""


def find_library(address: str) -> Match | None:
    """What is installed of `address`; None when it is no library's that is known here."""
    bare = address.partition("#")[0].partition("?")[0]
    for library in _LIBRARIES:
        match = library.addresses.fullmatch(bare)
        if match is not None:
            named = {name.rstrip("123"): text for name, text in match.groupdict().items() if text is not None}
            return _match(library, named)
    return None


def _match(library: Library, named: dict[str, str]) -> Match:
    installed, asked = _installed(library.package), named.get("version")
    if installed is None or not (asked is None or installed == asked or installed.startswith(f"{asked}.")):
        return Match(library, asked or "", installed, None)
    folder = _folder(library.package) / library.folder
    files = {"plotly": "plotly.min.js", "bokeh": f"bokeh{named.get('part', '')}.min.js"}
    file = folder / files.get(library.package, named.get("path", ""))
    is_there = file.is_file() and folder.resolve() in file.resolve().parents
    return Match(library, asked or "", installed, file if is_there else None)


@cache
def _folder(package: str) -> Path:
    spec = find_spec(package)
    return Path(spec.origin).parent if spec is not None and spec.origin else Path(package)


@cache
def _installed(package: str) -> str | None:
    """The version of the library's scripts; None where the package is not installed."""
    try:
        found = version(package)
    except PackageNotFoundError:
        return None
    if package != "plotly":
        return found
    try:
        with (_folder(package) / "package_data" / "plotly.min.js").open("rb") as file:
            own = re.search(rb"plotly\.js v(\d[\w.]*)", file.read(500))
    except OSError:
        return None
    return own[1].decode() if own else None


def plotly_script() -> Path:
    """The script of the installed Plotly."""
    return _folder("plotly") / "package_data" / "plotly.min.js"
