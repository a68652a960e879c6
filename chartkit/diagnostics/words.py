"""The pieces that every sentence is made of: values, names and numbers as they stand in a message."""

from __future__ import annotations

import re
from collections.abc import Iterable

_UNSEEN = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_DELETE = 0x7F


def shown(value: object, most: int = 60) -> str:
    """`value` as Python writes it, cut to `most` characters; its type's name where it cannot be written.

    >>> shown("loss"), shown("x" * 100, 8)
    ("'loss'", "'xxxxxx…")
    """
    try:
        text = repr(value)
    except Exception:  # a user's __repr__ may raise anything, and an error message must not fail on it
        text = f"<{type(value).__name__}>"
    return text if len(text) <= most else f"{text[: most - 1]}…"


def listed(names: Iterable[object], last: str = "and", most: int = 12) -> str:
    """The quoted names as one phrase; past `most`, the number of the others.

    >>> listed(["a", "b", "c"]), listed(["on", "off"], "or"), listed("abcd", most=2)
    ("'a', 'b' and 'c'", "'on' or 'off'", "'a', 'b' and 2 more")
    """
    quoted = [shown(name) for name in names]
    if len(quoted) > most:
        return f"{', '.join(quoted[:most])} {last} {len(quoted) - most:,} more"
    return f" {last} ".join(part for part in (", ".join(quoted[:-1]), *quoted[-1:]) if part)


def counted(number: int, noun: str) -> str:
    """The number with its noun in the singular or plural.

    >>> counted(1, "row"), counted(3000, "row")
    ('1 row', '3,000 rows')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def reason_of(error: OSError) -> str:
    """What the system said, as it words it: `No space left on device`."""
    return error.strerror or str(error) or type(error).__name__


def visible(text: str) -> str:
    r"""`text`, as long as before, with what would steer a terminal or turn the order of letters shown; tabs stay.

    Control characters become the pictures that Unicode has of them, what has none a sign of replacement.

    >>> visible("a\x1b[31m\tb\u202ec")
    'a\u241b[31m\tb\ufffdc'
    """
    return _UNSEEN.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < ord(" ") else "\u2421" if code == _DELETE else "\ufffd"
