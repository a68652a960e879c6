"""The groups of the table, JSON-ready: all of them as a tree when the runs are ordered, their figures in pieces."""

from __future__ import annotations

from typing import Any

from chartkit.diagnostics import ChartkitError
from chartkit.workspace.runs_table.columns import PLAIN, WHERE, value_of
from chartkit.workspace.runs_table.figures import figures
from chartkit.workspace.runs_table.grouping import GroupTree
from chartkit.workspace.runs_table.matching import matched
from chartkit.workspace.runs_table.request import UNREADABLE, TableRequest
from chartkit.workspace.runs_table.run_table import RunTable


def tree_answer(tree: GroupTree) -> dict[str, Any]:
    """The groups level by level, by column: the value of each, its part of the label, how many runs it has.

    Every level has all runs in the same order, so that counts alone tell which group is inside which.
    """
    levels = [
        {
            "values": [group.values[-1] for group in level],
            "labels": [group.label for group in level],
            "counts": [len(group.runs) for group in level],
        }
        for level in tree.levels
    ]
    return {"keys": tree.keys, "levels": levels, "places": tree.places}


def groups_answer(table: RunTable, request: TableRequest) -> dict[str, Any]:
    """Groups `offset` to `offset + limit` of one level, each with the figures of the columns that have numbers in it.

    Raises `ChartkitError` for a level that the request does not have.
    """
    found = matched(table, request).groups
    if found is None:
        raise ChartkitError.of(UNREADABLE, "a request for groups has columns in group; found none.")
    if request.level >= len(found.levels):
        most = len(found.levels) - 1
        message = f"level is a whole number from 0 to {most}, one for each column in group; found {request.level}."
        raise ChartkitError.of(UNREADABLE, message)
    fields = {key: value_of(key, WHERE) for key in request.columns if key not in PLAIN}
    shown = found.levels[request.level][request.offset : request.offset + request.limit]
    groups: list[dict[str, Any]] = []
    for group in shown:
        stats = {key: one._asdict() for key, field in fields.items() if (one := figures(group.runs, field)) is not None}
        groups.append({"values": group.values, "stats": stats})
    return {"etag": table.version, "level": request.level, "offset": request.offset, "groups": groups}
