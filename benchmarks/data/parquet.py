"""A histogram of a Parquet file larger than memory need be: `python parquet.py make FILE ROWS`, `… plot FILE`.

`make` writes ROWS rows of three columns in pieces of a million; `plot` prints the seconds from path to JSON, the peak
of resident memory in bytes, and the sum of the counts drawn.
"""

from __future__ import annotations

import json
import resource
import sys
import time

from charts import CHARTS

PIECE = 1_000_000


def make(path: str, n_rows: int) -> None:
    """Write the file."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    chance = np.random.default_rng(6)
    schema = pa.schema([("q", pa.float64()), ("g", pa.int32()), ("v", pa.float64())])
    with pq.ParquetWriter(path, schema) as writer:
        for start in range(0, n_rows, PIECE):
            size = min(PIECE, n_rows - start)
            columns = [chance.normal(0, 1, size), chance.integers(0, 50, size), chance.random(size)]
            writer.write_table(pa.table(columns, schema=schema))


def plot(path: str) -> tuple[float, int, int]:
    """The figures of one plot, in a process that has done nothing else."""
    start = time.perf_counter()
    from chartkit import plot_table

    content = plot_table(CHARTS["histogram"].preset(), path, {}).to_json()
    seconds = time.perf_counter() - start
    (rows,) = json.loads(content)["datasets"].values()
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, sum(row["__count"] for row in rows)


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2], int(sys.argv[3]))
        sys.stdout.write("None")
    else:
        sys.stdout.write(repr(plot(sys.argv[2])))
