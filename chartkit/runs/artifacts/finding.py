"""Versions found by name: `name`, `name:best`, `project/name:v3`, `entity/project/name:latest`.

Takes such a text and a store; gives artifacts to read. What the project's own list does not have is looked for in the
folders of its runs, so that a run's folder copied from elsewhere has its artifacts with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from chartkit.diagnostics import RunError, listed, shown, warn
from chartkit.runs.artifacts.artifact import Artifact, checked_name, kept_artifact
from chartkit.runs.artifacts.events import LATEST
from chartkit.runs.artifacts.kept_version import Kept
from chartkit.runs.artifacts.manifest import read_header
from chartkit.runs.artifacts.placing import project_place
from chartkit.runs.artifacts.versions import Versions, names_in, version_number
from chartkit.runs.faults import not_found, typed
from chartkit.runs.names import folder_name, name_of_folder
from chartkit.runs.store import project_folder


class Wanted(NamedTuple):
    """What a text asks for."""

    project: str
    name: str
    alias: str
    """`v3`, an alias, or `latest`."""


def wanted(text: object, project: str | None) -> Wanted:
    """What `text` asks for; `project` is taken where it names none. Raises `RunError`.

    >>> wanted("digits/model:v3", None)
    Wanted(project='digits', name='model', alias='v3')
    """
    form = "an artifact is asked for as 'name:alias', 'name:v3' or 'project/name:alias'"
    if not isinstance(text, str):
        raise RunError.of("CK625", f"{form}; found {typed(text)}.")
    path, _, alias = text.partition(":")
    *parents, name = path.split("/")
    own = parents[-1] if parents else project
    if not name or own is None or len(parents) > 2 or (":" in text and not alias):
        help = None if own is not None else "name its project: 'project/name'."
        raise RunError.of("CK625", f"{form}; found {shown(text)}.", help)
    return Wanted(own, checked_name(name), alias or LATEST)


def find(store: Path, text: object, project: str | None, type: str | None = None) -> Artifact:
    """The version that `text` asks for.

    Raises `RunError` with near names when there is none, and when it has another type than `type`.
    """
    found = _found(store, text, project)
    if type is not None and found.type != type:
        message = f"artifact {found.name!r} has the type {found.type!r}; type={shown(type)} was asked for."
        raise RunError.of("CK625", message, "leave type out, or name another artifact.")
    return found


def _found(store: Path, text: object, project: str | None) -> Artifact:
    asked = wanted(text, project)
    versions = Versions(project_place(store, asked.project), asked.name)
    number = version_number(asked.alias)
    numbers = versions.numbers()
    if number is None:
        number = versions.aliases().get(asked.alias)
    if number is not None and number in numbers:
        return kept_artifact(_kept(store, asked.project, versions, number))
    in_runs = _in_runs(store, asked, versions)
    if in_runs is not None:
        return kept_artifact(in_runs)
    raise _no_such(store, asked, versions, numbers)


def all_artifacts(store: Path, type: str | None, project: str | None, name: str | None) -> list[Artifact]:
    """Every version of the store, or those of a type, a project, a name; by project, name and number.

    A version whose manifest is damaged raises `RunError`.
    """
    found: list[Artifact] = []
    for one in [project] if project is not None else _projects(store):
        place = project_place(store, one)
        for artifact_name in names_in(place) if name is None else [checked_name(name)]:
            versions = Versions(place, artifact_name)
            kept = (_kept(store, one, versions, number) for number in versions.numbers())
            found += [kept_artifact(version) for version in kept if type is None or version.header.type == type]
    return found


def artifacts_of_run(folder: Path, references: Iterable[dict[str, object]], how: str) -> list[Artifact]:
    """The versions that a run logged or used, once each, from the records of its journals, in their order.

    What it logged is read from its own folder, what it used from the store. One that is damaged or gone is left out
    with a warning: the others are there.
    """
    found: dict[tuple[object, ...], Artifact | None] = {}
    store = folder.parents[2]
    for one in references:
        key = (one.get("project"), one.get("name"), one.get("version"))
        if one.get("how") == how and key not in found:
            found[key] = _or_warning(folder, store, one, how)
    return [artifact for artifact in found.values() if artifact is not None]


def _or_warning(folder: Path, store: Path, record: dict[str, object], how: str) -> Artifact | None:
    try:
        return _of_record(folder, store, record, how)
    except RunError as error:
        for diagnostic in error.diagnostics:
            warn(diagnostic)
        return None


def copied_numbers(store: Path, project: str, name: str) -> list[int]:
    """The numbers of versions of this name that the project's runs have in their own folders."""
    return [number for _, number in _manifests_in_runs(store, project, name)]


