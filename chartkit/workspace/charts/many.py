"""Charts of many keys in one answer: takes the workspace and requests, gives JSON with an answer or faults for each.

A hundred panels ask at once: what a run refers to is then read once for all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import orjson

from chartkit.diagnostics import ChartkitError
from chartkit.runs.faults import typed
from chartkit.workspace.answers import fault_of
from chartkit.workspace.charts.answer import chart_answer
from chartkit.workspace.charts.request import UNREADABLE, chart_request

if TYPE_CHECKING:
    from chartkit.workspace.logged.contents import Contents
    from chartkit.workspace.workspace import Workspace

MOST_CHARTS = 50


def chart_answers(workspace: Workspace, project: str, body: object) -> bytes:
    """`{"charts": [{"status": 200, "answer": …} or {"status": …, "answer": {"faults": …}}, …]}`, in the order asked.

    Raises `ChartkitError` where `body` is no object with a list `charts` of at most 50 requests.
    """
    contents: dict[str, Contents] = {}
    return orjson.dumps({"charts": [_one(workspace, project, asked, contents) for asked in _asked(body)]})


def _one(workspace: Workspace, project: str, asked: object, contents: dict[str, Contents]) -> dict[str, Any]:
    try:
        answer = chart_answer(workspace, project, chart_request(asked), contents)
    except ChartkitError as error:
        refused = fault_of(error)
        return {"status": refused.status_code, "answer": orjson.Fragment(bytes(refused.body))}
    return {"status": 200, "answer": orjson.Fragment(answer)}


def _asked(body: object) -> list[object]:
    charts = cast(dict[str, object], body).get("charts") if isinstance(body, dict) else None
    if isinstance(charts, list) and len(cast(list[object], charts)) <= MOST_CHARTS:
        return cast(list[object], charts)
    found = f"{len(cast(list[object], charts))} of them" if isinstance(charts, list) else typed(charts)
    message = f"charts are asked for by an object whose charts are a list of at most {MOST_CHARTS}; found {found}."
    raise ChartkitError.of(UNREADABLE, message)
