"""The types of slots as others call them: takes a word that is no type, gives the way out."""

from __future__ import annotations

from chartkit.schema import hint
from chartkit.schema.synonyms import TYPES

_STRING_WORDS = {
    **dict.fromkeys(("string", "str"), "text"),
    **dict.fromkeys(("float", "double", "numeric", "quantitative"), "number"),
    "int": "integer",
    "bool": "boolean",
}


def meant_type(word: str, types: tuple[str, ...]) -> str | None:
    """The one of `types` that pandas, Python, Altair or plain English calls `word`.

    >>> meant_type("float", ("quantitative", "nominal"))
    'quantitative'
    """
    meant = (TYPES if "quantitative" in types else _STRING_WORDS).get(word.lower())
    return meant if meant in types else None


def type_hint(word: str, types: tuple[str, ...]) -> str:
    """The type that `word` means, else the nearest, and all that there are."""
    meant = meant_type(word, types)
    return f"did you mean {meant!r}? {hint('', types)}" if meant else hint(word, types)
