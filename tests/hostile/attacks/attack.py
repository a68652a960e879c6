"""One attack and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Outcome(NamedTuple):
    """How often an attack was tried, what was answered, and every try that got through, in words."""

    n_tried: int
    answered: str
    through: tuple[str, ...] = ()


class Attack(NamedTuple):
    """`do` takes what is attacked, a `Target` or a `Visit`, and gives the outcome."""

    group: str
    name: str
    do: Callable[..., Outcome]
