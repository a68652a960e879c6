"""How a run logs and uses artifacts: the steps, in their order.

Takes what the user hands over; gives the artifact with its version. A process killed between two steps leaves a whole
version or none: bytes first, then the number, then the run's copy of the manifest and its journal.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable
from pathlib import Path
from time import time
from typing import TYPE_CHECKING, Any

from chartkit.data.values import decode_value, encode_value
from chartkit.diagnostics import (
    Diagnostic,
    RunError,
    reason_of,
    shown,
    stop_unless_recording,
    warn,
    warn_unless_raising,
)
from chartkit.runs.artifacts.artifact import Artifact, checked_name
from chartkit.runs.artifacts.events import Event
from chartkit.runs.artifacts.finding import copied_numbers, find, run_manifest
from chartkit.runs.artifacts.logged import Kept
from chartkit.runs.artifacts.making import artifact_from
from chartkit.runs.artifacts.manifest import Header
from chartkit.runs.artifacts.placing import linked_or_copied, place_content, project_place
from chartkit.runs.artifacts.reading import stored_path
from chartkit.runs.artifacts.versions import Versions, checked_aliases
from chartkit.runs.faults import typed
from chartkit.runs.kept import keepable
from chartkit.runs.settings import checked_tags
from chartkit.runs.store import find_store

if TYPE_CHECKING:
    from chartkit.runs.keeping_files import KeepsFiles


def log_artifact(
    run: KeepsFiles,
    what: object,
    name: str | None = None,
    type: str | None = None,
    aliases: str | Iterable[str] | None = None,
    tags: str | Iterable[str] | None = None,
) -> Artifact:
    """`what` as a version, logged by `run`; not logged where the run stores nothing or the disk refuses.

    Raises `RunError` for what cannot be saved and for names that cannot be.
    """
    artifact = None
    try:
        chosen, marks = checked_aliases(aliases), checked_tags(() if tags is None else tags)
        artifact = artifact_from(what, name, type or _known_type(run, name), run.id)
        if not run.is_stored or artifact.draft.is_lost:
            artifact.draft.close()
            return artifact
        return _logged(run, artifact, marks, chosen, artifact.kept.places if artifact.is_logged else ())
    except RunError as error:
        stop_unless_recording(error.diagnostics, RunError)
        return artifact or Artifact(f"run-{run.id}-refused", "unspecified")


def use_artifact(run: KeepsFiles, asked: object, type: str | None = None) -> Artifact:
    """The version that `asked` names, or `asked` itself, logged first when it is not yet; the run is said to use it.

    Raises `RunError` when there is none, or it has another type.
    """
    if isinstance(asked, Artifact):
        artifact = asked if asked.is_logged else log_artifact(run, asked)
    else:
        artifact = find(_store(run), asked, run.project, type)
    if run.is_stored and artifact.is_logged:
        try:
            _tell(run, artifact.kept, "used", ())
        except OSError as error:
            message = f"that the run uses artifact {artifact.name!r} was not stored: {reason_of(error)}."
            warn_unless_raising(Diagnostic("CK603", message), RunError)
    return artifact


def link_artifact(
    run: KeepsFiles, artifact: object, target_path: str, aliases: str | Iterable[str] | None = None
) -> Artifact:
    """The files of `artifact` as a version of another name, the last part of `target_path`. Raises `RunError`."""
    if not isinstance(artifact, Artifact):
        raise RunError.of("CK625", f"link_artifact takes an Artifact; found {typed(artifact)}.")
    source = artifact if artifact.is_logged else log_artifact(run, artifact)
    if not source.is_logged:
        return source
    name, _, alias = target_path.rpartition("/")[2].partition(":")
    other = Artifact(name, source.type, source.description, source.metadata)
    other.draft.entries.update(source.entries)
    return _logged(run, other, (), (*checked_aliases(aliases), *checked_aliases(alias or None)), source.kept.places)


def _logged(
    run: KeepsFiles, artifact: Artifact, tags: tuple[str, ...], aliases: tuple[str, ...], places: tuple[Path, ...] = ()
) -> Artifact:
    """The artifact with its version, its bytes taken from `places` where they are not staged."""
    try:
        kept = _keep(run, artifact, tags, places)
        _tell(run, kept, "logged", aliases)
    except OSError as error:
        artifact.draft.lose(error)
    else:
        artifact.become(kept)
    return artifact


def _keep(run: KeepsFiles, artifact: Artifact, tags: tuple[str, ...], places: tuple[Path, ...]) -> Kept:
    """Give the artifact its version and the run's folder all of it. Raises `OSError`."""
    store, run_place = _store(run), Path(run.dir) / "artifacts"
    place = project_place(store, run.project)
    versions = Versions(place, artifact.collection)
    _same_type(artifact, versions)
    entries = list(artifact.entries.values())
    _place_all(artifact, places, place, run_place)
    header = _header(run, artifact, tags)
    at_least = 0 if versions.numbers() else max(copied_numbers(store, run.project, artifact.collection), default=-1) + 1
    number, is_new = versions.claim(header, entries, at_least)
    kept_header = header if is_new else versions.header(number)
    if not is_new and not artifact.is_logged and header.metadata not in ({}, kept_header.metadata):
        message = f"artifact {artifact.collection!r} has the content of v{number}, which keeps its own metadata."
        warn(Diagnostic("CK634", message, "warning", help="change the content to log a new version."))
    linked_or_copied(str(versions.manifest(number)), str(run_manifest(run_place, artifact.collection, number)))
    return Kept(number, kept_header, versions.manifest(number), versions, (run_place, place))


