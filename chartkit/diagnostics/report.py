"""Diagnostics as text for a terminal: the sentence, a code frame with a caret, the way out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

from chartkit.diagnostics.diagnostic import Diagnostic
from chartkit.diagnostics.lines import source_lines
from chartkit.diagnostics.location import Location
from chartkit.diagnostics.words import visible

Style = Callable[[str, str], str]
"""A function of (text, kind) with kind one of error, warning, info, caret, help, place; gives the text as shown."""

_LinesOf = Callable[[str], list[str]]


def plain(text: str, kind: str) -> str:
    """The style of a pipe or file: no colour."""
    return text


def as_text(diagnostics: Iterable[Diagnostic], style: Style = plain, texts: Mapping[str, str] | None = None) -> str:
    """All diagnostics, a blank line between them, each with its code frame where its file can be read.

    `texts` holds the content of files that stand otherwise, or not at all, on disk. Nothing in a name or a file reaches
    a terminal as a command: control characters are shown as pictures.
    """
    lines_of = _reader(texts or {})
    return "\n\n".join(_render_one(diagnostic, style, lines_of) for diagnostic in diagnostics)


def _reader(texts: Mapping[str, str]) -> _LinesOf:
    """What gives the lines of a file by its name, read once; none of one that cannot be read."""

    @cache
    def lines_of(file: str) -> list[str]:
        text = texts.get(file)
        try:
            return source_lines(Path(file).read_bytes().decode("utf-8-sig", "replace") if text is None else text)
        except (OSError, ValueError):
            return []

    return lines_of


def _render_one(diagnostic: Diagnostic, style: Style, lines_of: _LinesOf) -> str:
    place = style(f"{diagnostic.location}: ", "place") if diagnostic.location and str(diagnostic.location) else ""
    lines = [f"{place}{style(diagnostic.code, diagnostic.severity)} {_visible_lines(diagnostic.message)}"]
    if diagnostic.location:
        lines += _frame(diagnostic.location, style, lines_of)
    if diagnostic.help:
        lines.append(f"{style('help:', 'help')} {_visible_lines(diagnostic.help)}")
    return "\n".join(lines)


def _visible_lines(text: str) -> str:
    return "\n".join(map(visible, text.split("\n")))


def code_frame(location: Location, style: Style = plain, texts: Mapping[str, str] | None = None) -> list[str]:
    """The line of the file with a caret under the place, or nothing when the file cannot be read."""
    return _frame(location, style, _reader(texts or {}))


def _frame(location: Location, style: Style, lines_of: _LinesOf) -> list[str]:
    source = lines_of(location.file) if location.file is not None and location.line is not None else []
    if location.line is None or location.line > len(source):
        return []
    width_columns = 96
    column = max(location.column or 1, 1)
    line = visible(source[location.line - 1])
    start = max(0, min(column - 1 - width_columns // 2, len(line) - width_columns))
    text = line[start : start + width_columns]
    number = f"{location.line:>5} | "
    lead = "".join("\t" if character == "\t" else " " for character in text[: column - 1 - start])
    caret = "^" * max(1, min(location.length, len(text) - len(lead)))
    return [f"{number}{text}", f"{'':>5} | {lead}{style(caret, 'caret')}"]
