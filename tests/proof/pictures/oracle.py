"""The oracle of the proof: takes two specs, draws both with real Vega in this process, gives a `Verdict`.

>>> raw = {"data": {"values": [{"a": 1}, {"a": 1}]}, "mark": "point", "encoding": {"x": {"field": "a"}}}
>>> compare(raw, raw).kind
'equal'
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from pictures.comparison import compare_drawings
from pictures.geometry import Drawing, Item, drawing_of

Outcome = Literal["equal", "order", "different", "rounding", "random", "blank", "failed"]
_SHOWN = 6


class Verdict(NamedTuple):
    """What a comparison found. Only `equal` proves anything.

    `order`: the same items in another order. `rounding`: see `pictures.rounding`, which finds it. `random`: the first
    spec differs from itself, drawn twice. `blank`: both are equal and neither draws a mark. `failed`: Vega refuses the
    raw spec, with its `reason`; one that refuses the reduced spec alone is `different`.
    """

    kind: Outcome
    n_items: int = 0
    n_marks: int = 0
    aria: tuple[tuple[str, str], ...] = ()
    missing: tuple[Item, ...] = ()
    extra: tuple[Item, ...] = ()
    reason: str = ""

    @property
    def is_aria_equal(self) -> bool:
        """Whether screen readers are told the same."""
        return not self.aria

    def __str__(self) -> str:
        aria = "" if self.is_aria_equal else ", other texts for screen readers"
        head = f"{self.kind}{aria} ({self.n_items} items, {self.n_marks} marks){self.reason and f': {self.reason}'}"
        sides = (("only in the raw picture", self.missing), ("only in the reduced picture", self.extra))
        lists = [f"  {len(items)} {name}:\n" + _listed(items) for name, items in sides if items]
        texts = [f"  read out as {raw!r}, not {reduced!r}" for raw, reduced in self.aria[:2]]
        return "\n".join([head, *lists, *texts])


def compare(raw_spec: Mapping[str, Any], reduced_spec: Mapping[str, Any]) -> Verdict:
    """Draw both specs, whole with their rows, and compare the pictures to 1e-3 px.

    The time zone is that of this process. The raw spec is drawn a second time only where the pictures differ.
    """
    try:
        raw = drawn(raw_spec)
    except ValueError as error:
        return Verdict("failed", reason=str(error))
    n_items = len(raw.items)
    try:
        reduced = drawn(reduced_spec)
    except ValueError as error:
        return Verdict("different", n_items, raw.n_marks, reason=str(error))
    found = compare_drawings(raw, reduced)
    aria = found.aria
    if found.kind == "equal":
        return Verdict("equal" if raw.n_marks else "blank", n_items, raw.n_marks, aria)
    if compare_drawings(raw, drawn(raw_spec)).kind != "equal":
        return Verdict("random", n_items, raw.n_marks, aria)
    return Verdict(found.kind, n_items, raw.n_marks, aria, found.missing, found.extra)


def drawn(spec: Mapping[str, Any]) -> Drawing:
    """The drawing of a Vega-Lite or Vega spec. Raises `ValueError` with Vega's own words."""
    return drawing_of(svg_of(spec))


def svg_of(spec: Mapping[str, Any]) -> str:
    """The SVG of a spec, without a network. Raises `ValueError` with Vega's own words."""
    import vl_convert

    if "/schema/vega/" in str(spec.get("$schema", "")):
        return vl_convert.vega_to_svg(dict(spec), allowed_base_urls=[])
    return vl_convert.vegalite_to_svg(dict(spec), allowed_base_urls=[])


def _listed(items: tuple[Item, ...]) -> str:
    lines = [f"    {item}" for item in items[:_SHOWN]]
    return "\n".join([*lines, *([f"    … and {len(items) - _SHOWN} more"] if len(items) > _SHOWN else [])])
