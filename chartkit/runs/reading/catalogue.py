"""What is known of all runs of the store, each read once and then kept as long as its folder stays as it is.

Takes folders of runs; gives their facts, from the cache where it may be believed. Of a run that is closed, nobody
appends to its journals any more, the folder's own time tells; of others, the size and time of every journal.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from stat import S_ISDIR
from typing import TYPE_CHECKING, Any, ClassVar

from chartkit.runs.names import name_of_folder
from chartkit.runs.reading.cache import Cache, KeptFacts
from chartkit.runs.reading.facts import Facts, from_bytes, to_bytes
from chartkit.runs.reading.last_written import last_written_s
from chartkit.runs.reading.run_files import is_young, signature_of, stamp_of
from chartkit.runs.reading.run_read import new_runs, read_run
from chartkit.runs.store import unread_folder

if TYPE_CHECKING:
    from chartkit.runs.reader import RunReader


class ListedRun:
    """One run of a list: each part of its facts is decoded when it is asked for."""

    __slots__ = (
        "_config",
        "_facts",
        "_kept",
        "_read_others",
        "_runtime",
        "_state",
        "_summary",
        "closed_stamp",
        "folder_name",
        "id",
        "parent",
    )
    is_read: ClassVar[bool] = True
    """False for a run of which the lines of its rows are still to be read; see `unread.py`."""

    def __init__(self, parent: Path, folder_name: str, facts: Facts | None, kept: KeptFacts, state: str | None) -> None:
        self.parent = parent
        self.folder_name = folder_name
        self.id = name_of_folder(folder_name)
        self._facts = facts
        self._kept = kept
        self.closed_stamp = kept.closed_stamp if kept.others else ""
        """What the folder of a closed run was; empty for a run whose facts are not kept or may change without it."""
        self._read_others: list[Any] | None = None
        self._state = state
        self._runtime: tuple[float | None] | None = None
        self._config: dict[str, Any] | None = None if facts is None else facts.config
        self._summary: dict[str, Any] | None = None if facts is None else facts.summary

    @property
    def project(self) -> str:
        """The project's name."""
        return name_of_folder(self.parent.name)

    @property
    def folder(self) -> Path:
        """The run's folder."""
        return self.parent / self.folder_name

    @property
    def signature(self) -> str:
        """What its files were when it was read; see `signature_of`."""
        return self._kept.signature

    @property
    def config(self) -> dict[str, Any]:
        """The config as it is now."""
        found = self._config
        if found is None:
            found = self._config = from_bytes(self._kept.config)
        return found

    @property
    def summary(self) -> dict[str, Any]:
        """The summary as it is now."""
        found = self._summary
        if found is None:
            found = self._summary = from_bytes(self._kept.summary)
        return found

    @property
    def start(self) -> dict[str, Any]:
        """The fields of `run.json` that are right."""
        return self._others[0] if self._facts is None else self._facts.start

    @property
    def facts(self) -> Facts:
        """What is known of the run without its rows."""
        if self._facts is None:
            start, changes, *rest = self._others
            self._facts = Facts(start, changes, self.config, self.summary, *rest)
        return self._facts

    def facts_apart(self) -> Facts:
        """The same, decoded anew where later lists share this run: a script may change what it is given."""
        return (
            ListedRun(self.parent, self.folder_name, None, self._kept, None).facts if self.closed_stamp else self.facts
        )

    @property
    def _others(self) -> list[Any]:
        found = self._read_others
        if found is None:
            found = self._read_others = from_bytes(self._kept.others)
        return found

    @property
    def color(self) -> str | None:
        """The colour that somebody gave it."""
        return self.facts.setting("color")

    @property
    def state(self) -> str:
        """How the run goes, as it was when first asked for."""
        if self._state is None:
            self._state = self.facts.end()[0]
        return self._state

    @property
    def runtime_s(self) -> float | None:
        """Seconds from the run's start to the last line that its own processes wrote; None where nothing says."""
        if self._runtime is None:
            began_s: float | None = self.start.get("timestamp")
            own = [str(one[0]) for one in self.facts.writers if one[1].get("role") != "editor"]
            ended_s = None if began_s is None else last_written_s(self.folder, own)
            self._runtime = (None if ended_s is None or began_s is None else max(0.0, ended_s - began_s),)
        return self._runtime[0]

    def reader(self) -> RunReader:
        """The run, to be read further."""
        from chartkit.runs.reader import RunReader

        return RunReader(self.folder, self)


def listed_runs(store: Path, projects: Sequence[Path]) -> list[ListedRun]:
    """The runs in these folders of projects, in the order of their names."""
    cache = Cache(store)
    return [run for project in projects for run in _listed(cache, project)]