def run_manifest(run_place: Path, name: str, number: int) -> Path:
    """Where a run's folder of artifacts has the manifest of a version that it logged."""
    return run_place / "manifests" / folder_name(name, "an artifact's name") / f"v{number}.jsonl"


def _of_record(folder: Path, store: Path, record: dict[str, object], how: str) -> Artifact:
    project, name, number = record.get("project"), record.get("name"), record.get("version")
    if not isinstance(project, str) or not isinstance(name, str) or type(number) is not int:
        raise RunError.of("CK614", f"{folder} cannot be read: a journal names {shown(record)}, which is no artifact.")
    own = run_manifest(folder / "artifacts", name, number)
    if how == "logged" and own.is_file():
        return kept_artifact(_kept_in_run(store, project, name, own, number))
    return find(store, f"{project}/{name}:v{number}", project)


def _kept(store: Path, project: str, versions: Versions, number: int) -> Kept:
    header, place = versions.header(number), project_place(store, project)
    first = project_folder(store, project) / folder_name(header.run, "a run's id") / "artifacts"
    return Kept(number, header, versions.manifest(number), versions, (place, first))


def _kept_in_run(store: Path, project: str, name: str, manifest: Path, number: int) -> Kept:
    place = project_place(store, project)
    return Kept(number, read_header(manifest), manifest, Versions(place, name), (manifest.parents[2], place))


def _in_runs(store: Path, asked: Wanted, versions: Versions) -> Kept | None:
    """The version in a run's own folder. Raises `RunError` when runs have different ones under one number."""
    known = list(_manifests_in_runs(store, asked.project, asked.name))
    number = version_number(asked.alias)
    if asked.alias == LATEST and not versions.numbers():
        number = max((number for _, number in known), default=None)
    found = [_kept_in_run(store, asked.project, asked.name, path, one) for path, one in known if one == number]
    if len({kept.header.digest for kept in found}) > 1:
        runs = listed(kept.manifest.parents[3].name for kept in found)
        message = f"the runs {runs} have different artifacts {asked.name!r} under v{number}."
        raise RunError.of("CK612", message, "ask the run: Api().run(id).logged_artifacts().")
    return found[0] if found else None


def _manifests_in_runs(store: Path, project: str, name: str) -> Iterator[tuple[Path, int]]:
    folder = folder_name(name, "an artifact's name")
    for run in sorted(project_folder(store, project).glob("*/")):
        for path in (run / "artifacts" / "manifests" / folder).glob("v*.jsonl"):
            number = version_number(path.stem)
            if number is not None:
                yield path, number


def _no_such(store: Path, asked: Wanted, versions: Versions, numbers: list[int]) -> RunError:
    place = f"project {asked.project!r}"
    if not numbers:
        known = names_in(project_place(store, asked.project))
        return RunError(not_found("artifact", asked.name, known, place))
    known = [*versions.aliases(), *(f"v{number}" for number in reversed(numbers))]
    return RunError(not_found("version", asked.alias, known, f"artifact {asked.name!r} of {place}"))


def _projects(store: Path) -> list[str]:
    folders = sorted((store / "artifacts").glob("*/names"))
    return [name_of_folder(one.parent.name) for one in folders if not one.parent.name.startswith(".")]
