"""A run as facts for other programs: what `--json` and exports have of it.

Takes a run read back; gives plain values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chartkit.runs.reader import RunReader


def facts(run: RunReader) -> dict[str, Any]:
    """The run without its rows; a config that is damaged is empty."""
    return {
        "id": run.id,
        "project": run.project,
        "name": run.name,
        "state": run.state,
        "exit_code": run.exit_code,
        "created_at": run.created_at,
        "tags": list(run.tags),
        "notes": run.notes,
        "group": run.group,
        "job_type": run.job_type,
        "config": run.facts.config,
        "summary": run.summary,
        "dir": run.dir,
    }
