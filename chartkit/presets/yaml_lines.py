"""What libyaml reads otherwise than YAML 1.2 and JSON do: takes a text, gives one of the same lines and columns for it.

Ends of lines of YAML 1.1 are letters in 1.2, and JSON writes a character beyond U+FFFF as two escapes.
Source: https://yaml.org/spec/1.2.2/#54-line-break-characters and https://www.rfc-editor.org/rfc/rfc8259#section-7
"""

from __future__ import annotations

import re
from collections.abc import Iterator

ENDS_OF_YAML_1_1 = "\x85\u2028\u2029"
_PRIVATE = range(0xE000, 0xF900)
_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})")


def with_stand_ins(text: str, is_json: bool = False) -> tuple[str, dict[int, str]]:
    r"""`text` with characters that it does not hold for each of these, and what `str.translate` puts them back by.

    The text itself and {} where it has none. O(n).

    >>> with_stand_ins("a\u2028b")
    ('a\ue000b', {57344: '\u2028'})
    """
    found = [] if text.isascii() else [end for end in ENDS_OF_YAML_1_1 if end in text]
    has_pairs = is_json and "\\u" in text and _PAIR.search(text) is not None
    if not found and not has_pairs:
        return text, {}
    free = (code for code in _PRIVATE if chr(code) not in text and (not has_pairs or f"\\u{code:04x}" not in text))
    back = dict(zip(free, found, strict=False))
    readable = text.translate({ord(end): code for code, end in back.items()})
    return _without_pairs(readable, free, back) if has_pairs else (readable, back)


def _without_pairs(text: str, free: Iterator[int], back: dict[int, str]) -> tuple[str, dict[int, str]]:
    """Each pair as two escapes, of a stand-in for its character and of one for nothing."""
    nothing = next(free)
    codes = {"": nothing}

    def replaced(match: re.Match[str]) -> str:
        character = joined(match[2])
        if character not in codes:
            codes[character] = next(free)
        return f"{match[1]}\\u{codes[character]:04x}\\u{nothing:04x}"

    readable = _PAIR.sub(replaced, text)
    return readable, back | {code: character for character, code in codes.items()}


def joined(pair: str) -> str:
    r"""The character that two `\u` escapes stand for.

    >>> joined(r"\ud83d\ude00")
    '😀'
    """
    high, low = int(pair[2:6], 16), int(pair[8:12], 16)
    return chr(0x10000 + ((high - 0xD800) << 10) + low - 0xDC00)
