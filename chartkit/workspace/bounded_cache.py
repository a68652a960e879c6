"""Answers kept for the next request, bounded in bytes: the one least lately asked for goes first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Any


class BoundedCache:
    """Values by key, each with its size in bytes; safe between threads.

    >>> cache = BoundedCache(100)
    >>> cache.keep("a", [1, 2], 60), cache.keep("b", [3], 60)
    (None, None)
    >>> cache.get("a"), cache.get("b")
    (None, [3])
    """

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._size_bytes = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Any:
        """What was kept under `key`, None where nothing is."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def keep(self, key: Hashable, value: Any, size_bytes: int) -> None:
        """Keep a value; one that is larger than the whole cache is not kept."""
        with self._lock:
            old = self._kept.pop(key, None)
            self._size_bytes -= 0 if old is None else old[1]
            if size_bytes > self.max_bytes:
                return
            self._kept[key] = (value, size_bytes)
            self._size_bytes += size_bytes
            while self._size_bytes > self.max_bytes:
                self._size_bytes -= self._kept.popitem(last=False)[1][1]
