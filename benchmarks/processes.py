"""The trackers, each in an environment of its own, and fresh processes of them: takes a case, gives its samples."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from measuring import Samples

ROOT = Path(__file__).resolve().parents[1]
PEERS = Path(__file__).with_name("peers.txt")
_PEER_FOLDER = ROOT / ".venv-bench"


class Tracker(NamedTuple):
    """A tracker and the Python that has it."""

    name: str
    python: str

    def version(self) -> str:
        """The installed version."""
        code = f"from importlib.metadata import version; print(version('{self.name}'))"
        return subprocess.run([self.python, "-c", code], capture_output=True, check=True, text=True).stdout.strip()


def chartkit() -> Tracker:
    """chartkit as this interpreter has it."""
    return Tracker("chartkit", sys.executable)


def wandb() -> Tracker:
    """wandb alone, in `.venv-bench`."""
    return Tracker("wandb", environment_of(PEERS, _PEER_FOLDER))


def environment_of(peers: Path, folder: Path) -> str:
    """The Python of the environment in `folder`, made or renewed as the file `peers` says, of chartkit's version."""
    python, made_from = folder / "bin/python", folder / "peers.txt"
    wanted = f"{peers.read_text()}# Python {sys.version}\n"
    if not made_from.is_file() or made_from.read_text() != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", peers]
        subprocess.run(install, check=True)
        made_from.write_text(wanted)
    return str(python)


def samples(case: ModuleType, tracker: Tracker, quick: bool) -> Samples:
    """What a new process of `tracker` measures in `case`, in an empty folder."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        command = [tracker.python, str(case.__file__), tracker.name, "quick" if quick else "full"]
        done = subprocess.run(command, cwd=folder, env=environment(folder), capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{tracker.name} failed in {case.__name__}:\n{done.stderr}")
    return ast.literal_eval(done.stdout)


def environment(folder: str) -> dict[str, str]:
    """All silent and offline, with everything they write below `folder`; wandb without its own telemetry, which
    makes its `log` faster.
    """
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("WANDB_", "CHARTKIT_", "PYTHON"))}
    places = dict.fromkeys(("HOME", "WANDB_CACHE_DIR", "WANDB_CONFIG_DIR", "WANDB_DATA_DIR", "TMPDIR"), folder)
    wandb = {"WANDB_MODE": "offline", "WANDB_SILENT": "true", "WANDB_CONSOLE": "off", "WANDB_ERROR_REPORTING": "false"}
    trackio = {"TRACKIO_DIR": str(Path(folder, "trackio")), "HF_HUB_OFFLINE": "1"}
    return {
        **kept,
        **places,
        **wandb,
        **trackio,
        "CHARTKIT_SILENT": "1",
        "CHARTKIT_DIR": str(Path(folder, ".chartkit")),
    }
