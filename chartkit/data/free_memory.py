"""How much memory this process may still take, as the system says it: asked before something large is decoded."""

from __future__ import annotations

from pathlib import Path


def free_memory_bytes() -> int | None:
    """The memory that this process may still take; None where the system does not say."""
    found = [_kilobytes("MemAvailable"), _number(Path("/sys/fs/cgroup/memory.max"))]
    known = [number for number in found if number is not None]
    return min(known) if known else None


def _kilobytes(name: str) -> int | None:
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:  # not Linux
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:")), None)


def _number(path: Path) -> int | None:
    try:
        text = path.read_text(encoding="ascii").strip()
    except OSError:  # no container, or one of the older kind
        return None
    return int(text) if text.isdigit() else None
