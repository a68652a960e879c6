"""What a page asks when it opens a project, answered together: takes a workspace and a project, gives the parts.

Each part is the answer of the route of its name; the runs are looked at once for all of them, and nothing waits for
another's answer. A part that is refused, or would have to be waited for, is left out: its own route says why. The place
is where the news of the project were before anything was read: the page is told what comes after it.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from chartkit.diagnostics import ChartkitError
from chartkit.workspace.coloring.answer import colors_answer
from chartkit.workspace.coloring.project_colors import table_colors
from chartkit.workspace.layouts.layout_file import LayoutFile
from chartkit.workspace.lines.metrics import table_metrics
from chartkit.workspace.logged.versions import logged_keys
from chartkit.workspace.runs_table.answer import ids_answer, table_answer
from chartkit.workspace.runs_table.layout_question import layout_question
from chartkit.workspace.runs_table.request import table_request
from chartkit.workspace.workspace import Workspace

FIRST_ROWS = 100
"""So many rows the page asks for at once: `PIECE` in `web/src/runs/rows.ts`, or it would ask for them again."""


def opening(workspace: Workspace, project: str) -> dict[str, Any]:
    """`{"place", "parts"}`; a part is `{"part", "asked", "answer"}`, where `asked` is the body of the request.

    Raises `RunError` for a project that is not there.
    """
    workspace.project(project)  # of one that is not there nothing is looked at
    place = workspace.feed.place(project)
    table = workspace.run_tables.table(project)
    layout = LayoutFile(workspace.store, project).read
    asked: list[tuple[str, Any, Callable[[], Any]]] = [
        ("layout", None, layout),
        (
            "charts",
            None,
            lambda: [key.as_json() for key in logged_keys(run.facts for run in table.runs if run.is_read)],
        ),
        ("colors", None, lambda: colors_answer(table_colors(workspace, table))),
    ]
    if not table.n_unread:
        asked.append(("metrics", None, lambda: [one._asdict() for one in table_metrics(table)]))
    with suppress(ChartkitError):
        question = layout_question(layout())
        rows: dict[str, Any] = {**question, "columns": [], "offset": 0, "limit": FIRST_ROWS}
        asked.append(("ids", question, lambda: ids_answer(table, table_request(question))))
        asked.append(("runs", rows, lambda: table_answer(table, table_request(rows))))
    return {"place": place, "parts": [part for one in asked if (part := _part(*one)) is not None]}


def _part(part: str, asked: Any, answer: Callable[[], Any]) -> dict[str, Any] | None:
    """None where there is no answer: the part's own route tells why, and a fault of ours is told on stderr as well."""
    try:
        return {"part": part, "asked": asked, "answer": answer()}
    except ChartkitError:
        return None
    except Exception as error:  # the other parts are answered
        traceback.print_exception(error)
        return None
