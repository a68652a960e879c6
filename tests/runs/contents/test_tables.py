"""Tables in a run: each log its own version, growing ones in parts, media and charts in cells, none lost to a kill."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import chartkit
from chartkit.data import Table
from chartkit.data.media_content import MediaContent
from chartkit.diagnostics import RunError
from chartkit.runs import Api, init
from chartkit.runs.reading.kept_media import KeptMedia


class Picture:
    """A medium of few bytes with a caption."""

    def __init__(self, content: bytes, caption: str) -> None:
        self._content = content
        self._caption = caption

    def __chartkit_media__(self) -> MediaContent:
        return MediaContent("image", ".png", self._content, {"caption": self._caption})


def growing() -> Table:
    return Table(columns=["n", "text"], log_mode="INCREMENTAL")


def tables_of(folder: Path) -> list[Any]:
    return [json.loads(path.read_bytes())["data"] for path in (folder / "tables").iterdir()]


@pytest.mark.parametrize("log_mode", ["IMMUTABLE", "MUTABLE", "INCREMENTAL"])
def test_a_table_that_grew_is_each_time_as_it_was(log_mode: Any) -> None:
    table = Table(columns=["x"], data=[[1]], log_mode=log_mode)
    with init(project="p", id="r") as run:
        run.log({"t": table})
        table.add_data(2)
        table.add_data(3)
        run.log({"t": table})
        run.log({"t": table})
    found = Api().run("p/r")
    assert [found.table("t", step).data for step in range(3)] == [[[1]], [[1], [2], [3]], [[1], [2], [3]]]


def test_cells_that_change_after_the_log() -> None:
    cell = [1]
    table = Table(columns=["x"], data=[[cell]])
    with init(project="p", id="r") as run:
        run.log({"t": table})
        cell.append(2)
        table.data[0][0].append(3)
    assert Api().run("p/r").table("t").data == [[[1]]]


def test_each_log_of_a_growing_table_writes_its_new_rows_alone(run_folder: Path) -> None:
    table = growing()
    with init(project="p", id="r") as run:
        for number in range(50):
            table.add_data(number, f"text {number}")
            run.log({"t": table})
    assert sorted(tables_of(run_folder)) == sorted([[n], [f"text {n}"]] for n in range(50))
    (journal,) = run_folder.glob("journal-*")
    references = [json.loads(line).get("log", {}).get("t") for line in journal.read_bytes().splitlines()]
    sizes = [len(json.dumps(each)) for each in references if each]
    assert max(sizes) - min(sizes) <= 4, "a reference does not repeat those before it"
    found = Api().run("p/r")
    assert found.table("t").data == table.data
    assert found.table("t", step=6).data == table.data[:7]


def test_a_growing_table_in_two_runs_and_under_two_keys() -> None:
    table = growing()
    for run_id in ("a", "b"):
        with init(project="p", id=run_id) as run:
            for key in ("t", "u"):
                table.add_data(len(table), None)
                run.log({key: table})
    found = [Api().run(f"p/{run_id}").table(key).data for run_id in ("a", "b") for key in ("t", "u")]
    assert found == [table.data[:rows] for rows in (1, 2, 3, 4)]


def test_a_growing_table_that_shrank_is_refused_and_the_rest_of_the_call_can_be_logged() -> None:
    table = growing()
    with init(project="p", id="r") as run:
        table.add_data(1, "a")
        table.add_data(2, "b")
        run.log({"t": table})
        table.data.pop()
        with pytest.raises(RunError) as caught:
            run.log({"t": table})
        table.add_data(2, "b")
        table.add_data(3, "c")
        run.log({"t": table})
    assert str(caught.value) == (
        "CK418 a table with log_mode='INCREMENTAL' had 2 rows when it was logged last; it has 1 row now, and such a"
        " table only grows.\n"
        "help: leave logged rows where they are, or pass log_mode='MUTABLE' to keep each version whole"
    )
    assert Api().run("p/r").table("t").data == [[1, "a"], [2, "b"], [3, "c"]]


def test_a_part_whose_line_was_lost_is_read_all_the_same(run_folder: Path) -> None:
    table = growing()
    with init(project="p", id="r") as run:
        for number in range(3):
            table.add_data(number, None)
            run.log({"t": table})
    (journal,) = run_folder.glob("journal-*")
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(line for line in lines if b'"_step":1,' not in line))
    assert Api().run("p/r").table("t").data == [[0, None], [1, None], [2, None]]


def test_a_growing_table_starts_anew_in_a_folder_that_was_deleted(run_folder: Path) -> None:
    table = growing()
    with init(project="p", id="r") as run:
        table.add_data(1, None)
        run.log({"t": table})
        shutil.rmtree(run_folder)
        table.add_data(2, None)
        with pytest.warns(chartkit.ChartkitWarning, match="was deleted or moved"):
            run.log({"t": table})
    assert Api().run("p/r").table("t").data == [[1, None], [2, None]]


def test_a_forked_child_goes_on_from_its_parent_s_rows() -> None:
    table = growing()
    with init(project="p", id="r") as run:
        table.add_data(0, "both")
        run.log({"t": table}, step=0)
        child = os.fork()
        table.add_data(1, "child" if child == 0 else "parent")
        run.log({"child" if child == 0 else "parent": table}, step=1)
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)
    found = Api().run("p/r")
    assert found.table("parent").data == [[0, "both"], [1, "parent"]]
    assert found.table("child").data == [[0, "both"], [1, "child"]]


KILLED = """
import sys
from concurrent.futures import ThreadPoolExecutor
import chartkit
table = chartkit.Table(columns=["n"], log_mode="INCREMENTAL")
run = chartkit.init(project="p", id="r")
for number in range(100_000):
    table.add_data(number)
    run.log({"t": table})
    print(number, flush=True)
