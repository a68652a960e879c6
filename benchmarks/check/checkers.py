"""The checkers, as one would run them over a project: takes a folder of presets, gives seconds of a whole process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PEERS = HERE.parent / "check_peers.txt"
SCHEMA = ROOT / "schemas" / "preset.schema.json"
_FOLDER = ROOT / ".venv-bench-check"


class Cost(NamedTuple):
    """What one process took, its start and its children included, in s."""

    wall_s: float
    cpu_s: float


class Tool(NamedTuple):
    """A checker: its name in the table, its command, and whether it starts without what an earlier run kept."""

    name: str
    command: tuple[str, ...]
    is_cold: bool = True


def checkers(presets: list[Path]) -> tuple[Tool, ...]:
    """All of them, over the same files."""
    ours = (sys.executable, "-m", "chartkit", "check")
    peers, files = _peers(), tuple(map(str, presets))
    return (
        Tool("chartkit --select schema", (*ours, "--select", "schema")),
        Tool("chartkit", ours),
        Tool("chartkit, cache warm", ours, is_cold=False),
        Tool("check-jsonschema", (str(peers / "check-jsonschema"), "--schemafile", str(SCHEMA), *files)),
        Tool("Altair", (str(peers / "python"), str(HERE / "altair_validation.py"), *files)),
    )


def run(tool: Tool, project: Path) -> Cost:
    """One process in the folder of the project. Raises `SystemExit` where it ends otherwise than it should."""
    cache = project / "cache"
    if tool.is_cold:
        for file in cache.rglob("check.json"):
            file.unlink()
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("CHARTKIT_", "PYTHON"))}
    start_s = time.perf_counter()
    process = subprocess.Popen(
        tool.command,
        cwd=project,
        env={**kept, "XDG_CACHE_HOME": str(cache)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    said = process.stdout.read() if process.stdout else b""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{tool.name} failed:\n{said.decode()[-2000:]}")
    return Cost(time.perf_counter() - start_s, used.ru_utime + used.ru_stime)


def versions() -> str:
    """The peers as they are pinned."""
    return ", ".join(PEERS.read_text(encoding="utf-8").replace("==", " ").split("\n")[:-1])


def _peers() -> Path:
    """The folder of programs of `.venv-bench-check`, made or renewed as check_peers.txt says."""
    python, made_from = _FOLDER / "bin/python", _FOLDER / "peers.txt"
    wanted = f"{PEERS.read_text(encoding='utf-8')}# Python {sys.version}\n"
    if not made_from.is_file() or made_from.read_text(encoding="utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", _FOLDER], check=True)
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, "-r", PEERS], check=True)
        made_from.write_text(wanted, encoding="utf-8")
    return _FOLDER / "bin"
