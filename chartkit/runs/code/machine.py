"""The machine and the Python that a script runs on: what a run needs to be repeated.

Takes nothing but the process; gives a JSON-ready dict. Packages are read from the names of their folders, which takes
milliseconds where reading each one's metadata takes tenths of a second.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from pathlib import Path
from typing import Any

from chartkit.runs.code.secrets import without_secrets

VISIBLE = (
    "CONDA_DEFAULT_ENV CUBLAS_WORKSPACE_CONFIG CUDA_LAUNCH_BLOCKING CUDA_VISIBLE_DEVICES HIP_VISIBLE_DEVICES"
    " HOSTNAME JAX_PLATFORMS LOCAL_RANK LOCAL_WORLD_SIZE MASTER_ADDR MASTER_PORT MKL_NUM_THREADS NCCL_DEBUG"
    " NODE_RANK NVIDIA_VISIBLE_DEVICES OMP_NUM_THREADS PYTHONHASHSEED PYTORCH_CUDA_ALLOC_CONF RANK"
    " SLURM_ARRAY_JOB_ID SLURM_ARRAY_TASK_ID SLURM_JOB_ID SLURM_JOB_NAME SLURM_JOB_PARTITION SLURM_LOCALID"
    " SLURM_NNODES SLURM_NODEID SLURM_NTASKS SLURM_PROCID TF_DETERMINISTIC_OPS TOKENIZERS_PARALLELISM TZ VIRTUAL_ENV"
    " WORLD_SIZE XLA_FLAGS"
).split()
"""The only environment variables that are kept."""

_INSTALLED = re.compile(r"(?P<name>.+?)-(?P<version>[^-]+)(?:-[^-]+)*\.(?:dist|egg)-info")


def python_facts() -> dict[str, Any]:
    """Version, implementation, place and packages of this Python."""
    return {
        "version": platform.python_version(),
        "implementation": platform.python_implementation(),
        "executable": sys.executable,
        "packages": installed_packages(),
    }


def installed_packages() -> dict[str, str]:
    """Versions by name, as they are found first on `sys.path`."""
    found: dict[str, str] = {}
    for folder in dict.fromkeys(sys.path):
        try:
            names = [entry.name for entry in os.scandir(folder or ".")]
        except OSError:  # a zip file, or a place that is not there: nothing is installed in it
            continue
        for match in filter(None, map(_INSTALLED.fullmatch, names)):
            found.setdefault(match["name"].replace("_", "-").lower(), match["version"])
    return dict(sorted(found.items()))


def machine_facts() -> dict[str, Any]:
    """Host, system, processor, memory and graphics cards; None for what the system does not say."""
    return {
        "host": platform.node(),
        "os": platform.platform(),
        "cpu": _cpu_name(),
        "n_cores": os.cpu_count(),
        "memory_bytes": _memory_bytes(),
        "gpus": _gpu_names(),
    }


def visible_environment() -> dict[str, str]:
    """The variables of the list `VISIBLE` that are set."""
    return {name: without_secrets(os.environ[name]) for name in VISIBLE if name in os.environ}


def _cpu_name() -> str | None:
    for line in _lines(Path("/proc/cpuinfo")):
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.processor() or None


def _memory_bytes() -> int | None:
    names = os.sysconf_names
    if "SC_PHYS_PAGES" not in names or "SC_PAGE_SIZE" not in names:
        return None
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def _gpu_names() -> list[str]:
    """NVIDIA's cards, as the driver lists them."""
    found: list[str] = []
    for path in sorted(Path("/proc/driver/nvidia/gpus").glob("*/information")):
        models = [line.partition(":")[2].strip() for line in _lines(path) if line.startswith("Model:")]
        found += models[:1]
    return found


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:  # not Linux, or a container without it
        return []
