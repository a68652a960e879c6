"""What the page is told of colours: takes the colours of a project, gives JSON-ready values; and what may be chosen."""

from __future__ import annotations

from typing import Any

from chartkit.runs.coloring.buckets import FEWEST, MOST
from chartkit.runs.coloring.colored import RunColors
from chartkit.runs.coloring.key_colors import USUAL_BUCKETS, Y_VALUES
from chartkit.runs.coloring.keys import DEFAULTS
from chartkit.runs.coloring.palettes import PALETTES
from chartkit.workspace.coloring.project_colors import ProjectColors
from chartkit.workspace.lines.metrics import table_metrics
from chartkit.workspace.runs_table.run_table import RunTable


def colors_answer(found: ProjectColors) -> dict[str, Any]:
    """The colour of each run, the legend, and what went wrong."""
    faults = [{"code": one.code, "message": one.message, "help": one.help} for one in found.faults]
    by_key = None if found.by_key is None else _by_key(found.by_key)
    return {"mode": "own" if by_key is None else "key", "color": found.color, "by_key": by_key, "faults": faults}


def _by_key(found: RunColors) -> dict[str, Any]:
    legend = [
        {"label": one.label, "color": one.color, "kind": one.kind, "count": one.n_runs, "ids": one.ids}
        for one in found.legend
    ]
    return {
        "key": found.key.name,
        "y": found.y if found.key.is_of_history else None,
        "unit": found.key.unit,
        "is_numeric": found.is_numeric,
        "palette": found.palette.name,
        "edges": found.edges,
        "legend": legend,
    }


def choices_answer(table: RunTable) -> dict[str, Any]:
    """The keys of a project that runs can be coloured by, and the rest of what may be chosen."""
    metrics = table_metrics(table)
    columns = [one for key, one in table.columns.items() if key.startswith("config.")]
    return {
        "defaults": [{"key": key.name} for key in DEFAULTS],
        "metrics": [{"key": one.key, "n_runs": one.n_runs} for one in metrics],
        "config": [
            {"key": one.key, "kind": one.kind, "n_runs": one.n_runs, "n_values": one.n_values} for one in columns
        ],
        "n_runs": len(table.runs),
        "y": Y_VALUES,
        "buckets": {"fewest": FEWEST, "most": MOST, "usual": USUAL_BUCKETS},
        "palettes": [
            {"name": one.name, "kind": one.kind, "is_colorblind_safe": one.is_colorblind_safe, "colors": one.anchors}
            for one in PALETTES
        ],
    }
