"""The runs of one project, looked at again and again: takes their folder, gives the ids that changed and are gone.

A look costs a bounded time whatever the number of runs. Runs that changed in the last minutes are looked at each time;
of the others as many as fit, in turn, so that each of 10,000 finished runs is seen within seconds.
"""

from __future__ import annotations

import os
import time
from collections import deque
from pathlib import Path

from chartkit.runs.names import name_of_folder
from chartkit.runs.reading.run_files import is_young
from chartkit.workspace.changes.change import NOTHING, Change

WARM_S = 900.0
"""How long a run that changed is looked at each time."""

COLD_BUDGET_S = 0.004
WARM_BUDGET_S = 0.02
_LATELY_NS = 3_000_000_000
"""A run that changed so shortly before is told: its disk's clock may be behind."""


class RunWatch:
    """One project's runs as they were when each was last looked at."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._since_ns = time.time_ns() - _LATELY_NS
        self._stamp: tuple[int, int] | None = None
        self._signatures: dict[str, int | None] = {}
        """Of each folder when last looked at; before that None for those that were there at first, 0 for others."""
        self._is_listed = False
        self._cold: deque[str] = deque()
        self._warm: deque[str] = deque()
        self._warm_until: dict[str, float] = {}
        self._expected: deque[str] = deque()

    def expect(self, names: list[str]) -> None:
        """Tell these runs at the next look, also one that is as it was: a run may go and come back between two looks.

        Called from any thread.
        """
        self._expected.extend(names)

    def look(self) -> Change:
        """What changed since the last look."""
        gone = self._list()
        changed: set[str] = set()
        while self._expected:
            name = self._expected.popleft()
            self._look_at(name)
            changed |= {name} & self._signatures.keys()
        changed |= self._look_in_turn(self._warm, WARM_BUDGET_S)
        changed |= self._look_in_turn(self._cold, COLD_BUDGET_S)
        if not changed and not gone:
            return NOTHING
        return Change(frozenset(map(name_of_folder, changed)), frozenset(map(name_of_folder, gone)))

    def _list(self) -> set[str]:
        """Learn which runs there are, where the project's folder says that it changed; gives those that are gone."""
        try:
            found = Path(self._folder).stat()
            stamp = (found.st_mtime_ns, found.st_ino)
            if stamp == self._stamp:
                return set()
            names = {name for name in os.listdir(self._folder) if name[0] != "."}  # noqa: PTH208 10,000 of them
        except OSError:  # nobody logged to this project yet, or it is gone
            stamp, names = None, set[str]()
        else:
            self._stamp = None if is_young(found) else stamp
        gone = self._signatures.keys() - names
        for name in gone:
            del self._signatures[name]
            self._warm_until.pop(name, None)
        new = names - self._signatures.keys()
        self._signatures |= dict.fromkeys(new, 0 if self._is_listed else None)
        self._is_listed = True
        self._cold.extendleft(sorted(new, key=self._age, reverse=True))
        return gone

    def _age(self, name: str) -> int:
        """What sorts new folders, the latest first: one in which a script logs is seen before thousands of others."""
        try:
            return -os.stat(f"{self._folder}/{name}").st_mtime_ns  # noqa: PTH116 10,000 of them
        except OSError:
            return 0

    def _look_in_turn(self, queue: deque[str], budget_s: float) -> set[str]:
        """Look at each of a queue once, as far as the time goes; who is looked at goes to its end."""
        changed: set[str] = set()
        ends = time.thread_time() + budget_s
        for _ in range(len(queue)):
            name = queue.popleft()
            if name not in self._signatures:
                continue
            changed |= self._look_at(name)
            (self._warm if name in self._warm_until else self._cold).append(name)
            if time.thread_time() > ends:
                break
        return changed

    def _look_at(self, name: str) -> set[str]:
        """The run itself when it changed, and for how long it is to be looked at each time."""
        if name not in self._signatures:
            return set()
        known = self._signatures[name]
        signature, latest_ns = _signature(f"{self._folder}/{name}")
        if signature == known or not signature:  # a process killed while it made a run leaves an empty folder
            if self._warm_until.get(name, 0.0) < time.monotonic():
                self._warm_until.pop(name, None)
            return set()
        self._signatures[name] = signature
        if known is None and latest_ns < self._since_ns:
            return set()
        self._warm_until[name] = time.monotonic() + WARM_S
        return {name}


def _signature(path: str) -> tuple[int, int]:
    """A number for what a run's own file, its journals and its system's figures are, and their latest change in ns.

    Zeros where there is none.
    """
    found: list[tuple[str, int, int, int, int]] = []
    try:
        with os.scandir(path) as inside:
            for entry in inside:
                name = entry.name
                if name == "run.json" or (name.endswith(".jsonl") and name.startswith(("journal-", "system-"))):
                    stat = entry.stat(follow_symlinks=False)
                    # Rights that change tell by the last of the times alone.
                    found.append((name, stat.st_size, stat.st_mtime_ns, stat.st_ino, stat.st_ctime_ns))
    except OSError:
        return 0, 0
    return (hash(frozenset(found)) or 1, max(one[2] for one in found)) if found else (0, 0)
