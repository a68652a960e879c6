"""Tables to files in little memory: batches of rows, engines' rows, full disks, media in cells, tables in parts."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import polars as pl
import pytest

from chartkit.data import Dataset, Table, decode_table, parquet_rows, parquet_tables, storage, to_dataset, write_table
from chartkit.data.media_content import MediaContent
from chartkit.diagnostics import DataError

GROUP_ROWS = 1_000
N_ROWS = 2 * GROUP_ROWS + 5


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "LARGEST_JSON_BYTES", 200)
    monkeypatch.setattr(parquet_tables, "LARGEST_AT_ONCE_BYTES", 10_000)
    for module in (parquet_rows, parquet_tables):
        monkeypatch.setattr(module, "GROUP_ROWS", GROUP_ROWS)


class Picture:
    """A medium of one byte."""

    def __chartkit_media__(self) -> MediaContent:
        return MediaContent("image", ".png", b"x")


def values(dataset: Dataset) -> dict[str, list[Any]]:
    return {column.name: column.values for column in dataset.columns}


def test_rows_of_several_batches(tmp_path: Path) -> None:
    start = dt.datetime(2024, 1, 1)
    times = [start + dt.timedelta(seconds=row) for row in range(N_ROWS)]
    rows = [[n, n / 3, f"text {n}", n % 2 == 0, time, time.replace(tzinfo=dt.UTC)] for n, time in enumerate(times)]
    rows[-1] = [None] * 6
    dataset = Table(["i", "f", "s", "b", "t", "utc"], rows).to_dataset()
    written = write_table(dataset, tmp_path)
    assert (written.file[64:], written.n_rows) == (".parquet", N_ROWS)
    assert values(decode_table(tmp_path / written.file)) == values(dataset)
    assert [path.name for path in tmp_path.iterdir()] == [written.file]


TOKYO = dt.timezone(dt.timedelta(hours=9))


@pytest.mark.parametrize("odd", ["\ud800", 2**70, dt.datetime(2024, 1, 1, tzinfo=TOKYO)], ids=["text", "int", "zone"])
def test_a_value_that_parquet_has_not_in_the_last_batch(odd: Any, tmp_path: Path) -> None:
    plain: Any = {str: "a", int: 1, dt.datetime: dt.datetime(2024, 1, 1)}[type(odd)]
    written = write_table(to_dataset({"x": [plain] * GROUP_ROWS + [odd]}), tmp_path)
    assert written.file.endswith(".json")
    assert decode_table(tmp_path / written.file).column("x").values[-2:] == [plain, odd]
    assert [path.name for path in tmp_path.iterdir()] == [written.file]


def test_chunks_of_a_frame_do_not_change_its_file(tmp_path: Path) -> None:
    whole = pl.DataFrame({"x": np.arange(N_ROWS), "s": pl.Series(["a", None] * (N_ROWS // 2) + ["b"])})
    parts = pl.concat([whole[:7], whole[7:1_200], whole[1_200:]], rechunk=False)
    files = {write_table(to_dataset(frame), tmp_path) for frame in (whole, parts, whole.lazy())}
    assert len(files) == 1


def test_rows_of_engines_are_streamed(tmp_path: Path) -> None:
    relation = duckdb.sql(f"select range as x, 'text ' || (range % 7) as s from range({N_ROWS})")
    polars = pl.LazyFrame({"x": np.arange(10)}).select(pl.col("x") * 2)
    for table, wanted in ((relation, list(range(N_ROWS))), (polars, list(range(0, 20, 2)))):
        written = write_table(to_dataset(table), tmp_path)
        found = decode_table(tmp_path / written.file)
        assert (written.n_rows, found.column("x").values) == (len(wanted), wanted)


def test_a_query_that_fails_leaves_no_file(tmp_path: Path) -> None:
    dataset = to_dataset(pl.LazyFrame({"x": ["1", "a"]}).select(pl.col("x").cast(pl.Int64)))
    with pytest.raises(DataError) as caught:
        write_table(dataset, tmp_path)
    assert [each.code for each in caught.value.diagnostics] == ["CK411"]
    assert list(tmp_path.iterdir()) == []


def test_columns_of_a_large_file_are_read_when_asked_for(tmp_path: Path) -> None:
    chance = np.random.default_rng(0)
    dataset = to_dataset({"x": chance.normal(size=4_000), "y": chance.normal(size=4_000)})
    path = tmp_path / write_table(dataset, tmp_path).file
    found = decode_table(path)
    assert (found.n_rows, found.names) == (4_000, ("x", "y"))
    assert found.column("x").first_values(2) == dataset.column("x").first_values(2)
    assert found.column("x").values == dataset.column("x").values
    path.unlink()
    with pytest.raises(DataError) as caught:
        _ = found.column("y").values
    assert caught.value.diagnostics[0].code == "CK411"
    assert found.column("x").values[0] == dataset.column("x").values[0]


def test_media_without_a_run_are_refused() -> None:
    with pytest.raises(DataError) as caught:
        write_table(Table(["n", "p"], [[1, None], [2, [Picture()]]]).to_dataset(), None)
    assert str(caught.value) == (
        "CK417 row 1 (counted from 0) of column 'p' holds media of type Picture, whose file is kept by a run;"
        " this table is written without one.\nhelp: log the table with run.log, which keeps the files of its cells"
    )


def test_references_in_cells_and_dicts_that_look_like_them(tmp_path: Path) -> None:
    lookalike = {"$": "media", "kind": "image"}
    table = Table(["p"], [[{"in": [Picture()]}], [lookalike], [None]], allow_mixed_types=True)
    written = write_table(table.to_dataset(), tmp_path, lambda cell: {"$": "media", "kind": "image"})
    found = decode_table(tmp_path / written.file, lambda reference: "the picture")
    assert found.column("p").values == [{"in": ["the picture"]}, lookalike, None]


def parts_of(folder: Path, *tables: Any) -> str:
    after = None
    for table in tables:
        after = write_table(to_dataset(table), folder, after=after).file
    assert after is not None
    return after


def test_parts_are_read_in_order(tmp_path: Path) -> None:
    frame = pl.DataFrame({"x": [3, None], "y": ["c", "d"]})
    last = parts_of(tmp_path, {"x": [1], "y": ["a"]}, {"x": [2.5], "y": [None]}, frame, frame)
    found = decode_table(tmp_path / last)
    assert values(found) == {"x": [1, 2.5, 3, None, 3, None], "y": ["a", None, "c", "d", "c", "d"]}
    assert [column.kind for column in found.columns] == ["quantitative", "nominal"]
    frames = decode_table(tmp_path / parts_of(tmp_path, frame, frame))
    assert frames.column("x").buffer is not None
    assert frames.column("x").values == [3, None, 3, None]


def test_a_part_that_is_missing_damaged_or_foreign(tmp_path: Path) -> None:
    first = parts_of(tmp_path, {"x": [1]})
    last = parts_of(tmp_path, {"x": [1]}, {"x": [2]})
    (tmp_path / first).write_bytes(b"{}")
    with pytest.raises(DataError) as damaged:
        decode_table(tmp_path / last)
    (tmp_path / first).unlink()
    with pytest.raises(DataError) as missing:
        decode_table(tmp_path / last)
    outside = write_table(to_dataset({"x": [1]}), tmp_path, after="../../secret.json").file
    with pytest.raises(DataError) as foreign:
        decode_table(tmp_path / outside)
    other = parts_of(tmp_path, {"y": [1]}, {"x": [2]})
    with pytest.raises(DataError) as unlike:
        decode_table(tmp_path / other)
    says = "CK408 the table {} cannot be read: {}.\nhelp: look at {}"
    assert [str(each.value) for each in (damaged, missing, foreign, unlike)] == [
        says.format(first, "its content is not what its name says, so it is damaged", tmp_path / first),
        says.format(first, "No such file or directory", tmp_path / first),
        says.format(outside, "it goes on from '../../secret.json', which is no table of a run", tmp_path / outside),
        says.format(other, "its parts have different columns", tmp_path / other),
    ]


def test_a_disk_that_is_full(tmp_path: Path) -> None:
    """The kernel's own limit for a file's size stands for the end of the disk."""
    script = """
