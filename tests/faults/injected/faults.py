"""Every fault there is, in the order of the table: what does it, and how often in `check` and in `check-full`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from injected import caches, clocks, damage, disks, folders, kills, processes, readers, tricks
from injected.outcome import Outcome


class Fault(NamedTuple):
    """One kind of fault."""

    do: Callable[[Path, int], Outcome]
    """Takes an empty folder and how many times."""
    few: int
    """How many times in `check`; 0 for a fault that is done in `check-full` alone."""
    many: int

    @property
    def name(self) -> str:
        """What tests call it."""
        return f"{self.do.__module__.rpartition('.')[2]}-{self.do.__name__}"


FAULTS = (
    Fault(kills.killed, 20, 200),
    Fault(kills.killed_in_init, 9, 60),
    Fault(kills.stopped, 1, 20),
    Fault(kills.terminated, 1, 20),
    Fault(disks.cut_short, 6, 200),
    Fault(disks.full, 1, 10),
    Fault(disks.broken, 6, 200),
    Fault(disks.read_only, 1, 1),
    Fault(disks.immutable, 1, 5),
    Fault(clocks.backwards, 2, 50),
    Fault(processes.forked, 1, 10),
    Fault(processes.spawned, 1, 5),
    Fault(processes.threads, 1, 10),
    Fault(processes.eight, 1, 5),
    Fault(processes.sixty_four, 0, 1),
    Fault(processes.containers, 1, 5),
    Fault(folders.copied, 2, 50),
    Fault(folders.deleted, 2, 50),
    Fault(folders.moved, 2, 50),
    Fault(readers.watched, 1, 20),
    Fault(readers.killed, 5, 300),
    Fault(damage.torn, 60, 5000),
    Fault(damage.torn_inside, 60, 5000),
    Fault(damage.every_byte, 60, 20_000),
    Fault(damage.flipped, 1, 100),
    Fault(damage.cut, 1, 30),
    Fault(damage.gone, 1, 1),
    Fault(damage.parquet, 3, 100),
    Fault(caches.damaged, 10, 500),
    Fault(caches.unusable, 1, 5),
    Fault(tricks.names, 6, len(tricks.HOSTILE)),
    Fault(tricks.references, 1, 1),
    Fault(tricks.links, 1, 1),
    Fault(tricks.newer, 1, 1),
)
