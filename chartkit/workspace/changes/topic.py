"""What one page follows, looked at while somebody listens: takes watches, gives the changes after a given one.

The last changes are remembered, so that a page whose connection was lost is told what it missed.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from functools import reduce
from threading import Lock

from chartkit.workspace.changes.change import NOTHING, Change

LOOK_EVERY_S = 0.08
REMEMBERED = 2_000
"""How many changes are remembered for who connects again."""

Look = Callable[[], Change]


class Topic:
    """A number of looks with one history; `number` counts the changes that there were."""

    def __init__(self, looks: Sequence[Look]) -> None:
        self.number = 0
        self._looks = looks
        self._looking = Lock()
        self._seen: deque[Change] = deque()
        self._history: deque[Change] = deque(maxlen=REMEMBERED)
        self._listeners: set[asyncio.Event] = set()
        self._task: asyncio.Task[None] | None = None

    @property
    def is_followed(self) -> bool:
        """Whether anybody listens: then it is looked at."""
        return bool(self._listeners)

    def since(self, number: int) -> Change | None:
        """All changes after that number as one; None where they are not known any more."""
        n_missed = self.number - number
        if not 0 <= n_missed <= len(self._history):
            return None
        return reduce(Change.then, list(self._history)[len(self._history) - n_missed :], NOTHING)

    async def look(self) -> None:
        """Look once, in a thread, and wake who listens when something changed."""
        await asyncio.to_thread(self._look)
        while self._seen:
            self.number += 1
            self._history.append(self._seen.popleft())
            for listener in self._listeners:
                listener.set()

    def _look(self) -> None:
        """One look at a time: who waited for the last may have left, and what it sees is told by the next."""
        with self._looking:
            change = reduce(Change.then, (look() for look in self._looks), NOTHING)
            if change != NOTHING:
                self._seen.append(change)

    def listen(self) -> asyncio.Event:
        """An event that is set at each change; looks go on until `leave`."""
        listener = asyncio.Event()
        self._listeners.add(listener)
        if self._task is None:
            self._task = asyncio.create_task(self._look_on())
        return listener

    def leave(self, listener: asyncio.Event) -> None:
        """The end of listening; without listeners nothing is looked at."""
        self._listeners.discard(listener)
        if not self._listeners and self._task is not None:
            self._task.cancel()
            self._task = None

    async def _look_on(self) -> None:
        while True:
            await self.look()
            await asyncio.sleep(LOOK_EVERY_S)