import resource, signal, sys
from pathlib import Path
import numpy as np, polars as pl
from chartkit.data import Table, storage, to_dataset, write_table
storage.LARGEST_JSON_BYTES = 300_000
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
folder = Path(sys.argv[1])
rows = [[number, f"text {number * 7919 % 1000003}"] for number in range(100_000)]
for table in (Table(["x", "s"], [["a" * 200_000, 1]]), Table(["x", "s"], rows), pl.DataFrame(rows, orient="row")):
    try:
        write_table(to_dataset(table), folder)
    except OSError as error:
        print(type(error).__name__, error.errno, Path(error.filename).parent == folder, list(folder.iterdir()))
"""
    found = subprocess.run(
        [sys.executable, "-c", script, tmp_path], capture_output=True, text=True, check=False, env=dict(os.environ)
    )
    assert found.stdout == "OSError 27 True []\n" * 3, found.stderr


def test_a_child_forked_after_polars_ran_writes_json(tmp_path: Path) -> None:
    script = """
import os, signal, sys
from pathlib import Path
from chartkit.data import Table, decode_table, storage, to_dataset, write_table
signal.alarm(60)
storage.LARGEST_JSON_BYTES = 100
dataset = Table(["x"], [[number] for number in range(1000)]).to_dataset()
names = [write_table(dataset, Path(sys.argv[1])).file]
child = os.fork()
if child == 0:
    print(write_table(dataset, Path(sys.argv[1])).file[64:], flush=True)
    os._exit(0)
os.waitpid(child, 0)
print(names[0][64:])
"""
    found = subprocess.run([sys.executable, "-c", script, tmp_path], capture_output=True, text=True, check=False)
    assert found.stdout == ".json\n.parquet\n", found.stderr
