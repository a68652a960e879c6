"""What the colours of runs mean, once for all panels of a page: takes the colours and the runs, gives HTML.

Colours stand in attributes of SVG, for the page's policy allows no inline style.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chartkit.diagnostics import counted
from chartkit.render import escaped
from chartkit.workspace.coloring.project_colors import ProjectColors
from chartkit.workspace.run_legend import called

_MOST_NAMED = 100


def swatch(color: str) -> str:
    """A colour as a small disc."""
    disc = f'<circle cx="5" cy="5" r="5" fill="{escaped(color)}"/>'
    return f'<svg class="swatch" viewBox="0 0 10 10" aria-hidden="true">{disc}</svg>'


def legend(colors: ProjectColors, runs: Sequence[str], names: Mapping[str, str]) -> str:
    """The buckets or values of a key with the number of runs of each, or the first hundred runs by name."""
    by_key = colors.by_key
    if by_key is not None:
        shown = [(one.color, one.label, counted(one.n_runs, "run")) for one in by_key.legend]
        y = f", {by_key.y}" if by_key.key.is_of_history else ""
        return _list(f"{by_key.key.name}{y}", shown, "")
    labels = called(runs, names)
    shown = [(colors.color.get(id, ""), labels[id], "") for id in runs[:_MOST_NAMED]]
    more = (
        f"<p>and {counted(len(runs) - _MOST_NAMED, 'more run')}, in the table below</p>"
        if len(runs) > _MOST_NAMED
        else ""
    )
    return _list("Runs", shown, more)


def _list(title: str, shown: Sequence[tuple[str, str, str]], more: str) -> str:
    items = "".join(
        f"<li>{swatch(color)}<span>{escaped(label)}</span>{f'<small>{escaped(count)}</small>' if count else ''}</li>\n"
        for color, label, count in shown
    )
    list = f"<p>{escaped(title)}</p><ul>\n{items}</ul>{more}"
    return f'<div class="legend" role="group" aria-label="Colours of runs">{list}</div>\n'
