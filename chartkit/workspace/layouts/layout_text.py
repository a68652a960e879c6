"""The text of a layout: takes what its file holds, gives its parts; or takes parts, gives what the file is to hold.

What is written can be read again: parts that are too large are refused before they take the place of what is there.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, cast

from chartkit.diagnostics import ChartkitError, Diagnostic, Location, PresetError, shown
from chartkit.presets.documents import decoded
from chartkit.presets.reader import MAX_SIZE_BYTES, read_yaml
from chartkit.workspace.layouts.layout_yaml import layout_yaml

VERSION = 1
CODE = "CK910"
_MEND = "mend the file, or delete it to begin anew"
_NEWER = "install the newer chartkit that wrote it; the file is left as it is"
_NO_VERSION = f"no chartkit writes that version: write 'version: {VERSION}', or leave the line out"
_PRESET = re.compile(r"\b(a|this) preset\b")
_CONFLICT = re.compile(r"^<{7}(?= |$)", re.MULTILINE)


def parts_of(content: bytes, file: str) -> dict[str, Any]:
    """The parts of a layout, its version among them; an empty file has none.

    Raises `ChartkitError` for what is too large, is no YAML, holds both sides of a merge, or is of a newer chartkit.
    """
    if len(content) > MAX_SIZE_BYTES:
        raise _fault(f"a layout holds at most {MAX_SIZE_BYTES:,} bytes; this one holds more.", Location(file))
    if not content.strip():
        return {"version": VERSION}
    try:
        found = _read(content, file)
    except PresetError as error:
        raise ChartkitError([_of_layout(one) for one in error.diagnostics]) from None
    if not isinstance(found, dict):
        raise _fault(f"a layout is a mapping of parts; found {shown(found)}.", Location(file))
    parts = cast(dict[str, Any], found)
    version = parts.get("version", VERSION)
    if version != VERSION or type(version) is not int:
        is_newer = type(version) is int and version > VERSION
        message = f"this layout has version {shown(version)}; this chartkit knows version {VERSION}."
        raise _fault(message, Location(file), _NEWER if is_newer else _NO_VERSION)
    return {"version": VERSION} | parts


@lru_cache(4)
def _read(content: bytes, file: str) -> Any:
    """What the text says. It is asked for by every request, and of 10,000 hidden runs it takes 40 ms."""
    text = decoded(content, file)
    _check_merge(text, file)
    return read_yaml(text, file).plain()


def content_of(parts: dict[str, Any], file: str) -> bytes:
    """The YAML of parts. Raises `ChartkitError` where it would be larger than what is read."""
    content = layout_yaml(parts).encode()
    if len(content) > MAX_SIZE_BYTES:
        message = f"a layout holds at most {MAX_SIZE_BYTES:,} bytes; with this change it would hold {len(content):,}."
        help = "the file is left as it is; reload the page to see it"
        raise ChartkitError.of("CK903", message, help, location=Location(file))
    return content


def _check_merge(text: str, file: str) -> None:
    if (mark := _CONFLICT.search(text)) is not None:
        place = Location(file, text.count("\n", 0, mark.start()) + 1, 1)
        message = "this layout holds both sides of a merge, between lines of <<<<<<< and >>>>>>>."
        raise _fault(message, place, "keep the lines of one side and delete those of the other and the marks")


def _of_layout(found: Diagnostic) -> Diagnostic:
    """A finding of the reader, which speaks of presets."""
    return Diagnostic(CODE, _PRESET.sub(r"\1 layout", found.message), location=found.location, help=_MEND)


def _fault(message: str, place: Location, help: str = _MEND) -> ChartkitError:
    return ChartkitError.of(CODE, message, help, location=place)
