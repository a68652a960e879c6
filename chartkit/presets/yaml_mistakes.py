"""Mistakes recognised in the source text of a preset, so that they are said as what they are.

YAML reads `{field: ${field:x}}` as a broken flow mapping, and cuts `${string:t:a # b}` at its ` #`: both are one
missing pair of quotes. A tab, a quote left open and a line indented otherwise than its neighbours it reports far from
where they stand, in the words of a parser.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

from chartkit.diagnostics import Diagnostic, Location, counted, place_at, source_lines
from chartkit.presets.nodes import Mark
from chartkit.presets.quoting import quoting
from chartkit.presets.yaml_lines import with_stand_ins

_SLOT = re.compile(r"\$\{(?:field|string):[^}\n]*\}?")
_TWO_COLONS = re.compile(r"(\s*(?:- +)*[\w$-]+: +)([^\s'\"{\[|>&*!#%@`][^#]*?: [^#]*?)\s*(?:#.*)?\Z")
_QUOTED = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\n]|'')*'")


def reading_fault(error: Any, text: str, file: str | None) -> Diagnostic:
    """The diagnostic for a `yaml.YAMLError`: a known mistake where it is one, else the parser's own reason."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        position = getattr(error, "position", None)
        place = Location(file) if position is None else _place_of(position, text, file)
        return Diagnostic("CK101", f"this is not YAML: {_reason(error)}.", location=place)
    line, column = mark.line + 1, mark.column + 1
    if known := _tab(text, line, file) or _open_quote(error, text, file) or _indentation(error, text, file):
        return known
    if slot := _unquoted_slot(text, line):
        return _unquoted(slot[0], Location(file, line, slot[1], length=len(slot[0])), text)
    if known := _colon_in_text(error, text, file) or _open_bracket(error, text, file):
        return known
    return Diagnostic("CK101", f"this is not YAML: {_reason(error)}.", location=Location(file, line, column))


def _colon_in_text(error: Any, text: str, file: str | None) -> Diagnostic | None:
    """A text without quotes in which `: ` begins a map: `title: Loss: by step`."""
    mark = error.problem_mark
    found = _TWO_COLONS.match(_line(text, mark.line + 1))
    is_known = _reason(error) == "mapping values are not allowed in this context"
    if found is None or not is_known or mark.column < found.end(1):
        return None
    value, start = found[2], found.start(2)
    place = Location(file, mark.line + 1, start + 1, length=len(value))
    quoted = f"'{value}'" if '"' in value else f'"{value}"'
    help = f"write {quoted}" if "'" not in value or '"' not in value else None
    return Diagnostic("CK101", "a text with ': ' in it needs quotes.", location=place, help=help)


def _open_bracket(error: Any, text: str, file: str | None) -> Diagnostic | None:
    """A `{` or `[` that nothing closes before the lines that follow it."""
    opened, mark = error.context_mark, error.problem_mark
    if "flow" not in (error.context or "") or opened is None or opened.line == mark.line:
        return None
    bracket = _line(text, opened.line + 1)[opened.column : opened.column + 1]
    if bracket not in ("{", "["):
        return None
    message = f"the {bracket!r} that opens here is not closed before line {mark.line + 1}."
    return Diagnostic("CK101", message, location=Location(file, opened.line + 1, opened.column + 1))


def _tab(text: str, line: int, file: str | None) -> Diagnostic | None:
    """A tab in the indentation of the line where reading stopped."""
    column = _indent(_line(text, line)).find("\t") + 1
    if not column:
        return None
    return Diagnostic("CK101", "the indentation is a tab; YAML takes spaces.", location=Location(file, line, column))


