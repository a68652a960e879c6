"""The charts, tables and media of one run, without its numbers. Takes a run's folder, gives what its lines refer to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from chartkit.compiler import Chart
from chartkit.runs.names import name_of_folder
from chartkit.runs.reading.run_contents import RunContents
from chartkit.runs.story import ByStep, Story, tell
from chartkit.workspace.bounded_cache import BoundedCache
from chartkit.workspace.logged.references import reference_lines


class Contents(RunContents):
    """What a run's journals refer to, as of now: charts, tables and media by key and step."""

    def __init__(self, folder: Path, cache: BoundedCache) -> None:
        self._folder = folder
        self.id = name_of_folder(folder.name)
        self._cache = cache

    @property
    def folder(self) -> Path:
        """The run's folder."""
        return self._folder

    @property
    def _story(self) -> Story:
        return self._told

    @cached_property
    def _told(self) -> Story:
        return tell(reference_lines(self._folder, self._cache), {})

    def read_chart(self, reference: Mapping[str, Any]) -> Chart:
        """The chart that a reference of `kinds` stands for. Raises `RunError`."""
        return self._chart(dict(reference))

    def kinds(self) -> dict[str, ByStep]:
        """References by kind (`chart`, `table`, `media`), key and step."""
        return {"chart": self._story.charts, "table": self._story.tables, "media": self._story.media}