def facts_now(folder: Path) -> Facts:
    """The facts of one run as it is now."""
    cache = Cache(folder.parent.parent.parent)
    kept = cache.facts(folder.parent.name, folder.name).get(folder.name)
    signature = signature_of(str(folder))
    if kept is not None and kept.signature == signature:
        return ListedRun(folder.parent, folder.name, None, kept, None).facts
    facts = read_run(folder).facts
    if signature and not facts.is_damaged:
        cache.keep_facts(folder.parent.name, {folder.name: _kept(str(folder), signature, facts)})
    return facts


def _listed(cache: Cache, project: Path) -> list[ListedRun]:
    parent = str(project)
    before, folders = _closed_runs(parent), list(run_folders(parent))
    seen = ((name, before.get(name), stamp) for name, stamp in folders)
    listed = {name: run for name, run, stamp in seen if run is not None and run.closed_stamp == stamp}
    if len(listed) < max(len(folders), len(before)):
        rest = [(name, stamp) for name, stamp in folders if name not in listed]
        listed |= _read_again(cache, project, rest, listed.keys())
        before.clear()
        before.update((name, run) for name, run in listed.items() if run.closed_stamp)
    return [listed[name] for name, _ in folders if name in listed]


@lru_cache(4)
def _closed_runs(parent: str) -> dict[str, ListedRun]:
    """The closed runs that this process listed last, by their folders: as long as one's time is the same, it is."""
    del parent
    return {}


def _read_again(
    cache: Cache, project: Path, folders: Sequence[tuple[str, str]], others: Collection[str]
) -> dict[str, ListedRun]:
    """Runs that this process has not seen as they are: from the cache or their files; `others` are there as well."""
    kept = cache.facts(project.name)
    listed, new = known_runs(cache, project, folders, kept)
    listed |= read_and_kept(cache, project, new)
    cache.keep_facts(project.name, {}, [name for name in kept if name not in listed and name not in others])
    return listed


def known_runs(
    cache: Cache, project: Path, folders: Iterable[tuple[str, str]], kept: Mapping[str, KeptFacts]
) -> tuple[dict[str, ListedRun], dict[str, str]]:
    """Of the folders, each with its stamp, the runs that are as they were `kept`, and the signatures of the others."""
    parent = str(project)
    listed: dict[str, ListedRun] = {}
    changed: dict[str, KeptFacts] = {}
    new: dict[str, str] = {}
    for name, stamp in folders:
        known = kept.get(name)
        if known is not None and known.closed_stamp == stamp:
            listed[name] = ListedRun(project, name, None, known, known.state)
            continue
        signature = signature_of(f"{parent}/{name}")
        if known is not None and known.signature == signature:
            if known.state and (closed_stamp := _closed_stamp(f"{parent}/{name}")):  # it was young when it was read
                known = changed[name] = known._replace(closed_stamp=closed_stamp)
            listed[name] = ListedRun(project, name, None, known, None)
        elif signature:  # a process killed while it made a run leaves a folder with nothing in it
            new[name] = signature
    cache.keep_facts(project.name, changed)
    return listed, new


def read_and_kept(cache: Cache, project: Path, signatures: Mapping[str, str]) -> dict[str, ListedRun]:
    """Runs read from their files, of which `signatures` says what they are; the cache has them then.

    Not the damaged ones: rights that come back, or a disk that answers again, change no file.
    """
    found = dict(new_runs(cache.store, project, signatures))
    kept = {name: _kept(f"{project}/{name}", signatures[name], facts) for name, facts in found.items()}
    cache.keep_facts(project.name, {name: one for name, one in kept.items() if not found[name].is_damaged})
    return {name: ListedRun(project, name, facts, kept[name], None) for name, facts in found.items()}


def _kept(path: str, signature: str, facts: Facts) -> KeptFacts:
    others = (facts.start, facts.changes, *facts[4:])
    try:
        config, summary, rest = to_bytes(facts.config), to_bytes(facts.summary), to_bytes([*others])
    except (ValueError, TypeError):  # nothing is kept
        config = summary = rest = b""
    state = facts.end()[0] if facts.is_closed() and not facts.is_damaged else ""
    return KeptFacts(_closed_stamp(path) if state else "", signature, state, config, summary, rest)


def _closed_stamp(path: str) -> str:
    try:
        found = Path(path).stat()
    except OSError:
        return ""
    return "" if is_young(found) else stamp_of(found)


def run_folders(parent: str) -> Iterator[tuple[str, str]]:
    """Name and stamp of the folders in a project, by name; hidden ones are not ours. Raises as `folders_in` does."""
    try:
        inside = os.open(parent, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        return
    except OSError as error:
        raise unread_folder(Path(parent), error) from error
    try:
        for name in sorted(os.listdir(inside)):  # noqa: PTH208 10,000 of them
            try:
                found = os.stat(name, dir_fd=inside)
            except OSError:  # deleted a moment ago
                continue
            if name[0] != "." and S_ISDIR(found.st_mode):
                yield name, stamp_of(found)
    finally:
        os.close(inside)
