"""A bar on stderr while `check` works: only on a terminal, only when it takes over a second, gone when it is done."""

from __future__ import annotations

import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from chartkit.check.run import Advance

_PATIENCE_S = 1.0


@contextmanager
def progress() -> Generator[Advance]:
    """Gives the function that is told how many files of how many are done."""
    start_s = time.monotonic()
    bars: list[Any] = []

    def advance(done: int, of: int) -> None:
        if not sys.stderr.isatty() or time.monotonic() - start_s < _PATIENCE_S:
            return
        if not bars:
            bars.append(click.progressbar(length=of, label="checking", file=sys.stderr))
        bars[0].update(done - bars[0].pos)

    try:
        yield advance
    finally:
        if bars:
            click.echo("\r\x1b[K", nl=False, err=True)
