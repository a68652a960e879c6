"""Groups of runs: nested by one key after the other, each level in its order, figures in pieces."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import chartkit
from chartkit.diagnostics import ChartkitError
from chartkit.workspace.lines.groups import grouped
from chartkit.workspace.runs_table.answer import ids_answer, table_answer
from chartkit.workspace.runs_table.groups_answer import groups_answer
from chartkit.workspace.runs_table.request import table_request
from chartkit.workspace.runs_table.run_table import RunTable
from chartkit.workspace.runs_table.run_tables import RunTables

NESTED = ("config.opt.name", "group")


def tree(table: RunTable, **request: Any) -> tuple[str, dict[str, Any]]:
    """The numbers of the runs in their order, and the groups."""
    found = ids_answer(table, table_request({"group": list(NESTED), **request}))
    return "".join(id.removeprefix("r") for id in found["ids"]), found["groups"]


def test_a_group_holds_those_of_the_next_key(table: RunTable) -> None:
    ids, groups = tree(table)
    assert ids == "014235"
    assert groups == {
        "keys": NESTED,
        "levels": [
            {
                "values": ["adam", "lion", "sgd", None],
                "labels": ["opt.name: adam", "opt.name: lion", "opt.name: sgd", "opt.name: none"],
                "counts": [2, 1, 2, 1],
            },
            {
                "values": ["g0", "g1", "g0", "g0", "g1", "g1"],
                "labels": ["group: g0", "group: g1", "group: g0", "group: g0", "group: g1", "group: g1"],
                "counts": [1, 1, 1, 1, 1, 1],
            },
        ],
        "places": [0, 1, 2, 3, 4, 5],
    }
    assert "groups" not in ids_answer(table, table_request({}))


@pytest.mark.parametrize(
    ("sort", "ids", "outer", "places"),
    [
        (["-config.opt.name"], "234015", ["sgd", "lion", "adam", None], [3, 4, 2, 0, 1, 5]),
        (["-group"], "104325", ["adam", "lion", "sgd", None], [1, 0, 2, 4, 3, 5]),
        (["-group", "-config.opt.name"], "324105", ["sgd", "lion", "adam", None], [4, 3, 2, 1, 0, 5]),
        (["-summary.acc"], "432105", ["lion", "sgd", "adam", None], [2, 4, 3, 1, 0, 5]),
        (["+config.lr", "-group"], "321045", ["sgd", "adam", "lion", None], [4, 3, 1, 0, 2, 5]),
        (["-created_at"], "014235", ["adam", "lion", "sgd", None], [0, 1, 2, 3, 4, 5]),
    ],
)
def test_the_sort_applies_at_each_level(
    table: RunTable, sort: list[str], ids: str, outer: list[str], places: list[int]
) -> None:
    """By the values of a level's own key, by the means of any other column; what is missing comes last."""
    found, groups = tree(table, sort=sort)
    assert (found, groups["levels"][0]["values"], groups["places"]) == (ids, outer, places)


def test_line_panels_keep_the_combinations_of_all_keys(table: RunTable) -> None:
    """Their labels are those of the table's innermost groups, joined, in the order of `places`."""
    found = grouped(table.runs, NESTED)
    _, groups = tree(table, sort=["-summary.acc"])
    outer, inner = groups["levels"]
    labels = [label for label, n in zip(outer["labels"], outer["counts"], strict=True) for _ in range(n)]
    whole = [", ".join(both) for both in zip(labels, inner["labels"], strict=True)]
    assert [one.label for one in found] == [label for _, label in sorted(zip(groups["places"], whole, strict=True))]
    assert found[0] == ("opt.name: adam, group: g0", ("r0",))


def test_figures_come_in_pieces_of_a_level(table: RunTable) -> None:
    asked = {"group": list(NESTED), "columns": ["summary.acc", "config.opt.name", "state", "summary.loss"]}
    adam = {"mean": 0.05, "min": 0.0, "max": 0.1, "n": 2}
    loss = {"mean": pytest.approx(0.95), "min": 0.9, "max": 1.0, "n": 2}
    assert groups_answer(table, table_request({**asked, "limit": 2})) == {
        "etag": table.version,
        "level": 0,
        "offset": 0,
        "groups": [
            {"values": ("adam",), "stats": {"summary.acc": adam, "summary.loss": loss}},
            {"values": ("lion",), "stats": {"summary.acc": {"mean": 0.4, "min": 0.4, "max": 0.4, "n": 1}}},
        ],
    }
    inner = groups_answer(table, table_request({**asked, "level": 1, "offset": 4}))["groups"]
    assert [(one["values"], sorted(one["stats"])) for one in inner] == [
        (("sgd", "g1"), ["summary.acc", "summary.loss"]),
        ((None, "g1"), []),
    ]


def test_values_of_any_kind_make_groups_called_as_the_table_shows_them(store: Path) -> None:
    for value in (1, 1.0, True, 2**60, [1], [1], None, float("nan"), float("-inf"), "x" * 2001):
        chartkit.init(project="kinds", dir=store, config={"x": value}).finish()
    table = RunTables(store / ".chartkit").table("kinds")
    (level,) = ids_answer(table, table_request({"group": ["config.x"]}))["groups"]["levels"]
    assert dict(zip(level["labels"], level["counts"], strict=True)) == {
        "x: 1.0": 2,
        "x: true": 1,
        "x: 1152921504606846976": 1,
        "x: [1]": 2,
        "x: none": 1,
        "x: NaN": 1,
        "x: −∞": 1,
        f"x: {'x' * 2000}…": 1,
    }


def test_a_piece_of_a_level_that_is_not_there_is_told(table: RunTable) -> None:
    with pytest.raises(ChartkitError) as raised:
        groups_answer(table, table_request({"group": list(NESTED), "level": 2}))
    assert str(raised.value.diagnostics[0]) == (
        "CK902 level is a whole number from 0 to 1, one for each column in group; found 2."
    )
    with pytest.raises(ChartkitError) as raised:
        groups_answer(table, table_request({"level": 0}))
    assert str(raised.value.diagnostics[0]) == "CK902 a request for groups has columns in group; found none."


def test_rows_come_in_the_order_of_the_groups_and_without_them(table: RunTable) -> None:
    answer = table_answer(table, table_request({"group": list(NESTED), "offset": 1, "limit": 2}))
    assert ([row["id"] for row in answer["rows"]], "groups" in answer) == (["r1", "r4"], False)
