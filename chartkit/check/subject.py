"""What a rule looks at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chartkit.compiler import Chart
from chartkit.compiler.binding import Binding
from chartkit.compiler.views import View, views_of
from chartkit.diagnostics import JsonPath, Location
from chartkit.presets import Preset
from chartkit.presets.nodes import Node

if TYPE_CHECKING:
    from chartkit.check.charts.scales import Scale
    from chartkit.check.rows import ViewRows


@dataclass(frozen=True)
class Subject:
    """A preset that could be loaded.

    `spec` is it with its slots filled, None where no binding was valid; `chart` is its example compiled and
    `binding` the example in its slots, both None without one. `allow` are the
    hosts that the project lets charts name.
    """

    preset: Preset
    path: Path
    spec: Node | None = None
    chart: Chart | None = None
    binding: Binding | None = None
    allow: tuple[str, ...] = ()

    @cached_property
    def plain(self) -> dict[str, Any]:
        """The filled spec without its places, {} where no binding was valid."""
        return self.spec.plain() if self.spec else {}

    @cached_property
    def views(self) -> tuple[View, ...]:
        """Every view of the filled spec; none where no binding was valid, or for raw Vega, which has other parts."""
        return views_of(self.plain) if self.spec and self.preset.dialect == "vega-lite" else ()

    def locate(self, path: JsonPath, on_key: bool = False) -> Location | None:
        """The place of `path` of the filled spec, or of its key, in the author's own file."""
        return self.spec.locate(path, on_key) if self.spec else None

    @cached_property
    def scales(self) -> tuple[Scale, ...]:
        """Every scale of the filled spec with the channels that share it; none for raw Vega."""
        from chartkit.check.charts.scales import scales_of

        return scales_of(self.views)

    @cached_property
    def view_rows(self) -> tuple[ViewRows, ...]:
        """For each view with a mark the example's rows that reach it; none without an example, or for raw Vega."""
        if self.binding is None or self.chart is None or self.chart.is_notice:
            return ()
        from chartkit.check.rows import rows_of_views

        return rows_of_views(self.views, self.plain, self.binding, self.chart)
