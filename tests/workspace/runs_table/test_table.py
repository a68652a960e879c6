"""The table: search, facets, sort, groups, pins, cells, and what changes while it is looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import chartkit
from chartkit.diagnostics import ChartkitError
from chartkit.runs.upkeep.trash import remove
from chartkit.workspace.runs_table.answer import ids_answer, table_answer
from chartkit.workspace.runs_table.cells import cell
from chartkit.workspace.runs_table.request import table_request
from chartkit.workspace.runs_table.run_table import RunTable
from chartkit.workspace.runs_table.run_tables import RunTables


@pytest.mark.parametrize(
    ("request_", "numbers"),
    [
        ({}, "543210"),
        ({"search": "RUN 3"}, "3"),
        ({"search": "r[12]$", "is_regex": True}, "21"),
        ({"search": "best"}, "3"),
        ({"search": "."}, ""),
        ({"sort": ["+config.lr"]}, "321045"),
        ({"sort": ["-summary.loss"]}, "012354"),  # not a number and what is missing come last, up or down
        ({"sort": ["+group", "-name"]}, "420531"),
        ({"pinned": ["r1", "r4", "gone"]}, "145320"),
        ({"chosen": {"config.opt.name": ["sgd", "lion"]}}, "432"),
        ({"chosen": {"config.opt.name": [None]}}, "5"),
        ({"chosen": {"tags": ["best"], "config.lr": {"max": 0.01}}}, "3"),
        ({"chosen": {"config.lr": {"min": 0.01, "max": 0.1}}}, "10"),
        ({"filters": {"summary_metrics.acc": {"$gte": 0.3}}, "query": "seed exists"}, "3"),
        ({"offset": 2, "limit": 2}, "32"),
        ({"group": ["config.opt.name"]}, "104325"),
        ({"group": ["config.opt.name"], "sort": ["-config.opt.name"]}, "324105"),
        ({"group": ["config.opt.name"], "sort": ["-summary.acc"]}, "432105"),
    ],
)
def test_a_request_finds(found: Callable[..., str], request_: dict[str, object], numbers: str) -> None:
    assert found(**request_) == numbers


def test_a_row_says_what_the_run_says(table: RunTable) -> None:
    request = {"query": "id = r4", "columns": ["config.layers", "summary.loss", "config.amp"]}
    (row,) = table_answer(table, table_request(request))["rows"]
    assert 0 <= row.pop("runtime_s") < 60
    assert row.pop("created_at").startswith("20")
    assert row == {
        "id": "r4",
        "is_read": True,
        "name": "run 4",
        "state": "finished",
        "exit_code": 0,
        "color": None,
        "tags": ["even"],
        "notes": None,
        "group": "g0",
        "job_type": None,
        "values": {"config.layers": {"$": "value", "text": "[64, 32]"}, "summary.loss": {"$": "nan"}},
    }


def test_a_facet_counts_what_the_others_let_through(table: RunTable) -> None:
    chosen = {"config.opt.name": ["adam"], "tags": ["even"]}
    facets = table_answer(table, table_request({"chosen": chosen, "facets": ["config.opt.name", "tags"]}))["facets"]
    assert facets["config.opt.name"] == {
        "kind": "values",
        "values": [{"value": "adam", "n": 1}, {"value": "lion", "n": 1}, {"value": "sgd", "n": 1}],
        "n_more": 0,
        "n_missing": 0,
    }
    assert facets["tags"]["values"] == [{"value": "even", "n": 1}, {"value": "odd", "n": 1}]


def test_many_numbers_are_bars(store: Path) -> None:
    for place in range(20):
        chartkit.init(project="q", dir=store, config={"x": place, "y": place % 2 == 0}).finish()
    table = RunTables(store / ".chartkit").table("q")
    facets = table_answer(table, table_request({"facets": ["config.x", "config.y"]}))["facets"]
    bars = facets["config.x"].pop("bars")
    assert facets["config.x"] == {"kind": "range", "min": 0, "max": 19, "n_missing": 0, "n_not_finite": 0}
    assert (len(bars), sum(bars)) == (24, 20)
    assert facets["config.y"]["values"] == [{"value": False, "n": 10}, {"value": True, "n": 10}]


def test_columns_say_kind_span_counts_and_when_they_were_written(table: RunTable) -> None:
    found = {key: tuple(column)[1:] for key, column in table.columns.items() if "." in key}
    assert found == {
        "config.amp": ("boolean", 1, None, None, 1, 5),
        "config.layers": ("list", 1, None, None, 1, 6),
        "config.lr": ("number", 5, 0.0001, 1.0, 5, 0),
        "config.opt.name": ("text", 5, None, None, 3, 1),
        "config.seed": ("number", 5, 0.0, 2.0, 3, 2),
        "summary.acc": ("number", 5, 0.0, 0.4, 5, 3),
        "summary.loss": ("number", 5, 0.7, 1.0, 5, 4),
    }
    assert table.columns["tags"].n_runs == 6
    assert table.columns["notes"].n_runs == 0


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (2**53, 2**53),
        (2**53 + 1, {"$": "int", "text": "9007199254740993"}),
        (float("-inf"), {"$": "-inf"}),
        (True, True),
        (None, None),
        ("\ud800", "?"),
        ("x" * 2001, {"$": "text", "start": "x" * 2000, "n_characters": 2001}),
        ({}, {"$": "value", "text": "{}"}),
    ],
)
def test_cells_are_what_json_carries(value: object, shown: object) -> None:
    assert cell(value) == shown


def test_the_table_follows_its_runs(store: Path) -> None:
    tables = RunTables(store / ".chartkit")
    first = tables.table("p")
    assert tables.table("p") is first, "nothing changed"
    run = chartkit.init(project="p", dir=store, id="new")
    second = tables.table("p")
    assert (second.runs[0].id, second.runs[0].state, second.version != first.version) == ("new", "running", True)
    run.log({"acc": 0.9})
    third = tables.table("p")
    assert third.runs[0].summary == {"acc": 0.9}
    assert third.by_id["r0"] is first.by_id["r0"], "runs that did not change are not read again"
    run.finish()
    assert tables.table("p").runs[0].state == "finished"
    chartkit.Api(store).run("p/r0").name = "another"
    assert tables.table("p").by_id["r0"].facts.setting("name") == "another"
    remove(chartkit.Api(store).run("p/r1"))
    assert "r1" not in tables.table("p").by_id
    (store / ".chartkit" / "runs" / "p").rename(store / "elsewhere")
    with pytest.raises(ChartkitError) as raised:
        tables.table("p")
    assert raised.value.diagnostics[0].message == "the store .chartkit has no project 'p'."


def test_a_run_whose_process_was_killed_has_crashed_though_no_file_changed(store: Path) -> None:
    import subprocess
    import sys

    script = "import chartkit, os; chartkit.init(project='p', id='k').log({'a': 1}); print(flush=True); input()"
    process = subprocess.Popen([sys.executable, "-c", script], cwd=store, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    tables = RunTables(store / ".chartkit")
    assert tables.table("p").by_id["k"].state == "running"
    process.kill()
    process.communicate()
    assert tables.table("p").by_id["k"].state == "crashed"


def test_all_ids_come_in_order(table: RunTable) -> None:
    answer = ids_answer(table, table_request({"sort": ["+name"], "limit": 0}))
    assert answer["ids"] == ["r0", "r1", "r2", "r3", "r4", "r5"]
    assert answer["total"] == 6


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ([], ["a request for runs is an object; found [] (list)."]),
        ({"sortt": []}, ["a request for runs has no part 'sortt'."]),
        (
            {"limit": 501, "sort": "x", "chosen": {"a": [{}]}, "search": 1},
            [
                "limit is a whole number from 0 to 500; found 501 (int).",
                "sort is a list of at most 1,000 texts; found 'x' (str).",
                "chosen is an object of lists of values, or of min and max, by column; found {'a': [{}]} (dict).",
                "search is text; found 1 (int).",
            ],
        ),
    ],
)
def test_a_wrong_request_is_told_part_by_part(body: object, said: list[str]) -> None:
    with pytest.raises(ChartkitError) as raised:
        table_request(body)
    assert [fault.message for fault in raised.value.diagnostics] == said


def test_a_wrong_search_and_a_wrong_sort_are_told(found: Callable[..., str]) -> None:
    with pytest.raises(ChartkitError) as raised:
        found(search="[", is_regex=True)
    assert str(raised.value.diagnostics[0]) == (
        "CK920 the search '[' is no regular expression: unterminated character set at position 0.\n"
        "help: turn .* off to search for the text itself."
    )
    with pytest.raises(ChartkitError) as raised:
        found(sort=["-lr"])
    assert raised.value.diagnostics[0].code == "CK635"
