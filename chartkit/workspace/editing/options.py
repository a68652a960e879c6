"""One option of a completion, and words as the text has them: takes a word and its place, gives what is put there."""

from __future__ import annotations

from typing import Any, NamedTuple

from chartkit.workspace.editing.cursor import Place


class Option(NamedTuple):
    """One word to choose: `label` is shown, `text` put in place, `info` is Markdown."""

    label: str
    kind: str
    text: str
    detail: str = ""
    info: str = ""


def quoted(word: str, place: Place) -> str:
    """The word as YAML has it here: in quotes where it would be read otherwise."""
    from chartkit.presets.reader import resolve_plain

    if place.quote:
        return word
    is_plain = (
        bool(word)
        and word.replace("/", "").replace(" ", "").replace(".", "").replace("_", "").replace("-", "").isalnum()
    )
    return (
        word
        if is_plain and word == word.strip() and resolve_plain(word) == word and word[0] not in "-."
        else f'"{word}"'
    )


def written(word: Any) -> str:
    """A word of a schema as YAML writes it."""
    return {True: "true", False: "false", None: "null"}[word] if word is None or isinstance(word, bool) else str(word)
