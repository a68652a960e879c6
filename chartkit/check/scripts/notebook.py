"""A notebook as a script: takes an `.ipynb` file, gives the tree of its code cells with the lines they stand on.

Lines that only IPython knows (`%matplotlib inline`, `!pip …`, `df?`) are blank for us where a cell is no Python as it
stands, and so are cells of another language (`%%bash`), but not those that run Python in a way of their own (`%%time`).
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import accumulate
from json import scanner
from pathlib import Path
from typing import Any, cast

from chartkit.check.scripts.source import Script, SourceLine, parsed, read_bytes
from chartkit.diagnostics import ChartkitError, Diagnostic, Location, place_at, source_lines
from chartkit.files import shown_path

NOTEBOOK_SUFFIX = ".ipynb"
MAX_SIZE_BYTES = 100 << 20
_ESCAPE = re.compile(r"\\r\\n|\\u[0-9a-fA-F]{4}|\\.")
_LINE_ENDS = {r"\n", r"\r", r"\r\n", r"\u000a", r"\u000d"}
_MAGIC = re.compile(r"^(\s*+)(?:[%!?].*|[%\w.*\[\]]++\?\??\s*+)$")
_PYTHON_CELLS = frozenset({"%%time", "%%timeit", "%%capture", "%%prun"})
_ASSIGNED_MAGIC = re.compile(r"^(\s*+[\w.\[\]'\", ]+=\s*+)[%!].*$")


class _Placed(str):
    """A text of a JSON document that remembers where its first character stands, and where it ends."""

    start: int
    end: int


def read_notebook(path: Path) -> Script:
    """All code cells as one script, for they share their names. Raises `ChartkitError` with one CK880."""
    file = shown_path(path)
    text = read_bytes(path, MAX_SIZE_BYTES, "a notebook").decode("utf-8-sig", "replace")
    body: list[ast.stmt] = []
    lines: list[SourceLine] = []
    for cell in cells(text, file):
        tree = _parsed(cell, file)
        ast.increment_lineno(tree, len(lines))
        body += tree.body
        lines += cell
    return Script(path, file, ast.Module(body, []), tuple(lines))


def _parsed(cell: Sequence[SourceLine], file: str) -> ast.Module:
    """The tree of a cell. Raises `ChartkitError` at its line of the file."""
    with suppress(ChartkitError):
        return parsed("\n".join(line.text for line in cell), file)
    try:
        return parsed("\n".join(as_python(line.text for line in cell)), file)
    except ChartkitError as error:
        fault = error.diagnostics[0]
        place = fault.location or Location(file)
        line = cell[min((place.line or 1) - 1, len(cell) - 1)]
        before = line.text[: (place.column or 1) - 1]
        raise ChartkitError(
            fault._replace(location=Location(file, line.number, line.column_at(len(before.encode(errors="replace")))))
        ) from None


def cells(text: str, file: str) -> Iterator[list[SourceLine]]:
    """The lines of each cell of Python."""
    document = _document(text, file)
    starts = [0, *accumulate(map(len, source_lines(text, keepends=True)))]
    cells = document.get("cells")
    for cell in cast("list[Any]", cells) if isinstance(cells, list) and _is_python(document) else []:
        lines = [line for part in _sources(cell) for line in _lines(part, text, starts)]
        magic = lines[0].text.split()[:1] if lines else ["%%"]
        if not magic or not magic[0].startswith("%%") or magic[0] in _PYTHON_CELLS:
            yield lines


def _is_python(document: dict[str, Any]) -> bool:
    """Whether the cells are Python, as those of a notebook are that says nothing of it."""
    metadata = document.get("metadata")
    kernel = cast("dict[str, Any]", metadata).get("kernelspec") if isinstance(metadata, dict) else None
    language: Any = cast("dict[str, Any]", kernel).get("language") if isinstance(kernel, dict) else None
    return not isinstance(language, str) or language.lower() == "python"


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


def as_python(lines: Iterable[str]) -> Iterator[str]:
    """The lines as Python: what only IPython knows becomes `pass`, or None where it is assigned.

    Where such a line ends in a backslash, the next one is its own.
    """
    goes_on = False
    for line in lines:
        magic, assigned = _MAGIC.match(line), _ASSIGNED_MAGIC.match(line)
        if goes_on:
            yield ""
        elif assigned:
            yield f"{assigned[1]}None"
        else:
            yield f"{magic[1]}pass" if magic else line
        goes_on = bool(goes_on or magic or assigned) and line.endswith("\\")