def _open_quote(error: Any, text: str, file: str | None) -> Diagnostic | None:
    """A quote that only the end of the file, or the opening quote of a later text, closes."""
    if "quoted scalar" in (error.context or "") and "end of stream" in _reason(error):
        opened = error.context_mark
        place = Location(file, opened.line + 1, opened.column + 1)
        return Diagnostic("CK101", "the quote that opens here is never closed.", location=place)
    scalar = _last_scalar(text)
    stopped = error.problem_mark.line, error.problem_mark.column
    if scalar is None or scalar.style not in ("'", '"') or (scalar.end_mark.line, scalar.end_mark.column) != stopped:
        return None
    start = scalar.start_mark
    if start.line == stopped[0]:
        return None
    message = f"the quote that opens here is closed only on line {stopped[0] + 1}."
    return Diagnostic("CK101", message, location=Location(file, start.line + 1, start.column + 1))


def _last_scalar(text: str) -> Any:
    """The last scalar that YAML reads before it stops, None where there is none."""
    import yaml

    last: Any = None
    with suppress(yaml.YAMLError):
        for event in yaml.parse(with_stand_ins(text)[0], Loader=yaml.CLoader):
            last = event
    return last if isinstance(last, yaml.ScalarEvent) else None


def _indentation(error: Any, text: str, file: str | None) -> Diagnostic | None:
    """A line of a block that is indented otherwise than every map or list around it."""
    mark = error.problem_mark
    line: int = mark.line + 1
    source = _line(text, line)
    column, key = len(_indent(source)), re.search(r":(?=\s|$)", source)
    above = _open_indents(text, line)
    is_flow = "expected ','" in _reason(error)
    if is_flow or not above or column in above or mark.column not in (column, key.start() if key else column):
        return None
    around = sorted({max((width for width in above if width < column), default=min(above)), *above[:1]})
    message = f"this line is indented {counted(column, 'column')}, those above it {' or '.join(map(str, around))}."
    place = Location(file, line, 1, length=max(column, 1))
    return Diagnostic("CK101", message, location=place, help="indent the lines of one map or list alike")


def _open_indents(text: str, line: int) -> list[int]:
    """The widths of indentation that are open above a line, the nearest first."""
    open_: list[int] = []
    for source in reversed(source_lines(text)[: line - 1]):
        width = len(_indent(source))
        if source.strip() and not source.lstrip().startswith("#") and (not open_ or width < open_[-1]):
            open_.append(width)
    return open_


def _line(text: str, line: int) -> str:
    lines = source_lines(text)
    return lines[line - 1] if line <= len(lines) else ""


def _indent(source: str) -> str:
    return source[: len(source) - len(source.lstrip(" \t"))]


def unclosed_slot(scalar: str, mark: Mark, text: str) -> Diagnostic | None:
    """An unquoted scalar of `text` that holds the start of a slot and not its end: YAML cut it at a ` #` or `: `."""
    opened = scalar.rfind("${")
    if opened < 0 or "}" in scalar[opened:] or not _SLOT.match(scalar, opened):
        return None
    found = _SLOT.search(source_lines(text)[mark.line - 1], mark.column - 1)
    slot = found[0] if found else scalar[opened:]
    place = Location(mark.file, mark.line, found.start() + 1 if found else mark.column, length=len(slot))
    return _unquoted(slot, place, text)


def _unquoted_slot(text: str, line: int) -> tuple[str, int] | None:
    blanked = _QUOTED.sub(lambda match: " " * len(match[0]), _line(text, line))
    found = _SLOT.search(blanked)
    return (found[0], found.start() + 1) if found else None


def _unquoted(slot: str, place: Location, text: str) -> Diagnostic:
    shown = slot if slot.endswith("}") else slot + "…}"
    fix = quoting(place, text)
    help = fix.words if fix else f'write "{shown}"'
    return Diagnostic("CK104", f"the slot {shown} needs quotes here.", location=place, help=help, fix=fix)


def _reason(error: Any) -> str:
    reason = getattr(error, "problem", None) or getattr(error, "reason", None) or type(error).__name__
    return str(reason).strip()


def _place_of(position: int, text: str, file: str | None) -> Location:
    return Location(file, *place_at(text, position))
