"""The artifacts of a run, and of a project's own list, checked byte by byte.

Takes a run's folder; gives a finding for each file, manifest or list of events that is not what was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import file_digest
from pathlib import Path
from typing import Any, cast

from chartkit.diagnostics import Diagnostic, RunError, reason_of
from chartkit.files import open_own
from chartkit.runs.artifacts.entries import Entry
from chartkit.runs.artifacts.manifest import MANIFEST, is_sha256, read_entries
from chartkit.runs.artifacts.placing import content_path
from chartkit.runs.names import name_of_folder
from chartkit.runs.upkeep.journal_lines import checked_lines

DAMAGED = "CK630"


def artifact_findings(folder: Path, records: Iterable[dict[str, Any]]) -> tuple[list[Diagnostic], int, int]:
    """What is wrong with the artifacts in a run's folder, how many files there are, and their bytes."""
    place = folder / "artifacts"
    findings, entries, n_files, n_bytes = _manifests(sorted(place.glob("manifests/*/v*.jsonl")))
    shared = folder.parents[2] / "artifacts" / folder.parent.name
    found = _content(place)
    for name, entry in entries:
        if entry.sha256 is None or entry.reference is not None:
            continue
        if not content_path(place, entry.sha256).is_file():
            message = f"artifact {name!r}: file {entry.name!r} is not in the run's folder {folder}."
            has_shared = content_path(shared, entry.sha256).is_file()
            help = "the project has it still: it is read from there." if has_shared else None
            findings.append(Diagnostic(DAMAGED, message, help=help))
    for path in found:
        n_files, n_bytes = n_files + 1, n_bytes + path.stat().st_size
        findings += _content_findings(path, entries)
    for name in _missing_manifests(place, records):
        findings.append(Diagnostic(DAMAGED, f"artifact {name!r}: its manifest is not in the run's folder {folder}."))
    return findings, n_files, n_bytes


def shared_findings(store: Path) -> tuple[list[Diagnostic], int, int]:
    """What is wrong with the projects' own lists of versions and events, whose bytes the runs have as well."""
    places = sorted((store / "artifacts").glob("[!.]*/names/*"))
    findings, entries, n_files, n_bytes = _manifests(
        [path for one in places for path in sorted(one.glob(f"v*/{MANIFEST}"))]
    )
    for path in (one / "events.jsonl" for one in places):
        if path.is_file():
            lines = checked_lines(path)
            findings += lines.findings
            n_files, n_bytes = n_files + 1, n_bytes + lines.n_bytes
    for project in sorted((store / "artifacts").glob("[!.]*/content")):
        for path in _content(project.parent):
            if path.stat().st_nlink == 1:  # others are a run's, where they are checked
                n_files, n_bytes = n_files + 1, n_bytes + path.stat().st_size
                findings += _content_findings(path, entries)
    return findings, n_files, n_bytes


def _manifests(paths: Iterable[Path]) -> tuple[list[Diagnostic], list[tuple[str, Entry]], int, int]:
    findings: list[Diagnostic] = []
    entries: list[tuple[str, Entry]] = []
    n_files = n_bytes = 0
    for path in paths:
        lines = checked_lines(path)
        findings += lines.findings
        n_files, n_bytes = n_files + 1, n_bytes + lines.n_bytes
        try:
            folder = path.parent.parent if path.name == MANIFEST else path.parent
            version = path.parent.name if path.name == MANIFEST else path.stem
            name = f"{name_of_folder(folder.name)}:{version}"
            entries += [(name, entry) for entry in read_entries(path).values()]
        except RunError as error:
            findings += () if lines.findings else error.diagnostics
    return findings, entries, n_files, n_bytes


def _content(place: Path) -> Iterator[Path]:
    return (path for path in sorted(place.glob("content/??/*")) if is_sha256(path.name) and path.is_file())


def _content_findings(path: Path, entries: list[tuple[str, Entry]]) -> list[Diagnostic]:
    try:
        with open_own(path) as file:
            if file_digest(file, "sha256").hexdigest() == path.name:
                return []
        reason = "its bytes are not those that were logged"
    except OSError as error:
        reason = reason_of(error)
    whose = [f"artifact {name!r}: file {entry.name!r}" for name, entry in entries if entry.sha256 == path.name]
    return [Diagnostic(DAMAGED, f"{one} is damaged: {reason} ({path}).") for one in whose or ["a file of artifacts"]]


def _missing_manifests(place: Path, records: Iterable[dict[str, Any]]) -> list[str]:
    from chartkit.runs.artifacts.finding import run_manifest

    missing: dict[str, None] = {}
    for record in records:
        said = record.get("artifact")
        fields = cast(dict[str, Any], said) if isinstance(said, dict) else {}
        if fields.get("how") != "logged":
            continue
        name, number = fields.get("name"), fields.get("version")
        if isinstance(name, str) and isinstance(number, int) and not run_manifest(place, name, number).is_file():
            missing[f"{name}:v{number}"] = None
    return list(missing)
