"""What a literal's token means: takes a number, a quoted text or a name as it is written, gives its value."""

from __future__ import annotations

import re
import warnings

from chartkit.expressions.fault import ExpressionError
from chartkit.expressions.syntax import Pattern

_ESCAPE = re.compile(
    r"\\(?:u\{(?P<point>[0-9a-fA-F]+)\}|u(?P<unit>[0-9a-fA-F]{4})|x(?P<byte>[0-9a-fA-F]{2})"
    r"|(?P<octal>[0-3][0-7]{0,2}|[4-7][0-7]?)|(?P<line>\r\n|[\n\r\u2028\u2029])|(?P<other>.))",
    re.DOTALL,
)
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v"}
_LINE_END = re.compile(r"(?<!\\)(?:\\\\)*[\n\r\u2028\u2029]")
_NAME_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


def number_value(text: str, start: int) -> float:
    """The number that is written as `text`; octal and binary ones are not Vega's."""
    if text[:2] in ("0x", "0X"):
        return float(int(text, 16))
    if text[0] == "0" and text[1:2] and text[1] in "oObB0123456789":
        raise ExpressionError(f"{text!r} is no number that Vega reads: write it in decimal or as 0x…", start)
    return float(text)


def text_value(token: str, start: int) -> str:
    """The text between the quotes of `token`, its escapes resolved; two halves of a pair become one character."""
    inside = token[1:-1]
    if _LINE_END.search(inside):
        raise ExpressionError("a text ends on the line it starts on: write the line's end as '\\n'", start)
    if "\\" not in inside:
        return inside
    return _whole_characters(_ESCAPE.sub(lambda match: _unescaped(match, start), inside))


def without_escapes(text: str) -> str:
    """A whole text, expression or path of a field, the escapes of its texts, names and dots resolved where they can be.

    >>> without_escapes(r"datum['it\\'s'] > 1"), without_escapes(r"a\\.b")
    ("datum['it's'] > 1", 'a.b')
    """
    return _whole_characters(_ESCAPE.sub(_resolved, text)) if "\\" in text else text


def name_value(token: str, start: int) -> str:
    """The name that is written as `token`, its \\u escapes resolved; a slot in it may be called anything."""
    if "${" in token or (token.isascii() and "\\" not in token):
        return token
    name = _NAME_ESCAPE.sub(lambda match: chr(int(match[1], 16)), token)
    if not name.replace("$", "_").isidentifier() or max(name) > "\uffff":
        raise ExpressionError(f"{name!r} cannot be a name: write datum['{name}'] for a field", start)
    return name


_BROKEN = {
    "missing ), unterminated subpattern": "opens a bracket that nothing closes",
    "unbalanced parenthesis": "closes a bracket that nothing opens",
    "nothing to repeat": "repeats nothing with its *, + or ?",
    "multiple repeat": "repeats nothing with its second *, + or {}",
    "min repeat greater than max repeat": "repeats from more times to fewer",
    "bad character range": "has a range that ends before it begins",
}
"""What Python says of a pattern that no browser reads either."""


_READ_OTHERWISE = re.compile(r"\[\^?\]|\{,|\\[wdsWDS]-|-\\[wdsWDS]")
"""What a browser reads in its own way: empty classes, braces without a least number, and a `-` beside a class."""


def pattern(token: str, start: int) -> Pattern:
    """The regular expression written as `token`, flags and all.

    What Python and JavaScript both refuse in it is a fault; what the two read differently is left to the browser.
    """
    source, _, flags = token[1:].rpartition("/")
    if unknown := flags.strip("gimuy"):
        raise ExpressionError(f"{unknown!r} is no flag of a regular expression: there are g, i, m, u and y", start)
    if reason := _broken(source):
        raise ExpressionError(f"the regular expression {token} {reason}", start)
    return Pattern(source, flags, start, start + len(token))


def _broken(source: str) -> str | None:
    """Why no browser reads a pattern, as far as Python can tell."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what a later Python reads in another way
            re.compile(source)
    except re.error as error:
        reason = next((words for found, words in _BROKEN.items() if error.msg.startswith(found)), None)
        return None if _READ_OTHERWISE.search(source) else reason
    except (OverflowError, ValueError):  # counts and flags that are Python's own
        return None
    return None


def _whole_characters(text: str) -> str:
    """`text` with two halves of a pair as one character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def _resolved(match: re.Match[str]) -> str:
    try:
        return _unescaped(match, 0)
    except ExpressionError:
        return match[0]


def _unescaped(match: re.Match[str], start: int) -> str:
    if code := match["point"] or match["unit"] or match["byte"]:
        if int(code, 16) > 0x10FFFF:
            raise ExpressionError(f"{match[0]!r} is no character", start)
        return chr(int(code, 16))
    if octal := match["octal"]:
        if octal != "0":
            raise ExpressionError(f"{match[0]!r} is an octal escape, which Vega does not read: write \\x…", start)
        return "\0"
    if match["line"]:
        return ""
    letter = match["other"]
    if letter in "ux":
        raise ExpressionError(f"'\\{letter}' needs {4 if letter == 'u' else 2} hexadecimal digits", start)
    return _CONTROLS.get(letter, letter)
