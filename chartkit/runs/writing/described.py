"""What a run is called and where it is: the part of `Run` that is facts.

Takes the settings a run started with; gives properties. Those that may be set tell the journal.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chartkit.runs.starting.settings import Settings, checked_color, checked_tags, checked_text
from chartkit.runs.writing.kept import keepable

if TYPE_CHECKING:
    from chartkit.runs.starting.past import Past

_FACTS = ("notes", "tags", "entity", "group", "job_type", "color")
"""What `init` says of a run, beside its name."""


class Described(ABC):
    """The facts of a run being written."""

    def __init__(self, settings: Settings, id: str, name: str, folder: Path | None, past: Past | None = None) -> None:
        start = {name: getattr(settings, name) for name in _FACTS} if past is None else past.start
        self._settings = settings
        self._past = past
        self._id, self._name = id, name
        self._notes: str | None = start["notes"]
        self._tags: tuple[str, ...] = tuple(start["tags"])
        self._said: dict[str, str | None] = {name: start[name] for name in _FACTS if name not in ("notes", "tags")}
        self._folder = folder
        self._scratch: str | None = None

    @abstractmethod
    def _record(self, change: dict[str, Any]) -> None:
        """Keep a change of the run itself; `change` is JSON-ready."""

    @property
    def settings(self) -> Settings:
        """What the run was started with."""
        return self._settings

    @property
    def id(self) -> str:
        """The run's id, unique in its project."""
        return self._id

    @property
    def project(self) -> str:
        """The project's name."""
        return self._settings.project

    @property
    def path(self) -> str:
        """Entity, where it has one, project and id, joined by `/`: what `Api.run` takes."""
        return "/".join(part for part in (self.entity, self.project, self.id) if part)

    @property
    def entity(self) -> str | None:
        """What `init` was given; chartkit itself has no entities."""
        return self._said["entity"]

    @property
    def group(self) -> str | None:
        """The group that runs are shown in; may be set."""
        return self._said["group"]

    @group.setter
    def group(self, group: str | None) -> None:
        self._say("group", group)

    @property
    def job_type(self) -> str | None:
        """What kind of work the run does, such as `train`; may be set."""
        return self._said["job_type"]

    @job_type.setter
    def job_type(self, job_type: str | None) -> None:
        self._say("job_type", job_type)

    @property
    def color(self) -> str | None:
        """The colour that the run is drawn with; may be set."""
        return self._said["color"]

    @color.setter
    def color(self, color: str | None) -> None:
        self._say("color", checked_color(color))

    @property
    def resumed(self) -> bool:
        """True when this process goes on with a run that had ended."""
        return self._past is not None and self._past.is_resumed

    @property
    def starting_step(self) -> int:
        """The step of this process's first call without one: 0, or the one after the last of a resumed run."""
        return 0 if self._past is None else self._past.next_step

    @property
    def dir(self) -> str:
        """The run's folder; for a run that stores nothing, a temporary one that goes with the process."""
        if self._folder is not None:
            return str(self._folder)
        if self._scratch is None:
            self._scratch = _scratch_folder()
        return self._scratch

    @property
    def url(self) -> str | None:
        """The run's folder as a `file:` address; None for a run that stores nothing."""
        return self._folder.as_uri() if self._folder is not None else None

    @property
    def is_stored(self) -> bool:
        """False for a disabled run, and for one whose folder could not be made."""
        return self._folder is not None

    @property
    def is_disabled(self) -> bool:
        """True when `mode="disabled"` asked for nothing to be stored."""
        return self._settings.is_disabled

    @property
    def name(self) -> str:
        """The name shown for the run; may be set."""
        return self._name

    @name.setter
    def name(self, name: str) -> None:
        self._name = checked_text(name, "name")
        self._record({"name": keepable("name", name)})

    @property
    def notes(self) -> str | None:
        """The run's notes; may be set."""
        return self._notes

    @notes.setter
    def notes(self, notes: str | None) -> None:
        self._notes = None if notes is None else checked_text(notes, "notes")
        self._record({"notes": keepable("notes", notes)})

    @property
    def tags(self) -> tuple[str, ...]:
        """The run's tags; may be set: `run.tags += ("best",)`."""
        return self._tags

    @tags.setter
    def tags(self, tags: tuple[str, ...] | list[str]) -> None:
        self._tags = checked_tags(tags)
        self._record({"tags": keepable("tags", list(self._tags))})

    def _say(self, fact: str, value: str | None) -> None:
        self._said[fact] = None if value is None else checked_text(value, fact)
        self._record({fact: keepable(fact, value)})

    def __repr__(self) -> str:
        return f"<chartkit run {self._name!r}, id {self._id!r} in project {self.project!r}>"


def _scratch_folder() -> str:
    import atexit
    import shutil
    import tempfile

    folder = tempfile.mkdtemp(prefix="chartkit-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
