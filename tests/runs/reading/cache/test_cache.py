"""The cache changes no answer: not when it is kept, damaged, refused or of another version."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from chartkit.diagnostics import RunError
from chartkit.runs import Api, init
from chartkit.runs.reading.columns import Columns, Values
from chartkit.runs.reading.held_runs import HeldRuns

LogRun = Callable[..., Path]


def answers(store: Path) -> Any:
    """Everything that the cache has a part in."""
    api = Api(store)
    runs = [(run.id, run.state, run.name, run.config, run.summary, run.history().to_dict("list")) for run in api.runs()]
    arrays = {
        id: {key: one.tolist() for key, one in of.items()} for id, of in api.histories(None, ["loss", "acc"]).items()
    }
    return repr((runs, arrays))


def test_the_second_answer_is_the_first(store: Path) -> None:
    first = answers(store)
    cache = store / "cache.sqlite3"
    assert cache.is_file()
    assert answers(store) == first
    cache.unlink()
    assert answers(store) == first


@pytest.mark.parametrize("damage", ["text", "empty", "half", "folder", "newer", "older", "tables", "bytes"])
def test_a_damaged_cache_changes_no_answer(store: Path, damage: str) -> None:
    first = answers(store)
    cache = store / "cache.sqlite3"
    content = cache.read_bytes()
    if damage in ("text", "empty", "half"):
        cache.write_bytes({"text": b"no database" * 100, "empty": b"", "half": content[: len(content) // 2]}[damage])
    elif damage == "folder":
        cache.unlink()
        cache.mkdir()
    elif damage == "bytes":
        chance = random.Random(1)
        for _ in range(20):
            spoilt = bytearray(content)
            for _ in range(20):
                spoilt[chance.randrange(100, len(spoilt))] ^= 1 << chance.randrange(8)
            cache.write_bytes(spoilt)
            assert answers(store) == first
    else:
        with sqlite3.connect(cache) as database:
            if damage == "tables":
                database.execute("drop table parts")
            else:
                database.execute(f"pragma user_version={99 if damage == 'newer' else -1}")
        database.close()
    assert answers(store) == first
    assert answers(store) == first


@pytest.mark.parametrize("damage", ["deleted", "empty", "half", "folder", "link", "pipe", "bytes"])
def test_a_damaged_column_file_changes_no_answer(store: Path, damage: str) -> None:
    first = answers(store)
    (columns,) = store.glob("cache-*.columns")
    content = columns.read_bytes()
    if damage in ("empty", "half"):
        columns.write_bytes(content[: len(content) // 2 if damage == "half" else 0])
    elif damage == "bytes":
        chance = random.Random(2)
        for _ in range(20):
            spoilt = bytearray(content)
            spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
            columns.write_bytes(spoilt)
            assert answers(store) == first
    else:
        columns.unlink()
        kept = store / "kept"
        kept.write_bytes(content)
        if damage == "folder":
            columns.mkdir()
        elif damage == "link":
            columns.symlink_to(kept)
        elif damage == "pipe":
            os.mkfifo(columns)
        assert answers(store) == first
        assert kept.read_bytes() == content
    assert answers(store) == first
    assert answers(store) == first


def test_columns_come_from_the_cache(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = answers(store)
    monkeypatch.setattr("chartkit.runs.reading.run_read.columns_of_rows", None)
    monkeypatch.setattr("chartkit.runs.reading.journals.read_many", None)
    monkeypatch.setattr("chartkit.runs.reading.journals.read_regular", None)
    assert answers(store) == first


CUT = """
import os, sys
from pathlib import Path
from chartkit import Api

