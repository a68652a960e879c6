"""The process that is killed, and the count of what is left of it: `python killed.py TRACKER log|count`.

`log` writes the number of calls that returned to `returned`, by shared memory, after each one; after the first 500 it
says so and waits for a line. `count` prints how many rows of the run a new process can read.
"""

import mmap
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

PAUSE = 500
_BLOCK = 32_768


def begin(tracker: str) -> tuple[Callable[[dict[str, object]], object], Callable[[], object]]:
    """A run of `tracker` in this folder: its `log` and its `finish`."""
    module = __import__(tracker)
    if tracker == "trackio":
        run = module.init(project="benchmark", embed=False, auto_log_cpu=False, auto_log_gpu=False)
    else:
        run = module.init(project="benchmark", mode="offline", dir=".")
    return run.log, run.finish


def log(tracker: str) -> None:
    """Log until killed."""
    keep, _ = begin(tracker)
    with Path("returned").open("wb+") as file:
        file.write(bytes(8))
        file.flush()
        returned = mmap.mmap(file.fileno(), 8)
        number = 0
        while True:
            keep({"loss": 1 / (number + 1), "number": number})
            number += 1
            returned[:8] = number.to_bytes(8, "little")
            if number == PAUSE:
                sys.stdout.write("paused\n")
                sys.stdout.flush()
                sys.stdin.readline()


def count(tracker: str) -> int:
    """How many rows can be read at this moment."""
    if tracker == "chartkit":
        import chartkit

        return sum(len(run.history()) for run in chartkit.Api().runs("benchmark"))
    if tracker == "trackio":
        return sum(map(_sqlite_rows, Path().rglob("benchmark.db")))
    content = b"".join(path.read_bytes() for path in Path("wandb").glob("offline-run-*/*.wandb"))
    return sum(map(_is_history, wandb_records(content)))


def _sqlite_rows(path: Path) -> int:
    import sqlite3

    with sqlite3.connect(path) as connection:
        return connection.execute("select count(*) from metrics").fetchone()[0]


def _is_history(record: bytes) -> bool:
    from wandb.proto.wandb_internal_pb2 import Record

    return Record.FromString(record).WhichOneof("record_type") == "history"


def wandb_records(content: bytes) -> Iterator[bytes]:
    """The records of wandb's file: a LevelDB log with a header of 7 bytes, whose torn end is left out.

    Source: LevelDB's log format, https://github.com/google/leveldb/blob/main/doc/log_format.md
    """
    at, record = 7, b""
    while at + 7 <= len(content):
        left = _BLOCK - at % _BLOCK
        size, kind = int.from_bytes(content[at + 4 : at + 6], "little"), content[at + 6]
        if left < 7:
            at += left
            continue
        if kind == 0 or at + 7 + size > len(content):
            return
        record += content[at + 7 : at + 7 + size]
        at += 7 + size
        if kind in (1, 4):  # whole, or the last part
            yield record
            record = b""


if __name__ == "__main__":
    if sys.argv[2] == "log":
        log(sys.argv[1])
    else:
        sys.stdout.write(str(count(sys.argv[1])))
