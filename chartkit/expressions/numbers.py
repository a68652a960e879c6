"""The number that JavaScript reads in a text: what `Number(text)` gives in Vega's expressions, scales and aggregates.

Source: ECMA-262, https://tc39.es/ecma262/#sec-tonumber-applied-to-the-string-type
"""

from __future__ import annotations

import math
import re

_BLANKS = "\t\n\v\f\r \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
BLANKS = _BLANKS + "\u2028\u2029\u202f\u205f\u3000\ufeff"
"""What JavaScript takes for white space."""

_DECIMAL = re.compile(r"[+-]?(?:Infinity|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)\Z")


def text_number(text: str) -> float:
    """The number that is written as `text`: NaN for none, 0 for blanks.

    >>> text_number(" 1e3 "), text_number("0xff"), text_number("1_000")
    (1000.0, 255.0, nan)
    """
    stripped = text.strip(BLANKS)
    if not stripped:
        return 0.0
    if stripped[:2].lower() in ("0x", "0o", "0b"):
        try:
            return float(int(stripped, 0)) if "_" not in stripped else math.nan
        except ValueError:
            return math.nan
    return float(stripped) if _DECIMAL.match(stripped) else math.nan
