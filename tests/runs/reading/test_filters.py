"""`Api().runs` with filters and orders: W&B's words, what they let through, and what is said of others."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from chartkit.diagnostics import RunError
from chartkit.runs import Api, init

FIELDS = (
    "fields are name, id, display_name, project, state, tags, notes, group, job_type, entity, username, color,"
    " created_at, exit_code, runtime, config.KEY, summary_metrics.KEY."
)


@pytest.fixture
def api() -> Api:
    """Four runs: a, b and c of p, d of q; d has no accuracy and failed."""
    for number, id in enumerate("abc"):
        with init(
            project="p",
            id=id,
            name=f"run {id}",
            group=f"g{number % 2}",
            tags=["all", f"t{number}"],
            config={"lr": 0.1**number, "model": {"depth": number, "kind": "cnn"}, "opt.name": "adam"},
        ) as run:
            run.log({"acc": number / 10, "val/loss": 3 - number, "n": {"m": number}})
    init(project="q", id="d", name="run d", config={"lr": "auto", "flag": True}).finish(1)
    return Api()


def ids(api: Api, filters: dict[str, Any] | None = None, order: Any = "+name") -> str:
    return "".join(run.id for run in api.runs(filters=filters, order=order))


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, "abcd"),
        ({"config.lr": 1.0}, "a"),
        ({"config.lr.value": {"$lt": 0.5}}, "bc"),
        ({"config.lr": {"$gte": 0.05, "$lte": 0.1}}, "b"),
        ({"config.lr": "auto"}, "d"),
        ({"config.flag": True}, "d"),
        ({"config.flag": 1}, ""),
        ({"config.model.depth": {"$in": [0, 2]}}, "ac"),
        ({"config.model.value.depth": 1}, "b"),
        ({"config.model.depth": {"$nin": [0, 2]}}, "bd"),
        ({"config.model": {"depth": 1, "kind": "cnn"}}, "b"),
        ({"config.opt.name": {"$exists": True}}, "abc"),
        ({"config.opt.name": {"$exists": False}}, "d"),
        ({"config.opt.name": None}, "d"),
        ({"summary_metrics.acc": {"$gt": 0.1}}, "c"),
        ({"summary.val/loss": {"$ne": 3}}, "bcd"),
        ({"summaryMetrics.n.m": 1}, "b"),
        ({"state": "finished"}, "abc"),
        ({"state": {"$ne": "finished"}}, "d"),
        ({"tags": "t1"}, "b"),
        ({"tags": {"$in": ["t0", "t2"]}}, "ac"),
        ({"tags": {"$contains": "all"}}, "abc"),
        ({"display_name": {"$regex": "^run [AB]$", "$options": "i"}}, "ab"),
        ({"displayName": {"$contains": "n d"}}, "d"),
        ({"name": "c"}, "c"),
        ({"group": "g0", "tags": "all"}, "ac"),
        ({"$or": [{"name": "a"}, {"name": "d"}]}, "ad"),
        ({"$and": [{"tags": "all"}, {"$not": {"name": "a"}}]}, "bc"),
        ({"$nor": [{"name": "a"}, {"name": "d"}]}, "bc"),
        ({"config.lr": {"$not": {"$lt": 0.5}}}, "ad"),
        ({"created_at": {"$gt": "2020-01-01"}}, "abcd"),
        ({"created_at": {"$lt": datetime(2020, 1, 1, tzinfo=UTC)}}, ""),
        ({"exit_code": 1, "project": "q"}, "d"),
    ],
    ids=repr,
)
def test_filters(api: Api, filters: dict[str, Any], found: str) -> None:
    assert ids(api, filters) == found


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("+created_at", "abcd"),
        ("-created_at", "dcba"),
        (None, "dcba"),
        ("-summary_metrics.acc", "cbad"),
        ("summary.acc", "abcd"),
        ("+config.lr", "cbad"),
        ("+group, -name", "dcab"[1:3] + "bd"),
        (["-state", "-name"], "cbad"),
    ],
    ids=repr,
)
def test_orders(api: Api, order: Any, found: str) -> None:
    assert ids(api, order=order) == found


@pytest.mark.parametrize(
    ("filters", "order", "message"),
    [
        (
            {"stat": "finished"},
            None,
            "CK635 Api.runs(filters=…) names the field 'stat', which runs do not have.\n"
            "help: did you mean 'state'? a run's own keys are 'config.stat' and 'summary_metrics.stat'.",
        ),
        (
            None,
            "-zz top",
            f"CK635 Api.runs(order=…) names the field 'zz top', which runs do not have.\nhelp: {FIELDS}",
        ),
        ({3: 1}, None, "CK635 Api.runs(filters=…) names fields by text; found 3 (int)."),
        (
            {"config.lr": {"$lessthan": 1}},
            None,
            "CK636 Api.runs(filters=…) has the operator '$lessthan' for the field 'config.lr', which is none.\n"
            "help: operators there are $not, $eq, $ne, $in, $nin, $gt, $gte, $lt, $lte, $exists, $regex, $contains.",
        ),
        (
            {"$ands": []},
            None,
            "CK636 Api.runs(filters=…) has the operator '$ands' before any field, which is none.\n"
            "help: did you mean '$and'?",
        ),
        ([1], None, "CK637 Api.runs(filters=…) takes a dict of fields and conditions; found [1] (list)."),
        ({"$or": []}, None, "CK637 Api.runs(filters=…): $or takes a list of filters; found [] (list)."),
        ({"tags": {"$in": "a"}}, None, "CK637 Api.runs(filters=…): $in takes a list of values; found 'a' (str)."),
        (
            {"name": {"$regex": "("}},
            None,
            "CK637 Api.runs(filters=…): $regex '(' is no regular expression: missing ), unterminated subpattern at"
            " position 0.",
        ),
        (
            {"created_at": {"$gt": "May"}},
            None,
            "CK637 Api.runs(filters=…) compares created_at with a time in ISO 8601; found 'May'.",
        ),
        (
            None,
            3,
            "CK637 Api.runs(order=…) takes text such as '-created_at' or '+config.lr', or a list of them; found 3"
            " (int).",
        ),
    ],
    ids=repr,
)
def test_what_says_nothing_is_said_at_once(api: Api, filters: Any, order: Any, message: str) -> None:
    with pytest.raises(RunError) as caught:
        api.runs(filters=filters, order=order)
    assert str(caught.value) == message


def test_the_list_is_lazy(api: Api) -> None:
    runs = api.runs("p", order="+name", per_page=2)
    assert repr(runs) == "<runs, not looked at>"
    with init(project="p", id="e"):
        pass
    assert (len(runs), repr(runs)) == (4, "<4 runs>")
    assert (runs[0].id, runs[-1].id, [run.id for run in runs[1:3]]) == ("a", "e", ["b", "c"])
    assert runs[0] is runs[0]
    with pytest.raises(IndexError):
        runs[4]
