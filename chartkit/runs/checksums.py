"""Checksums inside of JSON that is appended to: a CRC of each line, so that a changed byte is found wherever it is.

Takes a line ending in `}` and a newline; gives it with `"_crc"` as its last member, and later says whether a line is
what was written. JSON with a changed digit is still JSON: without a checksum nobody could tell. Lines are independent
of each other, for threads and processes append without a lock, and each can be checked alone. The CRC of a journal's
line begins with the line's number in its file, which takes no byte and shows where whole lines were cut out
(`upkeep/line_numbers.py`).
"""

from __future__ import annotations

import re
from zlib import crc32

_LAST_MEMBER = re.compile(rb'(?:,"|,\n  ")_crc": ?([1-9]\d*|0)(}\n|\n}\n)\Z')
_LAST_NUMBER = re.compile(rb"(\d{1,10})(}\n|\n}\n)\Z")
_NAME_BYTES = (len(',"_crc":'), len(',\n  "_crc": '))


def with_crc(line: bytes, number: int = 0) -> bytes:
    r"""The line with its checksum as the last member; `number` is its place among the lines of its writer, from 0.

    >>> with_crc(b'{"finish":{"exit_code":0}}\n')
    b'{"finish":{"exit_code":0},"_crc":1633287243}\n'
    """
    return line[:-2] + b',"_crc":%d}\n' % crc32(line, number)


def document_with_crc(document: bytes) -> bytes:
    """An indented JSON object, ending in a newline, with its checksum as the last member."""
    place = document.rindex(b"\n", 0, document.rindex(b"}"))
    return document[:place] + b',\n  "_crc": %d' % crc32(document) + document[place:]


def parted(content: bytes) -> tuple[bytes, int] | None:
    """A line or document, newline included, as it was before its checksum, and that; None without one."""
    found = _LAST_MEMBER.search(content)
    return None if found is None else (content[: found.start()] + found[2], int(found[1]))


def is_as_written(content: bytes, number: int = 0) -> bool | None:
    """Whether a line or document, newline included, has the bytes it was written with; None without a checksum."""
    parts = parted(content)
    if parts is not None:
        return crc32(parts[0], number) == parts[1]
    return False if b'"_crc":' in content[-32:] or _has_lost_its_name(content, number) else None


def _has_lost_its_name(content: bytes, number: int) -> bool:
    """True for a right checksum whose name alone is damaged: the content would pass for one without."""
    found = _LAST_NUMBER.search(content)
    if found is None:
        return False
    ends = [found.start() - length for length in _NAME_BYTES]
    return any(end > 0 and crc32(content[:end] + found[2], number) == int(found[1]) for end in ends)
