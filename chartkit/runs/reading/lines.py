"""Lines of a text by their number."""

from __future__ import annotations

from functools import cached_property
from typing import Any


class Lines:
    """Whole lines, found when the first is asked for."""

    def __init__(self, text: bytes) -> None:
        self.text = text

    @cached_property
    def _ends(self) -> Any:
        import numpy as np

        return np.flatnonzero(np.frombuffer(self.text, dtype=np.uint8) == ord("\n"))

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, place: int) -> bytes:
        return self.text[int(self._ends[place - 1]) + 1 if place else 0 : int(self._ends[place]) + 1]
