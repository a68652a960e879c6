"""Fresh processes of the tools, in turns: takes a chart and its size, gives the figures of each tool."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PEERS = HERE.parent / "data_peers.txt"
_FOLDER = ROOT / ".venv-bench-data"


class Figures(NamedTuple):
    """Of one tool: the median over processes of the median call, in s, and the largest JSON and memory added."""

    seconds: float
    json_bytes: int
    added_bytes: int


def python() -> str:
    """The interpreter of `.venv-bench-data`, which has chartkit and all peers; renewed as data_peers.txt says."""
    interpreter, made_from = _FOLDER / "bin/python", _FOLDER / "peers.txt"
    wanted = f"{PEERS.read_text(encoding='utf-8')}# Python {sys.version}\n"
    if not made_from.is_file() or made_from.read_text(encoding="utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", _FOLDER], check=True)
        install = [interpreter, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, "-r", PEERS, "-e", ROOT], check=True)
        made_from.write_text(wanted, encoding="utf-8")
    return str(interpreter)


def figures(tools: Sequence[str], chart: str, n_rows: int, n_rounds: int, n_calls: int) -> dict[str, Figures]:
    """The figures of each tool over `n_rounds` processes of each, which take turns."""
    rounds = [[_process(tool, chart, n_rows, n_calls) for tool in tools] for _ in range(n_rounds)]
    return {tool: _figures([turn[index] for turn in rounds]) for index, tool in enumerate(tools)}


def output(script: str, *arguments: object) -> object:
    """What a script of this folder prints in a process of its own, read as Python. Raises `SystemExit`."""
    command = [python(), str(HERE / script), *map(str, arguments)]
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("CHARTKIT_", "PYTHON"))}
    done = subprocess.run(command, env=kept, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{script} {arguments} failed:\n{done.stderr}")
    return ast.literal_eval(done.stdout)


def _process(tool: str, chart: str, n_rows: int, n_calls: int) -> Figures:
    seconds, json_bytes, added_bytes = output("measured.py", tool, chart, n_rows, n_calls)  # type: ignore[misc]
    return Figures(median(seconds), json_bytes, added_bytes)


def _figures(processes: Sequence[Figures]) -> Figures:
    return Figures(
        median(one.seconds for one in processes),
        max(one.json_bytes for one in processes),
        max(one.added_bytes for one in processes),
    )
