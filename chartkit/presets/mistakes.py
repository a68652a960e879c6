"""Mistakes recognised in the source text of a preset, so that they are said as what they are.

YAML reads `{field: ${field:x}}` as a broken flow mapping, and cuts `${string:t:a # b}` at its ` #`: both are one
missing pair of quotes.
"""

from __future__ import annotations

import re
from typing import Any

from chartkit.diagnostics import Diagnostic, Location
from chartkit.presets.nodes import Mark

_SLOT = re.compile(r"\$\{(?:field|string):[^}\n]*\}?")
_QUOTED = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\n]|'')*'")


def reading_fault(error: Any, text: str, file: str | None) -> Diagnostic:
    """The diagnostic for a `yaml.YAMLError`: an unquoted slot where there is one, else the parser's own reason."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        position = getattr(error, "position", None)
        place = Location(file) if position is None else _place_of(position, text, file)
        return Diagnostic("CK101", f"this is not YAML: {_reason(error)}.", location=place)
    line, column = mark.line + 1, mark.column + 1
    if slot := _unquoted_slot(text, line):
        return _unquoted(slot[0], Location(file, line, slot[1], length=len(slot[0])))
    return Diagnostic("CK101", f"this is not YAML: {_reason(error)}.", location=Location(file, line, column))


def unclosed_slot(scalar: str, mark: Mark, text: str) -> Diagnostic | None:
    """An unquoted scalar of `text` that holds the start of a slot and not its end: YAML cut it at a ` #` or `: `."""
    opened = scalar.rfind("${")
    if opened < 0 or "}" in scalar[opened:] or not _SLOT.match(scalar, opened):
        return None
    found = _SLOT.search(text.splitlines()[mark.line - 1], mark.column - 1)
    slot = found[0] if found else scalar[opened:]
    return _unquoted(
        slot, Location(mark.file, mark.line, found.start() + 1 if found else mark.column, length=len(slot))
    )


def _unquoted_slot(text: str, line: int) -> tuple[str, int] | None:
    lines = text.splitlines()
    source = lines[line - 1] if line <= len(lines) else ""
    blanked = _QUOTED.sub(lambda match: " " * len(match[0]), source)
    found = _SLOT.search(blanked)
    return (found[0], found.start() + 1) if found else None


def _unquoted(slot: str, place: Location) -> Diagnostic:
    shown = slot if slot.endswith("}") else slot + "…}"
    return Diagnostic("CK104", f"the slot {shown} needs quotes here.", location=place, help=f'write "{shown}"')


def _reason(error: Any) -> str:
    reason = getattr(error, "problem", None) or getattr(error, "reason", None) or type(error).__name__
    return str(reason).strip()


def _place_of(position: int, text: str, file: str | None) -> Location:
    before = text[:position]
    return Location(file, before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1)
