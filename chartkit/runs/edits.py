"""Changing what a run says of itself after it was made: name, notes, tags, group, job type, colour, config, summary.

Takes the folder of a run, ended or going on, and the new values; gives one small journal of this process beside the
others. The last change wins, whoever made it; a running script's own files are never touched.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from math import inf, nextafter
from pathlib import Path
from time import time
from typing import Any

import orjson

from chartkit.diagnostics import Diagnostic, RunError, listed, reason_of
from chartkit.runs.journal import FileJournal
from chartkit.runs.names import name_of_folder
from chartkit.runs.reading.last_written import last_written_s
from chartkit.runs.reading.run_facts import RunFacts
from chartkit.runs.reading.set_values import SetValues
from chartkit.runs.starting.config_sources import config_values
from chartkit.runs.starting.settings import checked_color, checked_tags, checked_text
from chartkit.runs.store import journals_of
from chartkit.runs.writing.kept import keepable
from chartkit.schema import did_you_mean

_CHECKS: Mapping[str, Callable[[Any], Any]] = {
    "name": lambda value: checked_text(value, "name"),
    **{
        name: lambda value, name=name: None if value is None else checked_text(value, name)
        for name in ("notes", "group", "job_type")
    },
    "tags": lambda value: list(checked_tags(value)),
    "color": checked_color,
    "config": config_values,
    "summary": config_values,
}
"""What may be changed, and what makes a value right."""


def edit(folder: Path, changes: Mapping[str, Any]) -> None:
    """Write the changes of the run in `folder`, all or none; see `EditableRun.update` for the names.

    Raises `RunError` for names and values that cannot be, and for a folder that cannot be written.
    """
    unknown = [name for name in changes if name not in _CHECKS]
    if unknown:
        message = f"a run has no {listed(unknown)} to change."
        help = did_you_mean(unknown[0], [*_CHECKS]) or f"it has {listed(_CHECKS)}."
        raise RunError(Diagnostic("CK604", message, help=help))
    checked = {name: _CHECKS[name](value) for name, value in changes.items()}
    kept = {name: keepable(name, value) for name, value in checked.items()}
    # One record a name, as a running script writes them; the end says that nothing more comes in this file.
    records: list[dict[str, Any]] = [{name: value} for name, value in kept.items()]
    records.append({"finish": {"exit_code": 0}})
    if not folder.is_dir():
        raise _gone(folder)
    try:
        now = _after_all(folder)
        lines = [orjson.dumps({"_timestamp": now, **one}, option=orjson.OPT_APPEND_NEWLINE) for one in records]
        journal = FileJournal(folder, lambda: None, {"role": "editor"})
        try:
            journal.append(*lines)
        finally:
            journal.close()
    except OSError as error:
        if not folder.is_dir():
            raise _gone(folder) from None
        message = f"the change was not stored: {reason_of(error)} ({error.filename or folder})."
        raise RunError.of("CK602", message, "allow writing there, or make room on that disk.") from None


def _after_all(folder: Path) -> float:
    """The time of a change that is to be the last: now, or just after what is there, where a clock was set back."""
    last = last_written_s(folder, [journal.name for journal in journals_of(folder)])
    return time() if last is None else max(time(), nextafter(last, inf))


def _gone(folder: Path) -> RunError:
    """That the run was removed, moved or deleted: nothing is made in its place."""
    path = f"{name_of_folder(folder.parent.name)}/{name_of_folder(folder.name)}"
    help = f"if it was removed, bring it back: chartkit runs restore {path}"
    return RunError.of("CK612", f"the change was not stored: run {path} is gone.", help)


class EditableRun(RunFacts):
    """A run read back whose facts may be set; each is written when it is set."""

    def update(
        self,
        *,
        name: str | None = None,
        notes: str | None = None,
        tags: str | Iterable[str] | None = None,
        group: str | None = None,
        job_type: str | None = None,
        color: str | None = None,
        config: object = None,
        summary: Mapping[str, Any] | None = None,
    ) -> None:
        """Change several facts at once; None leaves one as it is, and the keys of config and summary are merged.

        Also written are the keys of `config` and `summary` that were set in place, and tags that were. Raises
        `RunError`.
        """
        if tags is None and self.__dict__.get("_held_tags", super().tags) != super().tags:
            tags = self._held_tags
        said = {"name": name, "notes": notes, "tags": tags, "group": group, "job_type": job_type, "color": color}
        said |= {"config": self._with_set("config", config), "summary": self._with_set("summary", summary)}
        changes = {fact: value for fact, value in said.items() if value is not None}
        if changes:
            self._edit(changes)

    def _with_set(self, name: str, given: object) -> object:
        """What was given, over the keys that were set in place; None for neither."""
        held = self.__dict__.get(f"_set_{name}")
        if held is None or not held.changed:
            return given
        return held.changed | (config_values(given) if given is not None else {})

    @property
    def summary(self) -> SetValues:
        """The last value of each key, logged or set by the script; nested dicts stay nested.

        Keys that are set are written by `update`, the run's or the summary's own.
        """
        return self._set_summary

    @cached_property
    def _set_summary(self) -> SetValues:
        return SetValues(self.facts.summary, lambda changed: self._edit({"summary": changed}))

    @cached_property
    def _set_config(self) -> SetValues:
        return SetValues(self.facts.config)

    def _edit(self, changes: Mapping[str, Any]) -> None:
        edit(self._folder, changes)
        self.reload()

    @abstractmethod
    def reload(self) -> EditableRun:
        """Read the folder again at the next question."""

    @property
    def name(self) -> str:
        """The run's name; may be set."""
        return super().name

    @name.setter
    def name(self, name: str) -> None:
        self._edit({"name": name})

    @property
    def notes(self) -> str | None:
        """The run's notes; may be set."""
        return super().notes

    @notes.setter
    def notes(self, notes: str | None) -> None:
        self._edit({"notes": notes})

    @property
    def tags(self) -> list[str]:
        """The run's tags; may be set, or changed in place and written by `update`."""
        return self._held_tags

    @cached_property
    def _held_tags(self) -> list[str]:
        return super().tags

    @tags.setter
    def tags(self, tags: str | Iterable[str]) -> None:
        self._edit({"tags": tags})

    @property
    def group(self) -> str | None:
        """The group that runs are shown in; may be set."""
        return super().group

    @group.setter
    def group(self, group: str | None) -> None:
        self._edit({"group": group})

    @property
    def job_type(self) -> str | None:
        """What kind of work the run did; may be set."""
        return super().job_type

    @job_type.setter
    def job_type(self, job_type: str | None) -> None:
        self._edit({"job_type": job_type})

    @property
    def color(self) -> str | None:
        """The colour that the run is drawn with; may be set."""
        return super().color

    @color.setter
    def color(self, color: str | None) -> None:
        self._edit({"color": color})
