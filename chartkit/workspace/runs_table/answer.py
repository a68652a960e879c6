"""The page of rows that a request asks for, JSON-ready: takes a table and a request, gives rows, groups and facets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chartkit.runs.reading.catalogue import ListedRun
from chartkit.runs.reading.fields import Field
from chartkit.workspace.runs_table.cells import cell
from chartkit.workspace.runs_table.columns import PLAIN, value_of
from chartkit.workspace.runs_table.facets import facet
from chartkit.workspace.runs_table.grouping import WHERE, Group, by_values, figures, label_of
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
    if found.groups is not None:
        groups, keys, columns = found.groups, list(fields), request.group
        answer["groups"] = table.kept(request.order_key() + repr(keys).encode(), lambda: _groups(groups, columns, keys))
    if request.facets:
        answer["facets"] = {key: facet(unticked(table, request, key), key) for key in request.facets}
    return answer


def ids_answer(table: RunTable, request: TableRequest) -> dict[str, Any]:
    """The ids of all runs that match, in their order."""
    ids = [run.id for run in matched(table, request).runs]
    return {"total": len(table.runs), "n_unread": table.n_unread, "etag": table.version, "ids": ids}


def row(run: ListedRun, fields: dict[str, Field]) -> dict[str, Any]:
    """One run as a row, with the values of these columns; those that it does not have are left out."""
    facts = run.facts
    values = ((key, cell(field(run))) for key, field in fields.items())
    return {
        "id": run.id,
        "is_read": run.is_read,
        "name": cell(facts.setting("name") or run.id),
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


def _groups(groups: Sequence[Group], columns: Sequence[str], keys: list[str]) -> list[dict[str, Any]]:
    start = 0
    answer: list[dict[str, Any]] = []
    for group, place in zip(groups, by_values(groups), strict=True):
        found = ((key, figures(group.runs, key)) for key in keys)
        stats = {key: one._asdict() for key, one in found if one is not None}
        label = label_of(columns, group.values)
        named = {"values": group.values, "label": label, "place": place}
        answer.append({**named, "start": start, "n": len(group.runs), "stats": stats})
        start += len(group.runs)
    return answer
