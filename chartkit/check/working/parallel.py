"""One function over many items in several processes: takes both, gives the results in the order of the items.

Each worker gets the next few items when it comes back with the last. Workers are forked where that is safe: then they
start in milliseconds, with everything imported. Elsewhere they are started anew.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, NamedTuple, TypeVar

from chartkit.check.working.memory import fewer_collections
from chartkit.diagnostics import ChartkitError

Item = TypeVar("Item")
Result = TypeVar("Result")
_MOST_AT_ONCE = 16


class _Worker(NamedTuple):
    process: BaseProcess
    pipe: Connection


def in_processes(
    work: Callable[[Item], Result], items: Sequence[Item], n_jobs: int, advance: Callable[[int], None]
) -> list[Result]:
    """`work` of each item, by `n_jobs` processes. `advance` is told how many more are done, as they are.

    `work`, the items and the results can be pickled. Raises what `work` raises, and `ChartkitError` for a process that
    ends before its work does; then the others are ended, too, as they are by Ctrl-C.
    """
    batches = _batches(len(items), n_jobs)
    results: dict[int, Result] = {}
    with _started(work, n_jobs) as workers:
        busy = [worker for worker in workers if _asked(worker, batches, items)]
        while busy:
            ready = wait([worker.pipe for worker in busy])
            for worker in [worker for worker in busy if worker.pipe in ready]:
                found = _answer(worker)
                results.update(found)
                advance(len(found))
                if not _asked(worker, batches, items):
                    busy.remove(worker)
    return [results[index] for index in range(len(items))]


def can_fork() -> bool:
    """Whether a fork of this process can do everything that it can: no thread would be missing in it."""
    return sys.platform == "linux" and threading.active_count() == 1 and "polars" not in sys.modules


def _batches(n_items: int, n_jobs: int) -> Iterator[range]:
    """The indexes of the items, some at a time, smaller towards the end so that all workers end together."""
    start = 0
    while start < n_items:
        size = min(_MOST_AT_ONCE, max(1, (n_items - start) // (n_jobs * 3)))
        yield range(start, min(start + size, n_items))
        start += size


@contextmanager
def _started(work: Callable[[Any], Any], n_jobs: int) -> Generator[list[_Worker]]:
    """The workers. They never see Ctrl-C, which a terminal sends to all of them: this process ends them."""
    context = multiprocessing.get_context("fork") if can_fork() else multiprocessing.get_context("spawn")
    workers: list[_Worker] = []
    masked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        for _ in range(n_jobs):
            ours, theirs = context.Pipe()
            # What a fork inherits it must close, or no worker would ever see that the other end is closed.
            inherited = [*(worker.pipe for worker in workers), ours] if context.get_start_method() == "fork" else []
            process = context.Process(target=_serve, args=(work, theirs, inherited), daemon=True)
            process.start()
            theirs.close()
            workers.append(_Worker(process, ours))
        signal.pthread_sigmask(signal.SIG_SETMASK, masked)
        yield workers
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, masked)
        for worker in workers:
            worker.pipe.close()
            worker.process.terminate()
            worker.process.join()


def _serve(work: Callable[[Any], Any], pipe: Connection, inherited: Sequence[Connection]) -> None:
    """A worker: answers until the other end is closed, also by the death of the process that asks."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    for other in inherited:
        other.close()
    with fewer_collections():
        _answered(work, pipe)


def _answered(work: Callable[[Any], Any], pipe: Connection) -> None:
    """Work until the other end is closed."""
    while True:
        try:
            asked: list[tuple[int, Any]] = pipe.recv()
        except EOFError:
            return
        try:
            answer: dict[int, Any] | Exception = {index: work(item) for index, item in asked}
        except Exception as error:  # raised again by the process that asked
            answer = error
        try:
            pipe.send(answer)
        except BrokenPipeError:
            return


def _asked(worker: _Worker, batches: Iterator[range], items: Sequence[Any]) -> bool:
    """Whether there was another batch to ask for."""
    batch = next(batches, None)
    if batch is None:
        return False
    try:
        worker.pipe.send([(index, items[index]) for index in batch])
    except (BrokenPipeError, ConnectionResetError):
        raise _lost(worker) from None
    return True


def _answer(worker: _Worker) -> dict[int, Any]:
    try:
        answer: dict[int, Any] | Exception = worker.pipe.recv()
    except (EOFError, ConnectionResetError):
        raise _lost(worker) from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def _lost(worker: _Worker) -> ChartkitError:
    worker.process.join()
    code = worker.process.exitcode or 0
    how = f"was killed by signal {-code}" if code < 0 else f"ended with exit code {code}"
    help = "often memory runs out: --jobs 1 takes the least, and shows which file is at fault"
    return ChartkitError.of("CK891", f"a process that checks {how} before it was done.", help)
