"""How a run logs and uses artifacts: the steps, in their order.

Takes what the user hands over; gives the artifact with its version. A process killed between two steps leaves a whole
version or none: bytes first, then the number, then the run's copy of the manifest and its journal.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chartkit.data.values import encode_value
from chartkit.diagnostics import (
    Diagnostic,
    RunError,
    reason_of,
    stop_unless_recording,
    warn_unless_raising,
)
from chartkit.runs.artifacts.artifact import Artifact, checked_name
from chartkit.runs.artifacts.events import Event
from chartkit.runs.artifacts.finding import find
from chartkit.runs.artifacts.keeping import keep_version, store_of
from chartkit.runs.artifacts.kept_version import Kept
from chartkit.runs.artifacts.making import artifact_from
from chartkit.runs.artifacts.placing import project_place
from chartkit.runs.artifacts.versions import Versions, checked_aliases
from chartkit.runs.faults import typed
from chartkit.runs.starting.settings import checked_tags

if TYPE_CHECKING:
    from chartkit.runs.writing.keeping_files import KeepsFiles


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
        artifact = find(store_of(run), asked, run.project, type)
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
        kept = keep_version(run, artifact, tags, places)
        _tell(run, kept, "logged", aliases)
    except OSError as error:
        artifact.draft.lose(error)
    else:
        artifact.become(kept)
    return artifact


def _known_type(run: KeepsFiles, name: str | None) -> str | None:
    """The type of the versions that `name` has already; None where it has none."""
    if name is None:
        return None
    versions = Versions(project_place(store_of(run), run.project), checked_name(name))
    numbers = versions.numbers()
    return versions.header(numbers[-1]).type if numbers else None


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
