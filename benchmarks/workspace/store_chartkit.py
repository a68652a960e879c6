"""Made runs in chartkit's own format, by a fast loop. Run as a script: FOLDER RUNS STEPS [METRICS]."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import orjson
from curves import BEGAN_S, METRICS, STEP_S, config_of, curves, metrics

from chartkit.runs.checksums import with_crc


def main() -> None:
    """Write the runs of project `sweep` below FOLDER/.chartkit."""
    folder, runs, steps, *n_metrics = Path(sys.argv[1]), *map(int, sys.argv[2:])
    names = metrics(*n_metrics) if n_metrics else METRICS
    for run in range(runs):
        _write(folder / ".chartkit/runs/sweep" / f"r{run:05d}", run, steps, names)


def _write(folder: Path, run: int, steps: int, names: tuple[str, ...]) -> None:
    folder.mkdir(parents=True)
    began_s = BEGAN_S + 60 * run
    writer = {"host": "made", "pid": run + 1, "started": run}
    (folder / "run.json").write_bytes(orjson.dumps(_start(run, began_s, writer)))
    made = curves(run, steps, names)
    rows = zip(*(values.tolist() for values in made.values()), strict=True)
    lines = [with_crc(orjson.dumps({"writer": writer}, option=orjson.OPT_APPEND_NEWLINE))]
    for step, values in enumerate(rows):
        runtime_s = step * STEP_S
        record = {"_step": step, "_timestamp": began_s + runtime_s, "_runtime": runtime_s}
        record["log"] = dict(zip(made, values, strict=True))
        lines.append(with_crc(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)))
    end = {"_timestamp": began_s + steps * STEP_S, "finish": {"exit_code": 0}}
    lines.append(with_crc(orjson.dumps(end, option=orjson.OPT_APPEND_NEWLINE)))
    (folder / f"journal-made-{run + 1}-{run:08x}.jsonl").write_bytes(b"".join(lines))


def _start(run: int, began_s: float, writer: dict[str, object]) -> dict[str, object]:
    created = datetime.fromtimestamp(began_s, UTC).isoformat(timespec="milliseconds")
    own = {"format": 1, "id": f"r{run:05d}", "name": f"run-{run}", "project": "sweep", "tags": []}
    unknown = dict.fromkeys(("entity", "group", "job_type", "notes", "color"))
    when = {"created_at": created, "timestamp": began_s}
    return {**own, **unknown, **when, "writer": writer, "config": config_of(run)}


if __name__ == "__main__":
    main()
