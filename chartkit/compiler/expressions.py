"""Slots inside Vega expressions: takes an expression and what fills its slots, gives the filled expression.

A slot after `datum.`, in `datum['…']` or alone is the column; inside any other string literal it is the user's name of
it. A slot is never syntax: names and texts arrive quoted for their place.
"""

from __future__ import annotations

import re

from chartkit.compiler.aliases import OBJECT_PROTOTYPE, display_name
from chartkit.compiler.binding import Filling, Text
from chartkit.expressions.tokens import Token, member_keys, quoted, tokenize, without_controls
from chartkit.presets.slots import SlotUse, split_slots, whole_slot


def fill_expression(expression: str, filling: Filling, gone: frozenset[str] = frozenset()) -> str | None:
    """The expression with its slots filled; None when it reads an empty field slot, or a field in `gone`."""
    pieces = filled_pieces(expression, filling, gone)
    return None if pieces is None else "".join([piece for piece, _ in pieces])


def filled_pieces(
    expression: str, filling: Filling, gone: frozenset[str] = frozenset()
) -> list[tuple[str, Token]] | None:
    """The filled expression in pieces, each with the token of the author's that it stands for; None as above."""
    tokens = tokenize(expression)
    members = member_keys(tokens)
    filled: list[tuple[str, Token]] = []
    for index, token in enumerate(tokens):
        piece = _member(token, members[index], filling, gone) if index in members else _value(token, filling)
        if piece is None:
            return None
        if members.get(index) == "dot" and piece.startswith("["):
            _drop_dot(filled)
        filled.append((piece, token))
    return filled


def _member(token: Token, access: str, filling: Filling, gone: frozenset[str]) -> str | None:
    """A member's name: as written without a slot, else the column's alias in brackets."""
    if "${" not in token.text:
        return None if _plain_key(token) in gone else token.text
    inner = token.text if access == "dot" else token.text[1:-1]
    key = _joined(inner, filling)
    if key is None:
        return None
    return f"[{quoted(key)}]" if access == "dot" else quoted(key)


def _value(token: Token, filling: Filling) -> str | None:
    if "${" not in token.text or token.kind not in ("name", "string", "regex"):
        return token.text
    if token.kind == "regex":
        return "".join(
            piece if isinstance(piece, str) else _in_regex(slot_text(piece, filling))
            for piece in split_slots(token.text)
        )
    if token.kind == "string":
        quote = token.text[0]
        return _whole("".join(_inside(piece, quote, filling) for piece in split_slots(token.text[1:-1])), quote)
    slot = whole_slot(token.text)
    if slot is None:
        name = _joined(token.text, filling)
        return None if name is None else re.sub(r"\W", "_", name)
    if slot.kind == "string":
        return _literal(filling.strings[slot.name])
    columns = filling.columns(slot)
    if not columns:
        return None
    datums = [f"datum[{quoted(column.alias)}]" for column in columns]
    return datums[0] if len(datums) == 1 else f"[{', '.join(datums)}]"


def _in_regex(text: str) -> str:
    """`text` inside a regular expression's literal, where it matches itself."""
    return without_controls(re.sub(r"[.*+?^${}()|\[\]\\/]", r"\\\g<0>", text))


def _inside(piece: str | SlotUse, quote: str, filling: Filling) -> str:
    """A piece of a string literal: the author's text as written, a slot as the user's text, escaped."""
    if isinstance(piece, str):
        return piece
    return quoted(slot_text(piece, filling), quote)[1:-1]


def slot_text(slot: SlotUse, filling: Filling) -> str:
    """What a slot reads as in running text: the user's column names, the run's words or a text, "" when it is empty."""
    if slot.kind == "run":
        return filling.run.text(slot.name) if filling.run else ""
    if slot.kind == "field":
        return ", ".join(display_name(column.name) for column in filling.fields[slot.name])
    value = filling.strings[slot.name]
    return "" if value is None else _shown(value)


def _joined(text: str, filling: Filling) -> str | None:
    """A name made of text and slots (`mean_${field:y}`); None when one of its field slots is empty."""
    parts: list[str] = []
    for piece in split_slots(text):
        if isinstance(piece, str):
            parts.append(piece)
        elif piece.kind == "string":
            parts.append(slot_text(piece, filling))
        elif columns := filling.columns(piece):
            parts.append("_".join(column.alias for column in columns))
        else:
            return None
    return "".join(parts)


def _literal(value: Text | None) -> str:
    if isinstance(value, (bool, int, float)):
        return _shown(value)
    return _whole(quoted(value or "")[1:-1], '"')


def _whole(inside: str, quote: str) -> str:
    """A literal of `inside`, its text already escaped; in two parts where Vega 6 would look the text up in a plain
    object and stumble on a member of `Object.prototype`."""
    if inside in OBJECT_PROTOTYPE:
        return f"({quote}{inside[:-1]}{quote} + {quote}{inside[-1]}{quote})"
    return f"{quote}{inside}{quote}"


def _shown(value: Text) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _plain_key(token: Token) -> str:
    return token.text[1:-1] if token.kind == "string" else token.text


def _drop_dot(filled: list[tuple[str, Token]]) -> None:
    """Write nothing for the `.` (and spaces) before a member that turned into brackets."""
    for index in range(len(filled) - 1, -1, -1):
        piece, token = filled[index]
        if not piece.isspace() and piece != ".":
            return
        filled[index] = "", token
        if piece == ".":
            return
