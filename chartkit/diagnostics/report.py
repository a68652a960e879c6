"""Diagnostics as text for a terminal: the sentence, a code frame with a caret, the way out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from chartkit.diagnostics.diagnostic import Diagnostic
from chartkit.diagnostics.location import Location

Style = Callable[[str, str], str]
"""A function of (text, kind) with kind one of error, warning, info, caret, help, place; gives the text as shown."""


def plain(text: str, kind: str) -> str:
    """The style of a pipe or file: no colour."""
    return text


def as_text(diagnostics: Iterable[Diagnostic], style: Style = plain, texts: Mapping[str, str] | None = None) -> str:
    """All diagnostics, a blank line between them, each with its code frame where its file can be read.

    `texts` holds the content of files that stand otherwise, or not at all, on disk.
    """
    return "\n\n".join(_render_one(diagnostic, style, texts or {}) for diagnostic in diagnostics)


def _render_one(diagnostic: Diagnostic, style: Style, texts: Mapping[str, str]) -> str:
    place = style(f"{diagnostic.location}: ", "place") if diagnostic.location and str(diagnostic.location) else ""
    lines = [f"{place}{style(diagnostic.code, diagnostic.severity)} {diagnostic.message}"]
    if diagnostic.location:
        lines += code_frame(diagnostic.location, style, texts)
    if diagnostic.help:
        lines.append(f"{style('help:', 'help')} {diagnostic.help}")
    return "\n".join(lines)


def code_frame(location: Location, style: Style = plain, texts: Mapping[str, str] | None = None) -> list[str]:
    """The line of the file with a caret under the place, or nothing when the file cannot be read."""
    if location.file is None or location.line is None:
        return []
    text = (texts or {}).get(location.file)
    try:
        source = (Path(location.file).read_text("utf-8-sig", "replace") if text is None else text).splitlines()
    except OSError:
        return []
    if location.line > len(source):
        return []
    width_columns = 96
    column = max(location.column or 1, 1)
    line = source[location.line - 1]
    start = max(0, min(column - 1 - width_columns // 2, len(line) - width_columns))
    text = line[start : start + width_columns]
    number = f"{location.line:>5} | "
    lead = "".join("\t" if character == "\t" else " " for character in text[: column - 1 - start])
    caret = "^" * max(1, min(location.length, len(text) - len(lead)))
    return [f"{number}{text}", f"{'':>5} | {lead}{style(caret, 'caret')}"]
