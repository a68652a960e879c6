"""A bar on stderr while `check` works: only on a terminal, only past the first second, gone when it is done."""

from __future__ import annotations

import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chartkit.check.run import Advance

_PATIENCE_S = 1.0
_WIDTH = 36


@contextmanager
def progress() -> Generator[Advance]:
    """Gives the function that is told how many files of how many are done, 0 where a run starts."""
    bar = _Bar()
    try:
        yield bar.advance
    finally:
        bar.close()


class _Bar:
    def __init__(self) -> None:
        self.start_s = time.monotonic()
        self.is_shown = False

    def advance(self, done: int, of: int) -> None:
        """Draw the bar when it is time."""
        if done == 0:
            self.start_s = time.monotonic()
        if done == of:
            self.close()
        elif sys.stderr.isatty() and time.monotonic() - self.start_s >= _PATIENCE_S:
            filled = _WIDTH * done // of
            self.is_shown = True  # before it is: Ctrl-C may come in between
            _write(f"\rchecking [{'#' * filled}{'-' * (_WIDTH - filled)}] {done:,} of {of:,}")

    def close(self) -> None:
        """Take the bar away."""
        if self.is_shown:
            _write("\r\x1b[K")
            self.is_shown = False


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
