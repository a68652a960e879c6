"""The process that reads runs for the first time: takes the store, a project's folder, and on stdin the runs' folders.

It keeps what it read in the cache and answers with a line for each batch, the folders that were in it; with `singly`
each run is a batch. It gives way to all other work, and ends when the other end of stdin is closed.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import orjson

FIRST = 20
"""As many runs as a page shows at first are one batch, which gives way to nobody."""
_BATCH = 16


def main() -> None:
    """Read all of them."""
    from chartkit.runs.reading.cache import Cache
    from chartkit.runs.reading.catalogue import read_and_kept
    from chartkit.runs.reading.run_files import signature_of

    cache, project = Cache(Path(sys.argv[1])), Path(sys.argv[2])
    names: list[str] = orjson.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_stdin, daemon=True).start()
    first, then = (1, 1) if "singly" in sys.argv[3:] else (FIRST, _BATCH)
    start, end = 0, first
    while batch := names[start:end]:
        signatures = {name: signature_of(f"{project}/{name}") for name in batch}
        read_and_kept(cache, project, {name: signature for name, signature in signatures.items() if signature})
        sys.stdout.buffer.write(orjson.dumps(batch, option=orjson.OPT_APPEND_NEWLINE))
        sys.stdout.buffer.flush()
        if start == 0:
            os.nice(10)
        start, end = end, end + then


def _end_with_stdin() -> None:
    """The server holds the other end: without it nobody waits for what is read."""
    os.read(sys.stdin.fileno(), 1)  # without the buffer, whose lock a process that ends would wait for
    os._exit(0)


if __name__ == "__main__":
    main()
