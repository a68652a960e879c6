"""The colour each run keeps: by what was said, unlike those of others, the same after all that may happen."""

from __future__ import annotations

import os
from pathlib import Path

from chartkit.runs.coloring.own_colors import OwnRun, own_colors
from chartkit.runs.coloring.palettes import STANDARD


def runs(*ids: str, said: dict[str, str] | None = None) -> list[OwnRun]:
    return [OwnRun(id, float(place), (said or {}).get(id)) for place, id in enumerate(ids)]


def store_in(folder: Path) -> Path:
    store = folder / ".chartkit"
    store.mkdir()
    return store


TWENTY = [f"r{place:02}" for place in range(20)]


def test_no_two_of_the_first_twenty_have_one_colour(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    found = own_colors(store, "p", runs(*TWENTY))
    assert list(found.items()) == list(zip(TWENTY, STANDARD.anchors, strict=True))


def test_the_order_they_are_given_in_means_nothing(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    assert own_colors(store, "p", runs(*TWENTY)[::-1])["r00"] == STANDARD.anchors[0]


def test_runs_keep_theirs_when_others_are_deleted_and_the_reader_starts_again(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    before = own_colors(store, "p", runs("a", "b", "c", "d"))
    assert own_colors(store, "p", runs("c", "d")) == {"c": before["c"], "d": before["d"]}
    assert own_colors(store, "p", runs("d")) == {"d": before["d"]}
    assert own_colors(store, "p", runs("a", "b", "c", "d")) == before  # restored from the trash


def test_a_new_run_takes_the_colour_of_a_deleted_one(tmp_path: Path) -> None:
    """So that any twenty runs are told apart, however many there were before."""
    store = store_in(tmp_path)
    own_colors(store, "p", runs(*TWENTY))
    later = [*TWENTY[:7], *TWENTY[8:], "new"]
    found = own_colors(store, "p", runs(*later))
    assert found["new"] == STANDARD.anchors[7]
    assert len(set(found.values())) == 20


def test_what_was_said_wins_and_no_other_run_gets_what_looks_like_it(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    nearly_the_first = "rgb(67 105 208)"
    found = own_colors(store, "p", runs("a", "b", "c", "d", said={"b": nearly_the_first, "d": "hsl(0 100% 50% / 50%)"}))
    assert found == {"a": STANDARD.anchors[1], "b": "#4369d0", "c": STANDARD.anchors[2], "d": "#ff000080"}


def test_a_run_whose_colour_is_taken_back_gets_one_of_its_own(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    own_colors(store, "p", runs("a", "b", said={"a": "teal"}))
    assert own_colors(store, "p", runs("a", "b")) == {"a": STANDARD.anchors[1], "b": STANDARD.anchors[0]}


def test_the_twenty_first_run_shares_the_first_colour(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    assert own_colors(store, "p", runs(*TWENTY, "r20", "r21"))["r21"] == STANDARD.anchors[1]


def test_damaged_lines_say_nothing(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    before = own_colors(store, "p: 1", runs("a", "b"))
    (path,) = (store / "colors").iterdir()
    assert path.name == "p%3A 1.jsonl"
    damaged = b'["a",3\n\xff\n[1,2,3]\n{}\n["a",99]\n["a",-1]\n["a",true]\n[7,1]\n'
    path.write_bytes(damaged + path.read_bytes())
    assert own_colors(store, "p: 1", runs("a", "b")) == before


def test_the_first_line_of_a_run_counts(tmp_path: Path) -> None:
    """Two readers that both gave a run its colour agree afterwards."""
    store = store_in(tmp_path)
    (store / "colors").mkdir()
    (store / "colors" / "p.jsonl").write_text('["a",5]\n["a",6]\n')
    assert own_colors(store, "p", runs("a")) == {"a": STANDARD.anchors[5]}


def test_a_store_that_cannot_be_written(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    (store / "colors").write_text("no folder")
    assert own_colors(store, "p", runs("a", "b")) == own_colors(store, "p", runs("a", "b")) != {}


def test_a_project_whose_runs_have_their_colours_is_not_written(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    own_colors(store, "p", runs("a", "b"))
    path = store / "colors" / "p.jsonl"
    os.utime(path, ns=(1, 1))
    own_colors(store, "p", runs("a", "b"))
    assert path.stat().st_mtime_ns == 1
