"""What a run read back says of itself without its rows: the part of `RunReader` that needs its facts alone."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, Literal

from chartkit.runs.names import name_of_folder
from chartkit.runs.reading.facts import Facts

State = Literal["running", "finished", "failed", "crashed", "damaged"]


class RunFacts(ABC):
    """The properties that lists of runs show."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.id = name_of_folder(folder.name)

    @property
    def project(self) -> str:
        """The project's name."""
        return name_of_folder(self._folder.parent.name)

    @property
    @abstractmethod
    def facts(self) -> Facts:
        """What is known of the run without its rows."""

    @property
    def dir(self) -> str:
        """The run's folder."""
        return str(self._folder)

    @property
    def url(self) -> str:
        """The run's folder as a `file:` address."""
        return self._folder.absolute().as_uri()

    @property
    def path(self) -> list[str]:
        """Entity, where it has one, project and id; joined by `/` they name the run for `Api.run`."""
        return [part for part in (self.entity, self.project, self.id) if part]

    @property
    def name(self) -> str:
        """The run's name."""
        return self.facts.setting("name") or self.id

    @property
    def notes(self) -> str | None:
        """The run's notes."""
        return self.facts.setting("notes")

    @property
    def tags(self) -> list[str]:
        """The run's tags."""
        return list(self.facts.setting("tags") or ())

    @property
    def entity(self) -> str | None:
        """The entity that `init` was given."""
        return self.facts.start.get("entity")

    @property
    def group(self) -> str | None:
        """The group that runs are shown in."""
        return self.facts.setting("group")

    @property
    def job_type(self) -> str | None:
        """What kind of work the run did."""
        return self.facts.setting("job_type")

    @property
    def color(self) -> str | None:
        """The colour that `init` was given."""
        return self.facts.setting("color")

    @property
    def created_at(self) -> str:
        """When the run began, as ISO 8601 text in UTC."""
        return self.facts.start.get("created_at") or ""

    @property
    def created_s(self) -> float:
        """When the run began, in seconds since 1970."""
        return self.facts.start.get("timestamp") or 0.0

    @property
    def summary(self) -> dict[str, Any]:
        """The last value of each key, logged or set by the script; nested dicts stay nested."""
        return self.facts.summary

    @property
    def metadata(self) -> dict[str, Any]:
        """What made the run: `host`, `os`, `python`, `program`, `root`, `startedAt`; with `save_code` `git`, `args` …

        Read from the run's files at each question.
        """
        from chartkit.runs.code.metadata import metadata_of

        return metadata_of(self._folder)

    @property
    def exit_code(self) -> int | None:
        """What the run finished with; None when it has not."""
        return self.facts.end()[1]

    @property
    def state(self) -> str:
        """How it goes: a run without an end whose processes of this host are all gone has crashed.

        `damaged` when its `run.json` or a journal cannot be read; `diagnostics` says why, and the rest is there.
        """
        return self.facts.end()[0]
