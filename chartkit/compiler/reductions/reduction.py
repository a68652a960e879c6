"""What every reduction is, and the refusal of what cannot be computed here exactly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from chartkit.data.frame import Frame, FrameKind


class NotReducible(Exception):
    """Computing this before the browser would not give the same picture; `reason` says why, in plain words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Reduction(Protocol):
    """One step from rows to rows.

    `reads` are the columns it needs, `makes` those it adds or replaces. `is_shrinking` says that it may give fewer
    rows, `is_new_table` that its rows have no other columns than those it makes.
    """

    @property
    def reads(self) -> frozenset[str]: ...

    @property
    def makes(self) -> Mapping[str, FrameKind]: ...

    @property
    def is_shrinking(self) -> bool: ...

    @property
    def is_new_table(self) -> bool: ...

    def apply(self, frame: Frame) -> Frame:
        """The frame after this step; nothing runs yet where the engine is lazy."""
        ...

    def explain(self) -> str:
        """One line that says what the step does."""
        ...
