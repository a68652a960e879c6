"""An artifact into the store: its bytes first, then its number, then the run's copy of the manifest.

Takes a filled artifact and the run that logs it; gives the version. A process killed between two steps leaves a whole
version or none.
"""

from __future__ import annotations

import errno
from pathlib import Path
from time import time
from typing import TYPE_CHECKING

from chartkit.data.values import decode_value
from chartkit.diagnostics import Diagnostic, RunError, shown, warn
from chartkit.runs.artifacts.artifact import Artifact
from chartkit.runs.artifacts.finding import copied_numbers, run_manifest
from chartkit.runs.artifacts.kept_version import Kept
from chartkit.runs.artifacts.manifest import Header
from chartkit.runs.artifacts.placing import linked_or_copied, place_content, project_place
from chartkit.runs.artifacts.reading import stored_path
from chartkit.runs.artifacts.versions import Versions
from chartkit.runs.store import find_store
from chartkit.runs.writing.kept import keepable

if TYPE_CHECKING:
    from chartkit.runs.writing.keeping_files import KeepsFiles


def keep_version(run: KeepsFiles, artifact: Artifact, tags: tuple[str, ...], places: tuple[Path, ...]) -> Kept:
    """The version that the artifact becomes; the project and the run's folder have all of it by then.

    Bytes that are not staged are taken from `places`. Raises `OSError`, and `RunError` for a type not the name's.
    """
    store, run_place = store_of(run), Path(run.dir) / "artifacts"
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


def store_of(run: KeepsFiles) -> Path:
    """The store that the run is in; of one that stores nothing, the store that `init` would use."""
    return Path(run.dir).parents[2] if run.is_stored else find_store()
