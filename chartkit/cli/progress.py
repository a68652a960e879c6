"""How far `check` has come, as a bar on stderr."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from chartkit.diagnostics.progress import ProgressBar

if TYPE_CHECKING:
    from chartkit.check.run import Advance


@contextmanager
def progress() -> Generator[Advance]:
    """Gives the function that is told how many files of how many are done, 0 where a run starts."""
    bar = ProgressBar("checking")
    try:
        yield bar.advance
    finally:
        bar.close()
