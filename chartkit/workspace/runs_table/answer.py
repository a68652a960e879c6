"""What a request asks of the table, JSON-ready: takes both; gives the order of all runs, some of their rows, facets."""

from __future__ import annotations

from typing import Any

from chartkit.runs.reading.catalogue import ListedRun
from chartkit.runs.reading.fields import Field
from chartkit.workspace.runs_table.cells import cell, plain_text
from chartkit.workspace.runs_table.columns import PLAIN, WHERE, value_of
from chartkit.workspace.runs_table.facets import facet
from chartkit.workspace.runs_table.groups_answer import tree_answer
from chartkit.workspace.runs_table.matching import matched, unticked
from chartkit.workspace.runs_table.request import TableRequest
from chartkit.workspace.runs_table.run_table import RunTable


def table_answer(table: RunTable, request: TableRequest) -> dict[str, Any]:
    """Rows `offset` to `offset + limit` of the runs that match, in their order, with counts of all."""
    found = matched(table, request)
    fields = {key: value_of(key, WHERE) for key in request.columns if key not in PLAIN}
    shown = found.runs[request.offset : request.offset + request.limit]
    answer: dict[str, Any] = {
        "total": len(table.runs),
        "matched": len(found.runs),
        "etag": table.version,
        "offset": request.offset,
        "rows": [row(run, fields) for run in shown],
    }
    if request.facets:
        answer["facets"] = {key: facet(unticked(table, request, key), key) for key in request.facets}
    return answer


def ids_answer(table: RunTable, request: TableRequest) -> dict[str, Any]:
    """The ids of all runs that match, in their order, and the groups that they make."""
    found = matched(table, request)
    ids = [run.id for run in found.runs]
    answer = {"total": len(table.runs), "n_unread": table.n_unread, "etag": table.version, "ids": ids}
    return answer if found.groups is None else {**answer, "groups": tree_answer(found.groups)}


def row(run: ListedRun, fields: dict[str, Field]) -> dict[str, Any]:
    """One run as a row, with the values of these columns; those that it does not have are left out."""
    facts = run.facts
    values = ((key, cell(field(run))) for key, field in fields.items())
    return {
        "id": run.id,
        "is_read": run.is_read,
        "name": plain_text(facts.setting("name") or run.id),
        "state": run.state,
        "exit_code": facts.end()[1],
        "color": facts.setting("color"),
        "created_at": facts.start.get("created_at"),
        "runtime_s": run.runtime_s,
        "tags": facts.setting("tags") or [],
        "notes": facts.setting("notes"),
        "group": facts.setting("group"),
        "job_type": facts.setting("job_type"),
        "values": {key: value for key, value in values if value is not None},
    }
