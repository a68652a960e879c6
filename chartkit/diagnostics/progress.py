"""A bar on stderr while something slow works: only on a terminal, only past the first second, gone when it is done."""

from __future__ import annotations

import sys
import time

_PATIENCE_S = 1.0
_WIDTH = 36


class ProgressBar:
    """How much of what `doing` names is done; nothing is written where stderr is no terminal."""

    def __init__(self, doing: str) -> None:
        self.doing = doing
        self.start_s = time.monotonic()
        self.is_shown = False

    def advance(self, done: int, of: int) -> None:
        """Draw the bar when it is time: `done` of `of` steps are done, 0 where the work starts."""
        if done == 0:
            self.start_s = time.monotonic()
        if done == of:
            self.close()
        elif sys.stderr.isatty() and time.monotonic() - self.start_s >= _PATIENCE_S:
            filled = _WIDTH * done // of
            self.is_shown = True  # before it is: Ctrl-C may come in between
            _write(f"\r{self.doing} [{'#' * filled}{'-' * (_WIDTH - filled)}] {done:,} of {of:,}")

    def close(self) -> None:
        """Take the bar away."""
        if self.is_shown:
            _write("\r\x1b[K")
            self.is_shown = False


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