"""


def test_a_kill_between_parts_loses_nothing() -> None:
    with subprocess.Popen([sys.executable, "-c", KILLED], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        acknowledged = [int(child.stdout.readline()) for _ in range(60)]
        child.send_signal(signal.SIGKILL)
        acknowledged += [int(line) for line in child.stdout.read().split(b"\n")[:-1]]
    found = Api().run("p/r").table("t").get_column("n")
    assert found[: len(acknowledged)] == acknowledged
    assert len(found) <= len(acknowledged) + 1


def test_media_and_charts_in_cells_survive_copying_the_folder(run_folder: Path, tmp_path: Path) -> None:
    chart = chartkit.plot_table("wandb/line/v0", Table(["x", "y"], [[1, 2], [3, 4]]), {"x": "x", "y": "y"})
    rows = [[Picture(b"a", "one"), chart, [Picture(b"b", "two")]], [None, None, []]]
    with init(project="p", id="r") as run:
        run.log({"t": Table(["picture", "chart", "several"], rows)})
    shutil.move(tmp_path / ".chartkit", tmp_path / "elsewhere" / ".chartkit")
    (picture, kept, several), nothing = Api(dir=tmp_path / "elsewhere").run("p/r").table("t").data
    assert (picture.kind, picture.caption, picture.read_bytes()) == ("image", "one", b"a")
    assert kept.to_json() == chart.to_json()
    assert [each.read_bytes() for each in several] == [b"b"]
    assert nothing == [None, None, []]
    with init(project="p", id="again", dir=tmp_path / "elsewhere") as run:
        run.log({"t": Table(["picture", "chart", "several"], [[picture, kept, several]])})
    again = Api(dir=tmp_path / "elsewhere").run("p/again").table("t").data[0]
    assert isinstance(again[0], KeptMedia)
    assert (again[0].caption, again[1].to_json(), len(again[2])) == ("one", chart.to_json(), 1)


def test_a_lazy_frame_is_logged_as_the_table_that_it_gives() -> None:
    with init(project="p", id="r") as run:
        run.log({"t": Table(dataframe=pl.LazyFrame({"x": [1, 2]}).filter(pl.col("x") > 1))})
    assert Api().run("p/r").table("t").data == [[2]]


def test_rows_that_come_while_others_are_written_are_in_the_next_part(run_folder: Path) -> None:
    class Busy(Table):
        def to_dataset(self, timezone: str | None = None, *, first_row: int = 0) -> Any:
            written = super().to_dataset(timezone, first_row=first_row)
            self.add_data(len(self))  # as another thread may
            return written

    table = Busy(columns=["n"], data=[[0]], log_mode="INCREMENTAL")
    with chartkit.init(project="p", id="r") as run:
        for _ in range(3):
            run.log({"t": table})
    found = chartkit.Api().run("r")
    assert [found.table("t", step).data for step in found.table_steps("t")] == [[[0]], [[0], [1]], [[0], [1], [2]]]


def test_threads_that_log_one_growing_table_lose_no_row(run_folder: Path) -> None:
    table = Table(columns=["n"], data=[], log_mode="INCREMENTAL")

    def add(n: int) -> None:
        for k in range(10):
            table.add_data(10 * n + k)
            run.log({"t": table})

    with chartkit.init(project="p", id="r") as run:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(add, range(4)))
        run.log({"t": table})
    assert sorted(row[0] for row in chartkit.Api().run("r").table("t").data) == list(range(40))
