"""Many charts in one answer: each as it is when it is asked for by itself, refused ones in words beside the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from chartkit.workspace.charts.many import MOST_CHARTS
from chartkit.workspace.logged import contents


def test_each_chart_is_what_it_is_by_itself(
    asked: TestClient, chart: Callable[..., dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = [chart("roc"), chart("bars", runs=["r0"], step=0), chart("heat")]
    told: list[str] = []
    tell = contents.tell
    monkeypatch.setattr(contents, "tell", lambda *given: (told.append("again"), tell(*given))[1])
    every = ["r0", "r1", "r2"]
    charts = [{"key": "roc", "runs": every}, {"key": "bars", "runs": ["r0"], "step": 0}, {"key": "heat", "runs": every}]
    answer = asked.post("/api/p/p/charts", json={"charts": charts})
    assert answer.json() == {"charts": [{"status": 200, "answer": one} for one in alone]}
    assert len(told) == len(every)


def test_what_is_refused_leaves_the_others(asked: TestClient, chart: Callable[..., dict[str, Any]]) -> None:
    charts = [{"key": "rok", "runs": ["r0"]}, {"key": "roc", "runs": ["r0"]}, {"key": "roc"}]
    missing, drawn, unclear = asked.post("/api/p/p/charts", json={"charts": charts}).json()["charts"]
    assert drawn == {"status": 200, "answer": chart("roc", runs=["r0"])}
    said = [(one["status"], *(fault["message"] for fault in one["answer"]["faults"])) for one in (missing, unclear)]
    assert said == [
        (404, "1 run of project 'p' has no chart 'rok'."),
        (400, "a request for a chart needs runs, a list of at most 200 ids."),
    ]


@pytest.mark.parametrize(
    ("body", "found"),
    [({}, "None (NoneType)"), ([], "None (NoneType)"), ({"charts": [{}] * (MOST_CHARTS + 1)}, "51 of them")],
)
def test_other_bodies_are_refused_in_words(asked: TestClient, body: Any, found: str) -> None:
    answer = asked.post("/api/p/p/charts", json=body)
    (fault,) = answer.json()["faults"]
    message = f"charts are asked for by an object whose charts are a list of at most 50; found {found}."
    assert (answer.status_code, fault["message"]) == (400, message)
