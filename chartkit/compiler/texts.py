"""Texts that people read: what a user's name or title becomes where it is shown."""

from __future__ import annotations

import re

from chartkit.compiler.aliases import OBJECT_PROTOTYPE, display_name
from chartkit.diagnostics import JsonPath
from chartkit.presets.nodes import Node

_LINE_BREAKS = re.compile("[\x00-\x1f\x7f\u2028\u2029]+")


def shown_text(text: str, path: JsonPath) -> str:
    """`text` for the place at `path`, looking the same.

    Vega 6 looks up constants of a spec in plain objects, where members of `Object.prototype` are found: such a text
    gets a zero-width space.
    """
    if "encoding" in path and "title" in path:
        return channel_title(text)
    return _apart_from_members(display_name(text))


def channel_title(text: str) -> str:
    """`text` as the title of a channel, looking the same.

    Vega-Lite 6.4 pastes channel titles into expressions with nothing but their double quotes escaped: line breaks
    become spaces, and backslashes U+29F5, or they would break the chart or become syntax.
    """
    return _apart_from_members(_LINE_BREAKS.sub(" ", display_name(text)).replace("\\", "\u29f5"))


def with_shown_subtitle(title: dict[str, Node]) -> dict[str, Node]:
    """A title whose subtitle shows although its text is empty: Vega-Lite draws neither then, and both with a space."""
    if "subtitle" not in title or not _says(title["subtitle"]) or _says(title.get("text")):
        return title
    return {"text": title["subtitle"].replaced(" "), **{key: child for key, child in title.items() if key != "text"}}


def _says(text: Node | None) -> bool:
    """Whether anything is shown: a text or an expression, or a line of several that is one."""
    return text is not None and (any(map(_says, text.items)) if text.items else text.value not in ("", []))


def _apart_from_members(text: str) -> str:
    return f"{text}\u200b" if text in OBJECT_PROTOTYPE else text
