"""What a reader of artists gives: a table, and the layers that draw it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from chartkit.media.matplotlib.colors import Paint


class Drawn(NamedTuple):
    """The rows of some artists as `columns`, and the `layers` over them; `table` is what the table is called."""

    table: str
    columns: Mapping[str, Any]
    layers: tuple[dict[str, Any], ...]


class Series(NamedTuple):
    """Things drawn by one layer, each by its name; a column `series` says which a row belongs to."""

    names: tuple[str, ...]

    def column(self, lengths: Sequence[int]) -> dict[str, list[str]]:
        """The column `series` for things of so many rows each; none for a single thing."""
        if len(self.names) == 1:
            return {}
        return {"series": [name for name, length in zip(self.names, lengths, strict=True) for _ in range(length)]}

    def style(self, layer: dict[str, Any], channel: str, values: Sequence[Any]) -> None:
        """Give each thing its value of a channel: one for all as the mark's property, else by a scale of the names."""
        if all(value == values[0] for value in values):
            layer["mark"][channel] = values[0]
            return
        scale = {"domain": list(self.names), "range": list(values)}
        layer["encoding"][channel] = {"field": "series", "type": "nominal", "scale": scale, "legend": None}

    def paint(self, layer: dict[str, Any], channel: str, paints: Sequence[Paint]) -> None:
        """Give each thing its colour and opacity."""
        self.style(layer, channel, [paint.color for paint in paints])
        if any(paint.opacity != 1 for paint in paints):
            self.style(layer, f"{channel}Opacity", [paint.opacity for paint in paints])

    def parted(self, layer: dict[str, Any]) -> None:
        """Keep the things apart also where no style of theirs differs."""
        if len(self.names) > 1:
            layer["encoding"]["detail"] = {"field": "series", "type": "nominal"}


def named(labels: Sequence[str], otherwise: str) -> Series:
    """Series by their labels, made unique; those without a label (empty, or with an underscore first) are counted."""
    found: dict[str, None] = {}
    for number, label in enumerate(labels, 1):
        wanted = label if label and not label.startswith("_") else f"{otherwise} {number}"
        name, copy = wanted, 1
        while name in found:
            copy += 1
            name = f"{wanted} ({copy})"
        found[name] = None
    return Series(tuple(found))


def as_given(layer: dict[str, Any]) -> None:
    """Join the points of a line in the order of the rows, not by x."""
    layer["mark"] |= {"order": False, "orient": "vertical"}
    layer["encoding"]["x"]["sort"] = None


def by_row(layer: dict[str, Any], columns: dict[str, Any], channel: str, values: Sequence[Any]) -> None:
    """Give each row its value of a channel: one for all as the mark's property, else as a column drawn as it is."""
    if len(values) and all(value == values[0] for value in values):
        layer["mark"][channel] = values[0]
        return
    columns[channel] = list(values)
    kind = "nominal" if values and isinstance(values[0], str) else "quantitative"
    layer["encoding"][channel] = {"field": channel, "type": kind, "scale": None, "legend": None}


def painted_by_row(layer: dict[str, Any], columns: dict[str, Any], channel: str, paints: Sequence[Paint]) -> None:
    """Give each row its colour and opacity."""
    by_row(layer, columns, channel, [paint.color for paint in paints])
    if any(paint.opacity != 1 for paint in paints):
        by_row(layer, columns, f"{channel}Opacity", [paint.opacity for paint in paints])
