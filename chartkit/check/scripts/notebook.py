"""A notebook as a script: takes an `.ipynb` file, gives the tree of its code cells with the lines they stand on.

Lines that only IPython knows (`%matplotlib inline`, `!pip …`, `df?`) are blank for us, and so are cells of another
language (`%%bash`).
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from itertools import accumulate
from json import scanner
from pathlib import Path
from typing import Any, NamedTuple, cast

from chartkit.check.scripts.source import Script, SourceLine, parsed, read_bytes
from chartkit.diagnostics import ChartkitError, Diagnostic, Location, place_at, source_lines
from chartkit.files import shown_path

NOTEBOOK_SUFFIX = ".ipynb"
MAX_SIZE_BYTES = 100 << 20
_ESCAPE = re.compile(r"\\r\\n|\\u[0-9a-fA-F]{4}|\\.")
_LINE_ENDS = {r"\n", r"\r", r"\r\n", r"\u000a", r"\u000d"}
_MAGIC = re.compile(r"^(\s*+)(?:[%!].*|.*\?)$")
_ASSIGNED_MAGIC = re.compile(r"^(\s*+[\w.\[\]'\", ]+=\s*+)[%!].*$")


class _Placed(str):
    """A text of a JSON document that remembers where its first character stands, and where it ends."""

    start: int
    end: int


class _Cell(NamedTuple):
    source: str
    lines: tuple[SourceLine, ...]


def read_notebook(path: Path) -> Script:
    """All code cells as one script, for they share their names. Raises `ChartkitError` with one CK880."""
    file = shown_path(path)
    text = read_bytes(path, MAX_SIZE_BYTES, "a notebook").decode("utf-8-sig", "replace")
    body: list[ast.stmt] = []
    lines: list[SourceLine] = []
    for cell in _cells(text, file):
        tree = _parsed(cell, file)
        ast.increment_lineno(tree, len(lines))
        body += tree.body
        lines += cell.lines
    return Script(path, file, ast.Module(body, []), tuple(lines))


def _parsed(cell: _Cell, file: str) -> ast.Module:
    """The tree of a cell. Raises `ChartkitError` at its line of the file."""
    try:
        return parsed(cell.source, file)
    except ChartkitError as error:
        fault = error.diagnostics[0]
        place = fault.location or Location(file)
        line = cell.lines[min((place.line or 1) - 1, len(cell.lines) - 1)]
        before = line.text[: (place.column or 1) - 1]
        raise ChartkitError(
            fault._replace(location=Location(file, line.number, line.column_at(len(before.encode(errors="replace")))))
        ) from None


def _cells(text: str, file: str) -> Iterator[_Cell]:
    document = _document(text, file)
    starts = [0, *accumulate(map(len, source_lines(text, keepends=True)))]
    cells = document.get("cells")
    for cell in cast("list[Any]", cells) if isinstance(cells, list) else []:
        lines = tuple(line for part in _sources(cell) for line in _lines(part, text, starts))
        if lines and not lines[0].text.lstrip().startswith("%%"):
            yield _Cell("\n".join(_as_python(line.text) for line in lines), lines)


def _sources(cell: Any) -> list[_Placed]:
    """The texts of a code cell: one, or a line each."""
    if not isinstance(cell, dict) or cast("dict[str, Any]", cell).get("cell_type") != "code":
        return []
    source = cast("dict[str, Any]", cell).get("source")
    parts = cast("list[Any]", source) if isinstance(source, list) else [source]
    return [part for part in parts if isinstance(part, _Placed)]


def _document(text: str, file: str) -> dict[str, Any]:
    """The notebook's JSON with placed texts. Raises `ChartkitError` for what is none."""
    decoder = _PlacingDecoder()
    try:
        document: Any = decoder.decode(text)
    except json.JSONDecodeError as error:
        reason = f"{error.msg[:1].lower()}{error.msg[1:]}"
        place = Location(file, *place_at(text, error.pos))
        raise ChartkitError(Diagnostic("CK880", f"this notebook is not JSON: {reason}.", location=place)) from None
    except (RecursionError, ValueError) as error:
        is_deep = isinstance(error, RecursionError)
        reason = "it is nested too deeply" if is_deep else "a number in it has too many digits"
        raise ChartkitError.of("CK880", f"this notebook cannot be read: {reason}.", location=Location(file)) from None
    if not isinstance(document, dict):
        raise ChartkitError.of("CK880", "this notebook holds no cells.", location=Location(file))
    return cast("dict[str, Any]", document)


class _PlacingDecoder(json.JSONDecoder):
    """Python's own reader of JSON, each text of a value placed."""

    def __init__(self) -> None:
        super().__init__()
        read: Any = vars(self)["parse_string"]

        def placed(text: str, start: int, strict: bool) -> tuple[_Placed, int]:
            value, end = read(text, start, strict)
            found = _Placed(value)
            found.start, found.end = start, end - 1
            return found, end

        self.parse_string = placed
        self.scan_once = vars(scanner)["py_make_scanner"](self)


def _lines(part: _Placed, text: str, starts: list[int]) -> Iterator[SourceLine]:
    """The lines of Python in one text of the document, which may hold one or, in older notebooks, all of a cell's."""
    from bisect import bisect_right

    number = bisect_right(starts, part.start)
    column = part.start - starts[number - 1] + 1
    for raw, offset in _raw_lines(text[part.start : part.end]):
        yield SourceLine(json.loads(f'"{raw}"'), number, column + offset, raw)


def _raw_lines(raw: str) -> Iterator[tuple[str, int]]:
    """JSON's text of several lines, split where escapes end one as Python counts them; each with its offset in `raw`.

    None after the last end of a line.
    """
    start = 0
    for escape in _ESCAPE.finditer(raw):
        if escape[0].lower() in _LINE_ENDS:
            yield raw[start : escape.start()], start
            start = escape.end()
    if start < len(raw):
        yield raw[start:], start


def _as_python(line: str) -> str:
    """The line as Python: what only IPython knows becomes `pass`, or None where it is assigned."""
    if match := _ASSIGNED_MAGIC.match(line):
        return f"{match[1]}None"
    return f"{match[1]}pass" if (match := _MAGIC.match(line)) and not line.lstrip().startswith("#") else line
