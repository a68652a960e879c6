"""Lines of a text by their number."""

from __future__ import annotations

from functools import cached_property
from typing import Any


class Lines:
    """Whole lines; the first and the last are found without the others."""

    def __init__(self, text: bytes, n_lines: int) -> None:
        self.text = text
        self._n_lines = n_lines

    @cached_property
    def _ends(self) -> Any:
        import numpy as np

        return np.flatnonzero(np.frombuffer(self.text, dtype=np.uint8) == ord("\n"))

    def __len__(self) -> int:
        return self._n_lines

    def __getitem__(self, place: int) -> bytes:
        if place == 0:
            return self.text[: self.text.index(b"\n") + 1]
        if place == self._n_lines - 1:
            return self.text[self.text.rfind(b"\n", 0, -1) + 1 :]
        return self.text[int(self._ends[place - 1]) + 1 : int(self._ends[place]) + 1]
