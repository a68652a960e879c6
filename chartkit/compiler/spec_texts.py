"""The texts of a filled spec: takes plain Vega-Lite or Vega, gives what tells which columns of a table it reads."""

from __future__ import annotations

import re
from typing import Any, NamedTuple, cast

from chartkit.expressions.tokens import tokenize

_MAY_READ_ANY = re.compile(r"""datum(?!\s*(?:\.|\[\s*(?:'[^'\\]*'|"[^"\\]*")\s*\]))""")
"""A `datum` that is not followed by a plain member. Most texts have none and need not be read token by token."""


class SpecTexts(NamedTuple):
    """The texts of a spec's values, the fields that it draws as times, and those that it flattens.

    `reads_any` says whether it reads members whose names it computes, or shows whole rows; `said` is all texts, also as
    Vega reads those with escapes.
    """

    texts: set[str]
    times: set[str]
    flattened: set[str]
    reads_any: bool
    said: str

    def words(self) -> frozenset[str]:
        """The words in the texts."""
        return frozenset(re.findall(r"\w+", "\n".join(self.texts)))


def spec_texts(spec: dict[str, Any]) -> SpecTexts:
    """What the texts of a spec say. O(size of the spec)."""
    texts: set[str] = set()
    flattened: set[str] = set()
    times: set[str] = set()
    shows_rows = False
    left: list[Any] = [spec]
    while left:
        value = left.pop()
        if isinstance(value, str):
            texts.add(value)
        elif isinstance(value, list):
            left += value
        elif isinstance(value, dict):
            entries = cast("dict[str, Any]", value)
            shows_rows = shows_rows or entries.get("content") == "data"
            if isinstance(entries.get("flatten"), list):
                flattened.update(map(str, cast("list[Any]", entries["flatten"])))
            field = entries.get("field")
            if isinstance(field, str) and (entries.get("type") == "temporal" or "timeUnit" in entries):
                times.add(field)
            left += entries.values()
    reads_any = shows_rows or any(map(_reads_any, texts))
    return SpecTexts(texts, times, flattened, reads_any, "\n".join(_as_said(texts)))


def _as_said(texts: set[str]) -> set[str]:
    """The texts as written and, where they hold escapes, as Vega reads them: `datum['it\\'s']` says `it's`."""
    escaped = [text for text in texts if "\\" in text]
    if not escaped:
        return texts
    from chartkit.expressions.literals import without_escapes

    return texts.union(map(without_escapes, escaped))


def _reads_any(text: str) -> bool:
    """Whether an expression reads a member whose name it computes, or the row as a whole."""
    if not _MAY_READ_ANY.search(text):
        return False
    tokens = [token for token in tokenize(text) if token.kind != "space"]
    for index, token in enumerate(tokens):
        if token.text != "datum" or (index and tokens[index - 1].text == "."):
            continue
        after = [token.text for token in tokens[index + 1 : index + 4]]
        named = after[:1] == ["."] or (after[:1] == ["["] and after[2:] == ["]"] and after[1][:1] in "'\"")
        if not named:
            return True
    return False
