"""How far a slow plot has come: takes the number of its steps, gives the function that counts one more as done."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager

from chartkit.diagnostics.progress import ProgressBar


@contextmanager
def progress(total: int, doing: str = "working") -> Generator[Callable[[], None]]:
    """A bar on stderr that says `doing`, and `done of total`; on a terminal only, and past the first second only.

    Call what it gives once after each of the `total` steps, from the thread that draws the plot.
    """
    bar = ProgressBar(doing)
    n_done = 0

    def advance() -> None:
        nonlocal n_done
        n_done += 1
        bar.advance(n_done, total)

    try:
        yield advance
    finally:
        bar.close()
