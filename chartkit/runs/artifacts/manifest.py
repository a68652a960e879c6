"""What one version of an artifact holds, as a file: a line about the version, then a line for each of its entries.

Takes a `Manifest`; gives the lines and back. The first line alone says what a listing shows, so that one of 100,000
entries is listed as fast as one of two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, cast

import orjson

from chartkit.data.values import decode_value, encode_value
from chartkit.diagnostics import RunError, reason_of
from chartkit.files import open_own
from chartkit.runs.artifacts.entries import Entry, entry_name
from chartkit.runs.checksums import with_crc
from chartkit.runs.start_record import damaged, is_tags

FORMAT = 1
MANIFEST = "manifest.jsonl"
_BROKEN = (KeyError, TypeError, ValueError, AttributeError, RecursionError, RunError)
_HEX = frozenset("0123456789abcdef")


class Header(NamedTuple):
    """The first line: everything about a version but its entries and its number, which its place says."""

    name: str
    type: str
    project: str
    run: str
    """The id of the run that logged it first."""
    digest: str
    n_entries: int
    size_bytes: int
    timestamp: float
    description: str | None
    metadata: dict[str, Any]
    tags: tuple[str, ...]
    serializer: dict[str, str] | None
    """What made the file of an object: its name, version and the object's class."""


def digest_of(entries: Iterable[Entry]) -> str:
    """The sha256 that tells artifacts of other content apart: of names, bytes and addresses, in the order of names."""
    total = sha256()
    for entry in sorted(entries):
        for part in (entry.name, entry.sha256 or "", entry.reference or "", entry.etag or ""):
            total.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return total.hexdigest()


def manifest_lines(header: Header, entries: Iterable[Entry]) -> Iterator[bytes]:
    """The manifest's lines, each with its newline."""
    first = {"format": FORMAT, **encode_value(header._asdict())}
    yield with_crc(orjson.dumps(first, option=orjson.OPT_APPEND_NEWLINE))
    for entry in entries:
        fields = {key: value for key, value in entry._asdict().items() if value is not None}
        yield with_crc(orjson.dumps(encode_value(fields), option=orjson.OPT_APPEND_NEWLINE))


def read_header(path: Path) -> Header:
    """The manifest's first line. Raises `RunError` when it cannot be read."""
    try:
        with open_own(path) as file:
            return _header(file.readline())
    except OSError as error:
        raise RunError(damaged(path, reason_of(error))) from error
    except _BROKEN as error:
        raise RunError(damaged(path, "its first line is none of a manifest")) from error


def read_entries(path: Path) -> dict[str, Entry]:
    """The manifest's entries by name. Raises `RunError` when it cannot be read, is cut short or names a way out."""
    found: dict[str, Entry] = {}
    try:
        with open_own(path) as file:
            header = _header(file.readline())
            for line in file:
                entry = _entry(line)
                found[entry.name] = entry
    except OSError as error:
        raise RunError(damaged(path, reason_of(error))) from error
    except _BROKEN as error:
        raise RunError(damaged(path, f"line {len(found) + 2} is no entry of an artifact")) from error
    if len(found) != header.n_entries or digest_of(found.values()) != header.digest:
        raise RunError(damaged(path, "its entries are not those that its digest was made from"))
    return found


def _header(line: bytes) -> Header:
    fields = cast(dict[str, Any], decode_value(orjson.loads(line)))
    header = Header(**{key: value for key, value in fields.items() if key in Header._fields})
    texts: tuple[object, ...] = (header.name, header.type, header.project, header.run, header.digest)
    others: tuple[object, ...] = (header.description, *(header.serializer or {}).values())
    is_right = (
        set(map(type, texts)) <= {str}
        and set(map(type, others)) <= {str, type(None)}
        and type(header.n_entries) is type(header.size_bytes) is int
        and isinstance(cast(object, header.metadata), dict)
        and is_tags(header.tags)
    )
    if not is_right:
        raise TypeError(fields)
    return header._replace(tags=tuple(header.tags))


def _entry(line: bytes) -> Entry:
    fields = cast(dict[str, Any], decode_value(orjson.loads(line)))
    entry = Entry._make(map(fields.get, Entry._fields))
    is_right = (
        type(entry.size_bytes) in (int, type(None))
        and {type(entry.reference), type(entry.etag)} <= {str, type(None)}
        and (is_sha256(entry.sha256) or (entry.sha256 is None and entry.reference))
    )
    if not is_right or entry_name(entry.name) != entry.name:
        raise ValueError(entry)
    return entry


def is_sha256(text: object) -> bool:
    """True for a sha256 in hexadecimal, which alone may name a file of content."""
    return isinstance(text, str) and len(text) == 64 and set(text) <= _HEX