def _place_all(artifact: Artifact, places: tuple[Path, ...], place: Path, run_place: Path) -> None:
    """Give the run's folder every entry's bytes. Raises `OSError`."""
    project, run = str(place), str(run_place)
    for entry in artifact.entries.values():
        if entry.reference is not None or entry.sha256 is None:
            continue
        source = stored_path(entry, places) if places else artifact.draft.staging.path(entry.sha256)
        if source is None:
            raise OSError(errno.ENOENT, "a file of the logged version is gone", entry.name)
        place_content(source, entry.sha256, entry.size_bytes or 0, project, run)


def _same_type(artifact: Artifact, versions: Versions) -> None:
    """All versions of a name have one type. Raises `RunError`."""
    numbers = versions.numbers()
    kind = versions.header(numbers[-1]).type if numbers else artifact.type
    if kind != artifact.type:
        message = f"artifact {artifact.collection!r} has the type {kind!r}; type={shown(artifact.type)} was given."
        raise RunError.of("CK625", message, "give that type, or choose another name.")


def _known_type(run: KeepsFiles, name: str | None) -> str | None:
    """The type of the versions that `name` has already; None where it has none."""
    if name is None:
        return None
    versions = Versions(project_place(_store(run), run.project), checked_name(name))
    numbers = versions.numbers()
    return versions.header(numbers[-1]).type if numbers else None


def _header(run: KeepsFiles, artifact: Artifact, tags: tuple[str, ...]) -> Header:
    return Header(
        name=artifact.collection,
        type=artifact.type,
        project=run.project,
        run=run.id,
        digest=artifact.digest,
        n_entries=len(artifact.entries),
        size_bytes=artifact.size,
        timestamp=time(),
        description=artifact.description,
        metadata=decode_value(keepable("metadata", dict(artifact.metadata or {}))),
        tags=tags,
        serializer=dict(artifact.serializer) if artifact.serializer is not None else None,
    )


def _tell(run: KeepsFiles, kept: Kept, how: Any, aliases: tuple[str, ...]) -> None:
    """Write into the run's journal and the artifact's own list who did what. Raises `OSError` of the list."""
    header = kept.header
    record = {
        "how": how,
        "project": header.project,
        "name": header.name,
        "type": header.type,
        "version": kept.number,
        "digest": header.digest,
        "aliases": list(aliases),
        "size_bytes": header.size_bytes,
        "n_entries": header.n_entries,
    }
    run._record({"artifact": encode_value(record)})  # pyright: ignore[reportPrivateUsage]
    if kept.versions.folder.is_dir():  # not so for a version found in a copied run's folder
        kept.versions.add_event(Event(how, kept.number, run.project, run.id, aliases))


def _store(run: KeepsFiles) -> Path:
    return Path(run.dir).parents[2] if run.is_stored else find_store()
