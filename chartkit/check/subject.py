"""What a rule looks at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from chartkit.compiler import Chart
from chartkit.compiler.views import View, views_of
from chartkit.presets import Preset
from chartkit.presets.nodes import Node


@dataclass(frozen=True)
class Subject:
    """A preset that could be loaded.

    `spec` is it with its slots filled, None where no binding was valid; `chart` is its example compiled, None without
    one.
    """

    preset: Preset
    path: Path
    spec: Node | None = None
    chart: Chart | None = None

    @cached_property
    def plain(self) -> dict[str, Any]:
        """The filled spec without its places, {} where no binding was valid."""
        return self.spec.plain() if self.spec else {}

    @cached_property
    def views(self) -> tuple[View, ...]:
        """Every view of the filled spec; none where no binding was valid, or for raw Vega, which has other parts."""
        return views_of(self.plain) if self.spec and self.preset.dialect == "vega-lite" else ()
