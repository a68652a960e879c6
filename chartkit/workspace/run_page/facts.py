"""What the page of one run shows beside its charts: takes a run, gives JSON. Parts that cannot be read say why."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from chartkit.diagnostics import ChartkitError, Diagnostic
from chartkit.runs.upkeep.facts import facts
from chartkit.workspace.logged.versions import logged_keys

if TYPE_CHECKING:
    from chartkit.runs.artifacts.artifact import Artifact
    from chartkit.runs.reader import RunReader

_MOST_FILES = 1_000
_CODE = ("git", "command", "folder", "script", "python", "machine", "environment", "is_notebook", "said")


def run_facts(run: RunReader, runtime_s: float | None) -> dict[str, Any]:
    """Config, summary, state, host, git, command, notes, tags, keys, files, artifacts; what failed is in `faults`."""
    faults: list[Diagnostic] = []
    code = _part(lambda: run.code, {}, faults)
    start = run.facts.start
    return {
        **facts(run),
        "color": run.color,
        "path": "/".join(run.path),
        "runtime_s": runtime_s,
        "writer": {key: start.get("writer", {}).get(key) for key in ("host", "pid")},
        "numbers": [key for key in run.facts.numbers if not key.startswith("_")],
        "keys": [key.as_json() for key in logged_keys([run.facts])],
        "code": {name: code[name] for name in _CODE if name in code},
        "source": {"text": code.get("source"), "name": code.get("script_file")},
        "diff": code.get("diff"),
        "files": _part(lambda: _files(run), [], faults),
        "artifacts": {
            "logged": _part(lambda: [_artifact(one) for one in run.logged_artifacts()], [], faults),
            "used": _part(lambda: [_artifact(one) for one in run.used_artifacts()], [], faults),
        },
        "faults": [_said(one) for one in faults],
    }


def run_diagnostics(run: RunReader) -> dict[str, Any]:
    """What was found wrong while the run was logged, and with its files since. O(lines of its journals)."""
    return {"diagnostics": [_said(one) for one in run.diagnostics], "skipped_lines": run.skipped_lines}


def _part(read: Callable[[], Any], otherwise: Any, faults: list[Diagnostic]) -> Any:
    """One part, or what stands for it where it cannot be read, which `faults` then says."""
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            found = read()
    except ChartkitError as error:
        faults.extend(error.diagnostics)
        return otherwise
    except (OSError, ValueError) as error:
        faults.append(Diagnostic("CK614", f"a part of this run cannot be read: {error}."))
        return otherwise
    faults += (Diagnostic("CK614", str(one.message), "warning") for one in warned)
    return found


def _files(run: RunReader) -> list[dict[str, Any]]:
    return [{"name": file.name, "size_bytes": file.size_bytes} for file in run.files()[:_MOST_FILES]]


def _artifact(artifact: Artifact) -> dict[str, Any]:
    header = artifact.kept.header
    return {
        "name": artifact.name,
        "type": header.type,
        "size_bytes": header.size_bytes,
        "n_files": header.n_entries,
        "description": header.description,
        "aliases": list(artifact.aliases),
        "logged_by": header.run,
    }


def _said(one: Diagnostic) -> dict[str, Any]:
    place = str(one.location) if one.location else None
    return {"code": one.code, "severity": one.severity, "message": one.message, "help": one.help, "place": place}
