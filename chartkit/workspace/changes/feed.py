"""News of a store for its pages: takes a project, gives what changed since a page was last told, a few times a second.

Each piece has a place, and so has a page's first answer: who connects, or connects again, names the place where it is
and is told what came after. No place, one of another server or one too long ago is answered with a reset: anything may
have changed.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import NamedTuple

from chartkit.presets import Library
from chartkit.runs.names import folder_name
from chartkit.runs.store import project_folder
from chartkit.workspace.changes.change import NOTHING, Change
from chartkit.workspace.changes.file_watch import LayoutWatch, PresetWatch, ProjectsWatch
from chartkit.workspace.changes.run_watch import RunWatch
from chartkit.workspace.changes.topic import Topic
from chartkit.workspace.layouts.layout_file import LayoutFile

TELL_EVERY_S = 0.25
BEAT_EVERY_S = 15.0


class News(NamedTuple):
    """One word to a page: `kind` is start, change, reset or beat; `place` names where the page is now."""

    kind: str
    place: str
    change: Change = NOTHING


class Feed:
    """The news of one store."""

    def __init__(self, store: Path, library: Callable[[], Library]) -> None:
        self._store = store
        self._library = library
        self._name = os.urandom(6).hex()
        self._topics: dict[str | None, Topic] = {}
        self._runs: dict[str, RunWatch] = {}

    def expect(self, project: str, run_ids: list[str]) -> None:
        """Say that these runs changed by a request, so that all pages are told at once."""
        watch = self._runs.get(project)
        if watch is not None:
            watch.expect([folder_name(run_id, "a run's id") for run_id in run_ids])

    def place(self, project: str) -> str:
        """Where the news of a project is: what is read afterwards, and changes later, is told after this place.

        Called from any thread. Raises `RunError` for a name that no project can have.
        """
        return self._place(self._topic(project).number)

    def n_told(self, project: str) -> int | None:
        """How many changes of a project were told; None while nobody follows it."""
        topic = self._topics.get(project)
        return topic.number if topic is not None and topic.is_followed else None

    async def follow(self, project: str | None, place: str, closing: asyncio.Event) -> AsyncIterator[News]:
        """News of a project, or of the list of projects with None, after `place` until the server closes.

        Raises `RunError` for a name that no project can have.
        """
        topic = await asyncio.to_thread(self._topic, project)
        listener = topic.listen()
        ending = asyncio.create_task(closing.wait())
        try:
            told, kind = self._told(topic, place)
            yield News(kind, self._place(topic.number if kind == "reset" else told))
            while not closing.is_set():
                if topic.number == told:
                    listener.clear()
                    if not await _is_set(listener, ending):
                        yield News("beat", self._place(told))
                    continue
                change = topic.since(told)
                told = topic.number
                yield News("reset" if change is None else "change", self._place(told), change or NOTHING)
                await asyncio.wait((ending,), timeout=TELL_EVERY_S)
        finally:
            ending.cancel()
            topic.leave(listener)

    def _topic(self, project: str | None) -> Topic:
        return self._topics.get(project) or self._topics.setdefault(project, self._made(project))

    def _made(self, project: str | None) -> Topic:
        presets = PresetWatch(self._library)
        if project is None:
            return Topic((ProjectsWatch(self._store).look, presets.look))
        runs = self._runs.setdefault(project, RunWatch(project_folder(self._store, project)))
        layout = LayoutWatch(LayoutFile(self._store, project).path)
        return Topic((runs.look, layout.look, presets.look))

    def _told(self, topic: Topic, place: str) -> tuple[int, str]:
        """The number of the change that a page was told last, and whether it can be told what it missed."""
        name, _, number = place.partition(".")
        is_known = name == self._name and number.isdecimal() and topic.since(int(number)) is not None
        return (int(number), "start") if is_known else (topic.number, "reset")

    def _place(self, number: int) -> str:
        return f"{self._name}.{number}"


async def _is_set(listener: asyncio.Event, ending: asyncio.Task[bool]) -> bool:
    """Wait for either, and no longer than from beat to beat; False when neither came."""
    waiting = asyncio.create_task(listener.wait())
    try:
        done, _ = await asyncio.wait((waiting, ending), timeout=BEAT_EVERY_S, return_when=asyncio.FIRST_COMPLETED)
        return bool(done)
    finally:  # the page may be gone meanwhile
        waiting.cancel()
