"""Plotly's figures as media: takes a figure, gives its JSON and, beside it, the script that draws it."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any, cast

from chartkit.data.media_content import Companion, MediaContent
from chartkit.diagnostics import shown
from chartkit.media.companions import companion_at
from chartkit.media.faults import unreadable, written_by, wrong
from chartkit.media.inline import ShowsInNotebooks
from chartkit.media.libraries import plotly_script


class Plotly(ShowsInNotebooks):
    """A Plotly figure to log; of a matplotlib figure, what `run.log` makes of that.

    It is kept as Plotly's JSON, as it is now, with the installed plotly.min.js beside it, so that it draws on any
    machine. Raises `DataError` for what is no figure.
    """

    def __new__(cls, val: Any) -> Any:
        """A medium; of a matplotlib figure a chart, or an image where no chart has all of it."""
        from chartkit.media.foreign import adopted

        package = type(val).__module__.partition(".")[0]
        other = adopted(val) if package == "matplotlib" or isinstance(val, ModuleType) else val
        return super().__new__(cls) if other is val else other

    def __init__(self, val: Any) -> None:
        if type(val) is dict:
            val = written_by("Plotly", "that dict as a figure", lambda: _figure(cast(dict[str, Any], val)))
        if not callable(getattr(val, "to_json", None)):
            raise wrong(f"Plotly takes a figure; found {shown(val)} ({type(val).__name__}).")
        text: str = written_by("Plotly", "its figure", val.to_json)
        self._json = text.encode("utf-8", "replace")
        self._script: tuple[Companion, ...] = _script()

    def __chartkit_media__(self) -> MediaContent:
        """The figure's JSON."""
        return MediaContent("plotly", ".plotly.json", self._json, companions=self._script)

    def __repr__(self) -> str:
        return f"Plotly({len(self._json):,} bytes)"


def plotly_page(figure_json: bytes, script: str) -> bytes:
    """A page that draws the figure by the script at that address."""
    data = figure_json.replace(b"<", b"\\u003c")
    return b"".join(
        (
            b'<!DOCTYPE html><html><head><meta charset="utf-8"><base target="_blank">',
            b'<style>html, body, #figure { height: 100%; margin: 0; }</style></head><body><div id="figure"></div>',
            f'<script src="{script}"></script>'.encode(),
            b'<script type="application/json" id="data">',
            data,
            b"</script><script>const { data, layout, frames } = JSON.parse(document.scripts[1].text);",
            b"Plotly.newPlot('figure', { data, layout, frames, config: { responsive: true } });</script></body></html>",
        )
    )


def _figure(value: dict[str, Any]) -> Any:
    from plotly.graph_objects import Figure

    return Figure(value)


def _script() -> tuple[Companion, ...]:
    path = plotly_script()
    try:
        return (companion_at(path),)
    except OSError as error:
        raise unreadable("plotly.min.js", Path(path), error) from error
