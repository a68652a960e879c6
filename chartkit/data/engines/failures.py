"""An engine that fails in the middle: takes its exception, gives a `DataError` with the engine's own root sentence.

Cluster engines wrap a failure in pages of stack; the sentence a user needs is the innermost cause.
"""

from __future__ import annotations

import os
import re
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache

from chartkit.diagnostics import DataError

_ENGINE_WORDS = {"polars": "Polars", "duckdb": "DuckDB", "pyspark": "Spark", "dask": "Dask", "ibis": "Ibis"}
_LONGEST = 300
_PYTHON_FAULT = re.compile(r"^(?:[\w.]+\.)?(\w*(?:Error|Exception|Warning)): (.+)$", re.MULTILINE)
_SPARK_WORDS = re.compile(r"^\[[A-Z][A-Z0-9_.]+\] | SQLSTATE: \w+$")


def engine_word(engine: str) -> str:
    """The engine's name as its authors write it."""
    return _ENGINE_WORDS.get(engine, engine)


@contextmanager
def failures_of(engine: str) -> Generator[None]:
    """Around each place where an engine runs: raises `DataError` with the engine's own sentence when it stops."""
    check_fork()
    try:
        yield
    except Exception as error:  # each engine has exceptions of its own; all of them mean that there are no rows
        raise engine_failure(engine, error) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # Polars' own, of a damaged file; it is no `Exception`
            raise
        raise engine_failure(engine, error) from error


def check_fork() -> None:
    """Raises `DataError` in a process forked after Polars ran: it would wait without end for threads it has not."""
    if _forked_after:
        raise DataError.of(
            "CK416",
            "Polars ran before this process was forked, and cannot run in it.",
            help="start worker processes with multiprocessing's spawn, or draw large tables in the parent",
        )
    _watch_forks()


_forked_after: list[bool] = []
"""Not empty in a process that was forked from one where an engine had run."""


@cache
def _watch_forks() -> None:
    """From now on, children of this process know that an engine ran before them."""
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=lambda: _forked_after.append(True))


def engine_failure(engine: str, error: BaseException) -> DataError:
    """The `DataError` that says which engine stopped and why, in its own words."""
    return DataError.of(
        "CK411",
        f"{engine_word(engine)} stopped before the rows were read: {root_sentence(error)}.",
        help="the table's own query fails at some row: run it there alone, or filter that row out",
    )


def root_sentence(error: BaseException) -> str:
    """The first line of the innermost cause, without its stack.

    >>> root_sentence(ValueError("no such row.\\n  at line 3"))
    'no such row'
    """
    text = str(error)
    python_faults = _PYTHON_FAULT.findall(text) if "Traceback (most recent call last)" in text else []
    line = ": ".join(python_faults[-1]) if python_faults else _first_line(text) or type(error).__name__
    line = _SPARK_WORDS.sub("", line).strip().rstrip(".")
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")