store = Path(sys.argv[1])
(columns,) = store.glob("cache-*.columns")
content = columns.read_bytes()
held = Api(store).histories("p", ["n"])
for size in (len(content) // 2, 0):
    os.truncate(columns, size)
    print(sum(int(run["n"].sum()) for run in held.values()), end=" ")
    print(sum(float(run["loss"].sum()) > 0 for run in Api(store).histories("p", ["loss"]).values()), end=" ")
    columns.write_bytes(content)
"""


def test_a_process_lives_on_when_the_column_file_is_cut_under_it(store: Path, way: str) -> None:
    answers(store)
    if way == "by line":  # the child reads as processes do
        return
    (columns,) = store.glob("cache-*.columns")
    size = columns.stat().st_size
    found = subprocess.run([sys.executable, "-c", CUT, str(store)], capture_output=True, text=True, check=True)
    n = sum(range(50)) + sum(range(20))
    assert found.stdout == f"{n} 2 {n} 2 "
    said = found.stderr.strip()
    assert said.startswith(f"{columns} ends before byte ")
    assert said.endswith("; its part is read from the runs again and kept anew.")
    assert said.count("\n") == 0
    assert int(said.split("byte ")[1].split(";")[0].replace(",", "")) <= size


def test_arrays_outlive_the_column_file(log_run: LogRun, store: Path) -> None:
    Api(store).histories("p", ["n"])
    found = Api(store).histories("p", ["n"])
    for file in store.glob("cache*"):
        file.unlink()
    log_run("a2")
    Api(store).histories("p", ["n"])
    assert found["a"]["n"].tolist() == list(range(50))
    assert len(list(store.glob("cache-*.columns"))) == 1


def test_a_column_file_stays_until_nothing_names_it(
    log_run: LogRun, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chartkit.runs.reading.column_cache._SPARE_BYTES", -(1 << 40))
    monkeypatch.setattr("chartkit.runs.reading.database._WAIT_S", 0.0)
    first = answers(store)
    (before,) = store.glob("cache-*.columns")
    with contextlib.closing(sqlite3.connect(store / "cache.sqlite3", isolation_level=None)) as reader:
        reader.execute("begin")
        reader.execute("select count(*) from parts").fetchall()
        log_run("c")
        assert "'c'" in answers(store)
        assert before in store.glob("cache-*.columns")
    shutil.rmtree(store / "runs" / "p" / "c")
    monkeypatch.setattr("chartkit.runs.reading.journals.read_many", None)
    monkeypatch.setattr("chartkit.runs.reading.run_read.columns_of_rows", None)
    assert answers(store) == first


@pytest.mark.parametrize("damage", ["text", "deleted", "bytes"])
def test_damage_is_said_once(store: Path, damage: str, caplog: pytest.LogCaptureFixture) -> None:
    answers(store)
    (columns,) = store.glob("cache-*.columns")
    cache = store / "cache.sqlite3"
    if damage == "text":
        cache.write_bytes(b"no database" * 100)
        wanted = f"{cache} cannot be used (file is not a database)"
    elif damage == "deleted":
        columns.unlink()
        wanted = f"{cache} cannot be used (has lost the file of its columns)"
    else:
        columns.write_bytes(bytes(columns.stat().st_size))
        wanted = f"{columns} has other bytes than were kept"
    for _ in range(2):
        answers(store)
    assert [one.getMessage() for one in caplog.records] == [
        f"{wanted}; its part is read from the runs again and kept anew."
    ]


def test_what_is_no_more_leaves_the_column_file(
    log_run: LogRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chartkit.runs.reading.column_cache._SPARE_BYTES", 0)
    store = tmp_path / ".chartkit"
    log_run("other")
    first = answers(store)
    sizes: list[int] = []
    for _ in range(12):
        shutil.rmtree(store / "runs" / "p" / "r", ignore_errors=True)
        log_run("r", 400)
        answers(store)
        sizes += [file.stat().st_size for file in store.glob("cache-*.columns")]
    assert len(sizes) == 12
    assert max(sizes) < 4 * sizes[0]
    shutil.rmtree(store / "runs" / "p" / "r")
    assert answers(store) == answers(store) == first


def test_a_full_disk_keeps_nothing(log_run: LogRun, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = answers(store)
    (columns,) = store.glob("cache-*.columns")
    size = columns.stat().st_size
    log_run("c")

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("chartkit.runs.reading.column_cache.append", refuse)
        assert "'c'" in answers(store)
    assert columns.stat().st_size == size
    shutil.rmtree(store / "runs" / "p" / "c")
    assert answers(store) == first


def test_a_locked_cache_is_waited_for_once(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    connect = sqlite3.connect

    def noted(*arguments: Any, timeout: float, **more: Any) -> sqlite3.Connection:
        waits.append(timeout)
        return connect(*arguments, timeout=timeout, **more)

    list(Api(store).runs("p"))
    monkeypatch.setattr("chartkit.runs.reading.database._WAIT_S", 0.01)
    with contextlib.closing(connect(store / "cache.sqlite3", isolation_level=None)) as other:
        other.execute("begin exclusive")
        monkeypatch.setattr(sqlite3, "connect", noted)
        assert {run.id: run.summary["n"] for run in Api(store).runs("p")} == {"a": 49, "b": 19}
        assert len(Api(store).runs("p")) == 2
    assert (waits[0], set(waits[1:])) == (0.01, {0.0})


def test_a_locked_cache_is_left_aside(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chartkit.runs.reading.database._WAIT_S", 0.0)
    first = answers(store)
    holder = sqlite3.connect(store / "cache.sqlite3", isolation_level=None)
    holder.execute("begin exclusive")
    try:
        assert answers(store) == first
    finally:
        holder.close()


def test_columns_are_held_for_all_projects_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chartkit.runs.reading.held_runs._MOST_BYTES", 10_000)
    numbers = np.arange(500.0)
    numbers.flags.writeable = False
    columns, held = Columns(500, {"loss": Values(numbers)}), HeldRuns()
    held.keep("runs/p/a", "1", ["loss"], columns)
    held.keep("runs/q/a", "1", ["loss"], columns)
    assert [held.get(f"runs/{run}", "1", ["loss"]) is columns for run in ("p/a", "q/a")] == [True, True]
    held.keep("runs/q/b", "1", ["loss"], columns)
    assert [held.get(f"runs/{run}", "1", ["loss"]) is columns for run in ("p/a", "q/a", "q/b")] == [False, False, True]


def test_arrays_of_many_runs(log_run: LogRun, store: Path) -> None:
    log_run("c", 0, text="x")
    found = Api(store).histories("p", ["acc", "n"])
    assert list(found) == ["c", "b", "a"]
    assert (found["a"]["_step"].dtype, found["a"]["n"].dtype) == (np.int64, np.int64)
    assert found["a"]["_step"].tolist() == list(range(50))
    assert np.flatnonzero(~np.isnan(found["a"]["acc"])).tolist() == [3, 13, 23, 33, 43]
    assert Api(store).histories("p", ["acc"])["a"]["_step"].tolist() == [3, 13, 23, 33, 43]
    assert {key: len(one) for key, one in found["c"].items()} == {"_step": 0, "acc": 0, "n": 0}
    some = Api(store).runs("p", {"name": {"$ne": "b"}}, "+name")
    assert list(Api(store).histories(some[:1], ["n"])) == ["a"]


def test_a_run_of_a_newer_format_says_so_and_is_read(store: Path) -> None:
    path = store / "runs" / "p" / "a" / "run.json"
    path.write_text(path.read_text().replace('"format": 1', '"format": 2'))
    found = Api(store).run("a")
    assert (found.state, [one.code for one in found.diagnostics]) == ("finished", ["CK619"])
    assert found.config == {"lr": 0.1}
    assert found.summary["n"] == 49


def test_system_metrics_come_in_every_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHARTKIT_SYSTEM_S", "15")
    monkeypatch.setattr("chartkit.runs.system.sampler._LONGEST_WAIT_S", 20.0)
    with init(project="p", id="r"):
        pass
    run = Api().run("r")
    frame = run.history(stream="system", keys=["system.cpu"])
    assert list(frame.columns) == ["_timestamp", "_runtime", "system.cpu"]
    assert run.history(stream="system", keys=["system.cpu"], pandas=False) == frame.to_dict("records")
    with pytest.raises(RunError) as caught:
        run.history(stream="system", keys=["system.cpus"])
    message = "the system stream of run 'r' has no key 'system.cpus'."
    assert [one.message for one in caught.value.diagnostics] == [message]
