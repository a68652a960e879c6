"""Heavy work, one piece at a time: takes whether its asker is gone, gives a turn, or ends what nobody waits for.

scikit-learn sets Python's warning filters, which all threads share, around each tree: two forests at once could fill
the server's stderr with warnings about that. One at a time also leaves a core to whoever asks for lines meanwhile.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from threading import Event, Lock

from chartkit.workspace.requests import AskerGoneError

_LOOKS_EVERY_S = 0.1
ONE_AT_A_TIME = Lock()


@contextmanager
def turn(gone: Event) -> Generator[None]:
    """The only one at work meanwhile. Raises `AskerGoneError` where whoever asked is gone before it is."""
    while not ONE_AT_A_TIME.acquire(timeout=_LOOKS_EVERY_S):
        still_asked(gone)
    try:
        still_asked(gone)
        yield
    finally:
        ONE_AT_A_TIME.release()


def still_asked(gone: Event) -> None:
    """Raises `AskerGoneError` where whoever asked is gone."""
    if gone.is_set():
        raise AskerGoneError
