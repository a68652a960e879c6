"""What a preset does with more rows than a chart carries: its header's `overflow`."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeVar, get_args

from chartkit.diagnostics import shown
from chartkit.presets.faults import Faults
from chartkit.presets.nodes import Node
from chartkit.schema import hint

Policy = Literal["m4", "bin2d", "sample", "error"]
NotePlace = Literal["subtitle", "description"]

POLICIES: tuple[Policy, ...] = get_args(Policy)
NOTE_PLACES: tuple[NotePlace, ...] = get_args(NotePlace)
OVERFLOW_KEYS = ("policy", "note")

_Choice = TypeVar("_Choice", bound=str)


class Overflow(NamedTuple):
    """`policy` is None where the compiler chooses; `note` is where the chart says what it did."""

    policy: Policy | None = None
    note: NotePlace = "subtitle"


def read_overflow(node: Node | None, faults: Faults) -> Overflow:
    """`overflow: m4`, or a map of `policy` and `note`; faults go into `faults`."""
    if node is None or node.value is None:
        return Overflow()
    if isinstance(node.value, str):
        return Overflow(_choice(node, POLICIES, "overflow", faults))
    if not faults.is_map(node, "overflow"):
        return Overflow()
    faults.unknown_keys(node, OVERFLOW_KEYS, "overflow")
    policy, place = node.get("policy"), node.get("note")
    note: NotePlace | None = _choice(place, NOTE_PLACES, "overflow: note", faults) if place else None
    return Overflow(_choice(policy, POLICIES, "overflow: policy", faults) if policy else None, note or "subtitle")


def _choice(node: Node, choices: tuple[_Choice, ...], what: str, faults: Faults) -> _Choice | None:
    for choice in choices:
        if node.value == choice:
            return choice
    faults.add("CK106", f"{what} is {shown(node.plain())}.", node.mark, hint(str(node.value), choices))
    return None
