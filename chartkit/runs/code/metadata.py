"""`run.metadata`: the code and machine that made a run, under the names that W&B's `Api` gives them.

Takes a run's folder; gives what `run.json` says and, with `save_code`, what that kept.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import orjson

from chartkit.files import read_own
from chartkit.runs.code.keeping import read_code


def metadata_of(folder: Path) -> dict[str, Any]:
    """Host, system, Python, script, folder, start; with `save_code` git, arguments and machine. Only what is known.

    Empty for a `run.json` that cannot be read, which the run's diagnostics say.
    """
    start, code = _start(folder), read_code(folder)
    writer, program = _of(start, "writer"), _of(start, "program")
    git, python, machine = _of(code, "git"), _of(code, "python"), _of(code, "machine")
    command, gpus = code.get("command"), machine.get("gpus")
    found = {
        "os": machine.get("os") or start.get("os"),
        "python": python.get("version") or start.get("python"),
        "startedAt": start.get("created_at"),
        "host": machine.get("host") or writer.get("host"),
        "program": code.get("script") or program.get("script"),
        "root": code.get("folder") or program.get("folder"),
        "args": _arguments(cast("list[Any]", command), program) if isinstance(command, list) else None,
        "executable": python.get("executable"),
        "git": {name: git[name] for name in ("remote", "commit", "branch") if git.get(name)} or None,
        "cpu": machine.get("cpu"),
        "cpu_count": machine.get("n_cores"),
        "memory": {"total": str(machine["memory_bytes"])} if machine.get("memory_bytes") else None,
        "gpu": cast("list[Any]", gpus)[0] if isinstance(gpus, list) and gpus else None,
        "gpu_count": len(cast("list[Any]", gpus)) if isinstance(gpus, list) and gpus else None,
    }
    return {name: value for name, value in found.items() if value is not None}


def _start(folder: Path) -> dict[str, Any]:
    try:
        found: Any = orjson.loads(read_own(folder / "run.json"))
    except (OSError, orjson.JSONDecodeError):  # what is wrong with it is among the run's diagnostics
        return {}
    return cast(dict[str, Any], found) if isinstance(found, dict) else {}


def _of(facts: dict[str, Any], name: str) -> dict[str, Any]:
    value = facts.get(name)
    return cast(dict[str, Any], value) if isinstance(value, dict) else {}


def _arguments(command: list[Any], program: dict[str, Any]) -> list[Any]:
    """What follows the script in the command line."""
    script = Path(str(program.get("script") or "")).name
    place = next((at for at, word in enumerate(command) if script and Path(str(word)).name == script), 0)
    return command[place + 1 :]
