"""The same runs in trackio's own store. Run with trackio's Python, TRACKIO_DIR set: RUNS STEPS.

trackio makes its database; the rows are those of its `bulk_log`, which would take eighteen minutes for a thousand runs,
in one statement a run.
"""

from __future__ import annotations

import sqlite3
import sys
from datetime import UTC, datetime

import orjson
from curves import BEGAN_S, STEP_S, config_of, curves
from trackio.sqlite_storage import SQLiteStorage

ROW = "INSERT INTO metrics (timestamp, run_id, run_name, step, metrics) VALUES (?, ?, ?, ?, ?)"
CONFIG = "INSERT INTO configs (run_id, run_name, config, created_at) VALUES (?, ?, ?, ?)"


def main() -> None:
    """Write the runs of project `sweep`."""
    runs, steps = int(sys.argv[1]), int(sys.argv[2])
    with sqlite3.connect(SQLiteStorage.init_db("sweep")) as database:
        for run in range(runs):
            id, name, made = f"r{run:05d}", f"run-{run}", curves(run, steps)
            began_s = BEGAN_S + 60 * run
            rows = zip(*(values.tolist() for values in made.values()), strict=True)
            database.executemany(
                ROW,
                (
                    (_time(began_s + step * STEP_S), id, name, step, orjson.dumps(dict(zip(made, values, strict=True))))
                    for step, values in enumerate(rows)
                ),
            )
            database.execute(CONFIG, (id, name, orjson.dumps(config_of(run)), _time(began_s)))


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


if __name__ == "__main__":
    main()
