"""Texts that people read: what a user's name or title becomes where it is shown."""

from __future__ import annotations

import re

from chartkit.compiler.aliases import OBJECT_PROTOTYPE, display_name
from chartkit.diagnostics import JsonPath

_LINE_BREAKS = re.compile("[\x00-\x1f\x7f\u2028\u2029]+")


def shown_text(text: str, path: JsonPath) -> str:
    """`text` for the text position at `path`; only titles of channels cannot hold every character."""
    return channel_title(text) if "encoding" in path else display_name(text)


def channel_title(text: str) -> str:
    """`text` as the title of a channel, looking the same.

    Vega-Lite 6.4 pastes channel titles into expressions with nothing but their double quotes escaped, and uses them as
    keys of an object: line breaks, backslashes (shown as U+29F5) and members of `Object.prototype` (with a zero-width
    space) would break the chart or become syntax.
    """
    title = _LINE_BREAKS.sub(" ", display_name(text)).replace("\\", "\u29f5")
    return f"{title}\u200b" if title in OBJECT_PROTOTYPE else title
