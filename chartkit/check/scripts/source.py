"""A script as Python reads it: takes a file, gives its tree and lines, or why it cannot be read."""

from __future__ import annotations

import ast
import re
import tokenize
import warnings
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from chartkit.diagnostics import ChartkitError, Diagnostic, Location, reason_of, source_lines
from chartkit.files import shown_path

MAX_SIZE_BYTES = 5 << 20


class SourceLine(NamedTuple):
    """A line of Python and where it stands in its file; `raw` is the text there where it is not `text` itself."""

    text: str
    number: int
    column: int = 1
    raw: str | None = None

    def column_at(self, offset_bytes: int) -> int:
        """The column in the file, from 1, of what is `offset_bytes` of UTF-8 into the line."""
        before = self.text.encode(errors="replace")[:offset_bytes].decode(errors="replace")
        return self.column + (len(before) if self.raw is None else _raw_length(self.raw, before))


class Script(NamedTuple):
    """A script that could be read: `file` as messages name it, its tree, and its lines in the tree's order."""

    path: Path
    file: str
    tree: ast.Module
    lines: tuple[SourceLine, ...]

    def place(self, node: ast.expr | ast.keyword) -> Location:
        """Where `node` stands, as wide as it is on one line; of a keyword its name."""
        line = self.lines[node.lineno - 1]
        start = line.column_at(node.col_offset)
        if isinstance(node, ast.keyword) and node.arg:
            end = start + len(node.arg)
        else:
            end = line.column_at(node.end_col_offset or 0) if node.end_lineno == node.lineno else start + 1
        return Location(self.file, line.number, start, length=max(1, end - start))


def read_script(path: Path) -> Script:
    """The script in `path`, in the encoding that its first lines name. Raises `ChartkitError` with one CK880."""
    file = shown_path(path)
    content = read_bytes(path, MAX_SIZE_BYTES, "a script")
    text = _decoded(content, file)
    lines = tuple(SourceLine(line, number) for number, line in enumerate(source_lines(text), 1))
    return Script(path, file, parsed(text, file), lines)


def read_bytes(path: Path, most: int, noun: str) -> bytes:
    """What the file holds. Raises `ChartkitError` where the system refuses, and above `most` bytes."""
    place = Location(shown_path(path))
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise ChartkitError.of("CK880", f"cannot read it: {reason_of(error)}.", location=place) from None
    if len(content) > most:
        raise ChartkitError.of("CK880", f"{noun} has at most {most >> 20} MB; this one is larger.", location=place)
    return content


def _decoded(content: bytes, file: str) -> str:
    """The text, read as its first two lines say."""
    try:
        encoding, _ = tokenize.detect_encoding(BytesIO(content).readline)
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        reason = f"it is no {error.encoding} text, byte {error.start} is not"
        raise ChartkitError(_not_python(file, reason)) from None
    except (LookupError, UnicodeError):
        raise ChartkitError(_not_python(file, "its first lines name an encoding that is none of text")) from None
    except SyntaxError as error:
        reason = error.msg if error.msg.startswith("unknown") else _first_bad_byte(content)
        raise ChartkitError(_not_python(file, reason)) from None


def _first_bad_byte(content: bytes) -> str:
    try:
        content.decode()
    except UnicodeDecodeError as error:
        return f"it is no UTF-8 text, byte {error.start} is not"
    return "its first lines name another encoding than it has"


def parsed(source: str, file: str) -> ast.Module:
    """The tree of Python text. Raises `ChartkitError` with Python's own sentence at its line."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Python thinks of a script's escapes is not ours to say
            return ast.parse(source)
    except SyntaxError as error:
        raise ChartkitError(_unreadable(error, file)) from None
    except UnicodeEncodeError:
        raise ChartkitError(_not_python(file, "it holds half of a surrogate pair, which is no character")) from None
    except ValueError:
        raise ChartkitError(_not_python(file, "it holds null bytes")) from None
    except (RecursionError, MemoryError):
        raise ChartkitError(_not_python(file, "it is nested too deeply")) from None


def _unreadable(error: SyntaxError, file: str) -> Diagnostic:
    length = 1
    if error.offset and error.end_offset and error.end_lineno == error.lineno:
        length = max(1, error.end_offset - error.offset)
    place = Location(file, error.lineno, max(1, error.offset or 1), length=length) if error.lineno else Location(file)
    return _not_python(file, error.msg)._replace(location=place)


def _not_python(file: str, reason: str) -> Diagnostic:
    return Diagnostic("CK880", f"Python cannot read this script: {reason}.", location=Location(file))


def _raw_length(raw: str, text: str) -> int:
    """How many characters of JSON's `raw` text stand for `text`, the beginning of what it says."""
    n_units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    length = 0
    for match in re.finditer(r"\\u[0-9a-fA-F]{4}|\\.|.", raw, re.DOTALL):
        if n_units <= 0:
            break
        n_units -= len(match[0].encode("utf-16-le", "surrogatepass")) // 2 if len(match[0]) == 1 else 1
        length += len(match[0])
    return length
