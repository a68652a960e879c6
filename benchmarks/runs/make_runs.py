"""Made runs in the real format, by a fast loop: what the benchmarks of reading read.

Takes a folder and counts; gives a store of finished runs whose journals are as `chartkit.runs` writes them.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Mapping
from pathlib import Path

import orjson

from chartkit.runs.checksums import with_crc

KEYS = ("loss", "acc")
BEGAN_S = 1_790_000_000.0


def make_store(folder: Path, runs: int, steps: int, keys: tuple[str, ...] = KEYS, project: str = "p") -> Path:
    """A `.chartkit` in `folder` with `runs` finished runs of `steps` rows of `keys`; the same for the same counts."""
    store = folder / ".chartkit"
    chance = random.Random(6)
    for number in range(runs):
        _make_run(store / "runs" / project / f"r{number:05d}", number, steps, keys, chance)
    return store


def _make_run(folder: Path, number: int, steps: int, keys: tuple[str, ...], chance: random.Random) -> None:
    folder.mkdir(parents=True)
    began_s = BEGAN_S + 60 * number
    writer = {"host": "made", "pid": number + 1, "started": number}
    (folder / "run.json").write_bytes(orjson.dumps(_start(folder, number, began_s, writer)))
    lines = [_line({"writer": writer})]
    for step in range(steps):
        values = {key: chance.random() for key in keys}
        runtime_s = step * 0.01 + chance.random() / 100
        record = {"_step": step, "_timestamp": began_s + runtime_s, "_runtime": runtime_s, "log": values}
        lines.append(_line(record))
    lines.append(_line({"_timestamp": began_s + steps, "finish": {"exit_code": (number % 7 == 6 and 1) or 0}}))
    (folder / f"journal-made-{number + 1}-{number:08x}.jsonl").write_bytes(b"".join(lines))


def _line(record: Mapping[str, object]) -> bytes:
    return with_crc(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))


def _start(folder: Path, number: int, began_s: float, writer: Mapping[str, object]) -> dict[str, object]:
    return {
        "format": 1,
        "id": folder.name,
        "name": f"made-{number}",
        "project": folder.parent.name,
        "entity": None,
        "group": f"group-{number % 5}",
        "job_type": "train",
        "notes": None,
        "tags": ["even" if number % 2 == 0 else "odd"],
        "color": None,
        "created_at": "2026-09-21T00:00:00.000+00:00",
        "timestamp": began_s,
        "writer": writer,
        "config": {"lr": 0.1 / (1 + number % 10), "model": {"depth": number % 6}},
    }


def main() -> None:
    """Make a store where the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--steps", type=int, default=10_000)
    chosen = parser.parse_args()
    print(make_store(chosen.folder, chosen.runs, chosen.steps))


if __name__ == "__main__":
    main()
