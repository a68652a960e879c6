"""What a thinned chart says of itself: takes the spec and the policies' texts, gives the spec with a visible note."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from chartkit.compiler.overflow.overflowed import Overflowed
from chartkit.diagnostics import Diagnostic
from chartkit.presets.overflow import NotePlace

CODE = "CK458"
_SUBTITLE_STYLE = {"fontSize": 11, "fontWeight": "normal"}
"""Vega draws no subtitle without a title: the note is then the title, looking like a subtitle."""


def with_note(spec: Mapping[str, Any], texts: Iterable[str], place: NotePlace = "subtitle") -> dict[str, Any]:
    """`spec` with `texts` in the title's subtitle, below the author's own, or at the end of its description.

    >>> with_note({"title": "Loss"}, ["50 of 900 rows, evenly sampled"])
    {'title': {'text': 'Loss', 'subtitle': ['50 of 900 rows, evenly sampled']}}
    """
    lines = list(dict.fromkeys(texts))
    if place == "description":
        own = str(spec.get("description", ""))
        return {**spec, "description": " ".join(part for part in (own, f"({'; '.join(lines)})") if part)}
    title: Any = spec.get("title")
    if not title:
        return {**spec, "title": {"text": lines, **_SUBTITLE_STYLE}}
    whole: dict[str, Any] = dict(title) if isinstance(title, dict) else {"text": title}  # pyright: ignore[reportUnknownArgumentType]
    own_lines: Any = whole.get("subtitle") or []
    above: list[Any] = own_lines if isinstance(own_lines, list) else [own_lines]  # pyright: ignore[reportUnknownVariableType]
    return {**spec, "title": {**whole, "subtitle": [*above, *lines]}}


def diagnostic_of(overflowed: Overflowed, is_chosen: bool = False) -> Diagnostic:
    """That fewer marks are drawn than there are rows: a warning, or a note where the preset asks for it."""
    if is_chosen:
        return Diagnostic(CODE, f"{overflowed.text}.", "info", help=overflowed.help)
    help = "aggregate or bin in the spec, filter the table, or pass strict=True to make this an error"
    return Diagnostic(CODE, f"{overflowed.text}.", "warning", help=overflowed.help or help)
