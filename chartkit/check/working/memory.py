"""How often Python looks for what nobody needs, while many presets are checked."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def fewer_collections() -> Generator[None]:
    """Less often: presets are trees without circles, and stay until the end of a run. Saves a tenth of its time."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
