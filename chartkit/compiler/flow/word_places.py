"""The word that a fault of the flow is about: takes the fault, the filled spec and the author's, gives its diagnostic.

A word inside an expression is found in the filled text, led back through the slots to the author's text, and from there
to its line and column. Where the last step cannot be taken the whole text is underlined, and the help names the word.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from chartkit.compiler.binding import Filling
from chartkit.compiler.expressions import filled_pieces
from chartkit.compiler.flow.expression_faults import unreadable
from chartkit.compiler.flow.fault import FlowFault
from chartkit.diagnostics import Diagnostic, JsonPath, Location
from chartkit.expressions import ExpressionError, parse
from chartkit.expressions.places import Kind, Span, place_of_fault, place_of_name
from chartkit.presets.nodes import Node
from chartkit.presets.scalar_places import place_inside

_KINDS: dict[str, Kind] = {"CK311": "field", "CK312": "field", "CK313": "name", "CK315": "dataset"}


class Written(NamedTuple):
    """A text as its author wrote it, and in order the `pieces` it was filled by, each with what it stands for."""

    text: str
    pieces: tuple[tuple[str, str], ...]


def at_word(fault: FlowFault, filled: Node, spec: Node, filling: Filling) -> Diagnostic:
    """The diagnostic at the word that the fault is about, else at the whole value. O(size of the spec)."""
    message, help = fault.message, fault.help
    location = filled.locate(fault.path, fault.on_key)
    node = _node_at(filled, fault.path)
    if node is None or not isinstance(node.value, str) or fault.on_key:
        return Diagnostic(fault.code, message, location=location, help=help)
    written = _written(node, node.value, spec, filling)
    span = _span(fault, node.value, written)
    if span is None:
        return Diagnostic(fault.code, message, location=location, help=help)
    if fault.code == "CK314" and (error := _syntax_error(node.value) and _syntax_error(written.text)):
        message = unreadable(error)
    exact = _exact(node, written.text, span, location)
    if exact is None and help is None:
        help = _pointed(written.text, span)
    return Diagnostic(fault.code, message, location=exact or location, help=help)


def _node_at(root: Node, path: JsonPath) -> Node | None:
    node: Node | None = root
    for step in path:
        node = node.child(step) if node else None
    return node


def _written(node: Node, filled: str, spec: Node, filling: Filling) -> Written:
    """What the author wrote at the place of a filled text: the text that fills to it, else the filled one itself."""
    for text in _texts_at(node, spec):
        if text == filled:
            return Written(text, ((text, text),))
        pieces = filled_pieces(text, filling) if "${" in text else None
        if pieces is not None and "".join([piece for piece, _ in pieces]) == filled:
            return Written(text, tuple((piece, token.text) for piece, token in pieces))
    return Written(filled, ((filled, filled),))


def _texts_at(place: Node, root: Node) -> Iterator[str]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node.value, str):
            if node.mark is place.mark:
                yield node.value
        else:
            waiting += [*node.items, *node.entries.values()]


def _span(fault: FlowFault, filled: str, written: Written) -> Span | None:
    """The characters of the author's text that the fault is about."""
    if fault.code == "CK314":
        is_syntax = _syntax_error(filled) and _syntax_error(written.text)
        found = place_of_fault(written.text if is_syntax else filled)
        return found if is_syntax or found is None else _led_back(found, written)
    kind = _KINDS.get(fault.code)
    found = place_of_name(filled, kind, fault.name) if kind and fault.name else None
    return None if found is None else _led_back(found, written)


def _syntax_error(text: str) -> ExpressionError | None:
    try:
        parse(text)
    except ExpressionError as error:
        return error
    return None


def _led_back(span: Span, written: Written) -> Span:
    """The author's characters for those of the filled text: of a slot the slot, of a text with slots all of it."""
    start, end = (_author_offset(offset, written, bool(is_end)) for is_end, offset in enumerate(span))
    return start, max(start, end)


def _author_offset(offset: int, written: Written, is_end: bool) -> int:
    first = author_first = 0
    for filled, token in written.pieces:
        last = first + len(filled)
        if first < offset <= last if is_end else first <= offset < last:
            if filled == token:
                return author_first + offset - first
            quote = int(token[:1] in ("'", '"') and offset not in (first, last))
            return author_first + (len(token) - quote if is_end else quote)
        first, author_first = last, author_first + len(token)
    return len(written.text)


def _exact(node: Node, text: str, span: Span, whole: Location) -> Location | None:
    mark = node.mark
    place = place_inside(mark, text, *span) if mark else None
    if mark is None or place is None:
        return None
    return place.location(whole.path)._replace(first_line=mark.line)


def _pointed(text: str, span: Span) -> str:
    """Where in the author's text the fault is."""
    piece = text[span[0] : max(span[1], span[0] + 20)]
    return f"at its character {span[0] + 1}: {piece!r}" if piece.strip() else "at its end"
