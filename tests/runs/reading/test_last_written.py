"""How long a run took, as lists of runs tell it: from its start to the last line of its own processes."""

from __future__ import annotations

from pathlib import Path

import pytest

import chartkit
from chartkit.runs.reading.last_written import last_written_s


def line(time: float, extra: str = "") -> str:
    return f'{{"_step":0,"_timestamp":{time},"_runtime":0.5,"log":{{{extra}}}}}\n'


def test_the_last_whole_line_counts(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(line(10.5) + line(12.25) + '{"_step":2,"_timestamp":99.0')
    (tmp_path / "b").write_text('{"writer":{},"_timestamp":11.0}\n')
    assert last_written_s(tmp_path, ["a", "b"]) == 12.25


def test_a_line_longer_than_the_first_look_is_found(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(line(10.0) + line(12.0, f'"x":"{"y" * 50_000}"'))
    assert last_written_s(tmp_path, ["a"]) == 12.0


@pytest.mark.parametrize("content", ["", "no line", "{}\n"])
def test_a_journal_that_says_no_time_says_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / "a").write_text(content)
    assert last_written_s(tmp_path, ["a", "gone"]) is None


def test_runs_are_sorted_and_filtered_by_runtime_and_edits_of_it_do_not_count() -> None:
    for id in ("a", "b"):
        with chartkit.init(project="p", id=id) as run:
            run.log({"x": 1})
    short, long = chartkit.Api().runs("p", order="+runtime").listed
    assert short.runtime_s is not None
    assert long.runtime_s is not None
    assert 0 <= short.runtime_s <= long.runtime_s < 60
    chartkit.Api().run(short.id).update(group="g", color="teal")
    (again,) = chartkit.Api().runs("p", {"group": "g", "color": "teal", "runtime": {"$lt": 60}}).listed
    assert again.runtime_s == short.runtime_s
