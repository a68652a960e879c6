"""`chartkit runs verify`: every byte of a run compared with what was written.

Takes a run's folder; gives a finding for each file that is damaged or missing, with what it was of. Lines of journals
and `run.json` have a CRC; charts, tables, media and artifacts are named by their sha256; that of saved files and of the
kept code stands in the journal. Reads every byte, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import file_digest
from pathlib import Path
from typing import Any, NamedTuple, cast

import orjson

from chartkit.data.values import decode_value
from chartkit.diagnostics import Diagnostic, reason_of
from chartkit.files import open_own, read_own
from chartkit.runs.checksums import is_as_written
from chartkit.runs.start_record import damaged, is_damage, read_start
from chartkit.runs.upkeep.journal_lines import checked_lines
from chartkit.runs.upkeep.referred import KINDS, Referred, referred_in
from chartkit.runs.upkeep.verified_artifacts import artifact_findings

DAMAGED_FILE = "CK639"
_MOST_USES = 3


class Verified(NamedTuple):
    """What was looked at, and what was found."""

    findings: tuple[Diagnostic, ...]
    n_files: int
    n_bytes: int
    n_unchecked: int
    """Lines and files without a checksum, as older versions wrote them."""


class _Count:
    def __init__(self) -> None:
        self.findings: list[Diagnostic] = []
        self.n_files = self.n_bytes = self.n_unchecked = 0


def verify_run(folder: Path) -> Verified:
    """Check all files of a run. Never raises for what it finds."""
    count = _Count()
    _check_start(count, folder / "run.json")
    records: list[dict[str, Any]] = []
    for path in sorted([*folder.glob("journal-*.jsonl"), *folder.glob("system-*.jsonl")]):
        found = checked_lines(path)
        count.findings += found.findings
        count.n_files, count.n_bytes = count.n_files + 1, count.n_bytes + found.n_bytes
        count.n_unchecked += found.n_unchecked
        records += found.records if path.name.startswith("journal-") else []
    records.sort(key=_time)
    _check_contents(count, folder, _uses(records))
    _check_kept(count, folder, records)
    findings, n_files, n_bytes = artifact_findings(folder, records)
    findings = (*count.findings, *findings)
    return Verified(findings, count.n_files + n_files, count.n_bytes + n_bytes, count.n_unchecked)


def _time(record: dict[str, Any]) -> float:
    said = record.get("_timestamp")
    return said if isinstance(said, float) else 0.0


def _check_start(count: _Count, path: Path) -> None:
    finding = read_start(path.parent)[1]
    try:
        content = read_own(path)
    except OSError:
        count.findings += [finding] if finding is not None else []
        return
    count.n_files, count.n_bytes = count.n_files + 1, count.n_bytes + len(content)
    is_whole = is_as_written(content)
    count.n_unchecked += is_whole is None
    count.findings += [finding] if finding is not None else []
    if not is_damage(finding) and is_whole is False:
        help = "what the run began with (name, config, tags …) cannot be trusted; its journals stand by themselves."
        count.findings.append(_other_bytes(path, help))


def _uses(records: Iterable[dict[str, Any]]) -> dict[Referred, list[str]]:
    """Every file that the journals refer to, and for what."""
    uses: dict[Referred, list[str]] = {}
    for record in records:
        logged = record.get("log")
        if not isinstance(logged, dict):
            continue
        for key, value in cast(dict[str, Any], logged).items():
            for file in referred_in(value):
                uses.setdefault(file, []).append(f"{key!r} at step {record.get('_step')}")
    return uses


def _check_contents(count: _Count, folder: Path, uses: dict[Referred, list[str]]) -> None:
    there = {
        Referred(kind, path.name): path
        for kind in KINDS
        for path in sorted((folder / kind).glob("[0-9a-f]*"))
        if path.is_file()
    }
    for file, path in there.items():
        used = uses.get(file, [])
        if _check_sha(count, path, path.name[:64], _lost(used)) and file.kind == "tables":
            try:
                _add_cells(path, used, uses)
            except (ValueError, RecursionError):
                message = f"{path} is no table that a run keeps."
                count.findings.append(Diagnostic(DAMAGED_FILE, message, help=_lost(used)))
    for file, used in uses.items():
        if file not in there:
            path = folder / file.kind / Path(file.name).name
            count.findings.append(Diagnostic(DAMAGED_FILE, f"{path} is not there.", help=_lost(used)))


def _add_cells(path: Path, used: list[str], uses: dict[Referred, list[str]]) -> None:
    """Add what the cells of a JSON table refer to. Raises `ValueError` and `RecursionError` for what is no JSON."""
    if path.suffix != ".json":
        return
    content = read_own(path)
    if b'"$"' in content or b'"after"' in content:
        found: Any = orjson.loads(content)
        for file in referred_in(found):
            uses.setdefault(file, []).extend(used)
        after = cast(dict[str, Any], found).get("after") if isinstance(found, dict) else None
        if isinstance(after, str):
            uses.setdefault(Referred("tables", after), []).extend(used)


def _check_kept(count: _Count, folder: Path, records: Iterable[dict[str, Any]]) -> None:
    """Saved files and the kept code, the last sha256 that was written down for each name counting."""
    last: dict[str, str] = {}
    for record in records:
        last |= _digests(record.get("files"))
    for name, sha in last.items():
        path = folder / name
        if ".." in path.parts or not path.is_relative_to(folder):
            continue
        if path.is_file():
            _check_sha(count, path, sha, f"the file {name!r} of the run is not what was kept.")
        else:
            count.findings.append(Diagnostic(DAMAGED_FILE, f"{path} is not there.", help=f"{name!r} is lost."))
    for top in ("files", "code"):
        unknown = [path for path in _files(folder / top) if path.relative_to(folder).as_posix() not in last]
        count.n_unchecked += len(unknown)
        count.n_files += len(unknown)


def _digests(said: object) -> dict[str, str]:
    """The sha256 by name; none from a record that says it wrongly, which its checksum told already."""
    try:
        found = decode_value(said)
    except (ValueError, RecursionError):
        return {}
    pairs = cast(dict[object, object], found).items() if isinstance(found, dict) else ()
    return {name: sha for name, sha in pairs if isinstance(name, str) and isinstance(sha, str)}


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.endswith(".tmp"))


def _check_sha(count: _Count, path: Path, sha: str, help: str) -> bool:
    count.n_files += 1
    try:
        count.n_bytes += path.stat().st_size
        with open_own(path) as file:
            is_whole = file_digest(file, "sha256").hexdigest() == sha
    except OSError as error:
        count.findings.append(damaged(path, reason_of(error))._replace(help=help))
        return False
    if not is_whole:
        count.findings.append(_other_bytes(path, help))
    return is_whole


def _other_bytes(path: Path, help: str) -> Diagnostic:
    return Diagnostic(DAMAGED_FILE, f"{path} is damaged: its bytes are not those that were written.", help=help)


def _lost(used: list[str]) -> str:
    """What a file's damage costs."""
    if not used:
        return "no line of the journals refers to it: nothing that can be read is lost."
    some = ", ".join(dict.fromkeys(used[:_MOST_USES]))
    more = f" and {len(used) - _MOST_USES} more" if len(used) > _MOST_USES else ""
    return f"lost is {some}{more}."
