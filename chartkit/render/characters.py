"""Characters that no picture can hold: takes a spec as JSON bytes, gives it with those characters in a form that can.

SVG is XML, which has no control characters but tab and line ends (XML 1.0, section 2.2); vl-convert aborts on them.
"""

from __future__ import annotations

import re

_CONTROL = re.compile(rb"\\(?:\\|u00([01][0-9a-f])|([bf]))|\xef\xbf[\xbe\xbf]")
_SHORT = {b"b": 0x08, b"f": 0x0C}


def drawable(spec: bytes) -> bytes:
    r"""`spec` with each control character as its picture, U+2400 and on, so that different texts stay different.

    The two noncharacters U+FFFE and U+FFFF become U+FFFD.

    >>> drawable(rb'"a\u0001b\\u0001\b\n"').decode()
    '"a␁b\\\\u0001␈\\n"'
    """
    return _CONTROL.sub(_shown, spec)


def _shown(found: re.Match[bytes]) -> bytes:
    code, short = found.groups()
    if found[0] == rb"\\":
        return found[0]
    if not (code or short):
        return "�".encode()
    return chr(0x2400 + (int(code, 16) if code else _SHORT[short])).encode()
