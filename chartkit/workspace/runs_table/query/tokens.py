"""The words of a query: takes its text, gives tokens with their places; what is no token is one of its own kind."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

TokenKind = Literal["text", "word", "operator", "open", "close", "comma", "unclosed"]

_TOKEN = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
  | (?P<unclosed>["'].*)
  | (?P<operator><=|>=|!=|==|!~|=|<|>|~)
  | (?P<open>\()
  | (?P<close>\))
  | (?P<comma>,)
  | (?P<word>[^\s()<>=!~,"']+|!)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class Token(NamedTuple):
    """One word of a query."""

    kind: TokenKind
    text: str
    """As it stands there; of a quoted text what is between the quotes."""
    start: int
    end: int

    def is_word(self, *words: str) -> bool:
        """True for one of these words, in either case."""
        return self.kind == "word" and self.text.lower() in words


def tokens_of(query: str) -> list[Token]:
    """The tokens, spaces left out.

    >>> [token.text for token in tokens_of("lr<=0.1 and name ~ 'a b'")]
    ['lr', '<=', '0.1', 'and', 'name', '~', 'a b']
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup
        if kind == "space":
            continue
        text = match.group()
        if kind == "text":
            text = _ESCAPED.sub(r"\1", text[1:-1])
        found.append(Token(kind, text, match.start(), match.end()))  # pyright: ignore[reportArgumentType]
    return found


def quoted(text: str) -> str:
    """`text` as it stands in a query: in quotes where it would be read as something else.

    >>> quoted("adam"), quoted("two words"), quoted("7")
    ('adam', '"two words"', '"7"')
    """
    only = tokens_of(text)
    is_plain = len(only) == 1 and only[0].kind == "word" and only[0].text == text
    if is_plain and text.lower() not in _KEYWORDS and not _NUMBER.match(text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


_KEYWORDS = ("and", "or", "not", "in", "contains", "exists", "true", "false", "none", "null")
_NUMBER = re.compile(r"[-+]?[0-9.]")
