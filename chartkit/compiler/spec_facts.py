"""What follows from a filled spec alone, worked out once.

A training draws the same spec with other rows at every step: what is left then is the work on the rows.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from chartkit.compiler.spec_texts import SpecTexts, spec_texts
from chartkit.presets.nodes import Node

if TYPE_CHECKING:
    from chartkit.compiler.text_as_numbers import NumericUse
    from chartkit.schema import DialectName
    from chartkit.schema.fault import Fault


class SpecFacts:
    """A plain spec, which nobody changes, and what it says; each is worked out when it is first asked for."""

    def __init__(self, plain: dict[str, Any]) -> None:
        self.plain = plain
        self._faults: dict[DialectName, tuple[Fault, ...]] = {}

    @cached_property
    def texts(self) -> SpecTexts:
        return spec_texts(self.plain)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words in its texts."""
        return self.texts.words()

    @cached_property
    def numeric_uses(self) -> tuple[NumericUse, ...]:
        """The columns that it computes with as numbers."""
        from chartkit.compiler.text_as_numbers import numeric_uses

        return tuple(numeric_uses(self.plain))

    @cached_property
    def json(self) -> bytes:
        import orjson

        return orjson.dumps(self.plain)

    def faults(self, dialect: DialectName) -> tuple[Fault, ...]:
        """What the schema of `dialect` finds in it."""
        from chartkit.schema import validate

        if dialect not in self._faults:
            self._faults[dialect] = tuple(validate(self.plain, dialect))
        return self._faults[dialect]


def facts_of(spec: Node) -> SpecFacts:
    """The facts of a filled spec, kept for the last 64: `filled` gives the same nodes for the same filling."""
    return _facts(_Same(spec))


class _Same:
    """A spec that equals itself alone: looking it up compares no nodes. Nodes never change."""

    def __init__(self, spec: Node) -> None:
        self.spec = spec

    def __hash__(self) -> int:
        return id(self.spec)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.spec is self.spec


@lru_cache(maxsize=64)
def _facts(same: _Same) -> SpecFacts:
    return SpecFacts(same.spec.plain())
