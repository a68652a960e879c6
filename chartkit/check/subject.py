"""What a rule looks at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from chartkit.compiler import Chart
from chartkit.presets import Preset
from chartkit.presets.nodes import Node


@dataclass(frozen=True, slots=True)
class Subject:
    """A preset that could be loaded.

    `spec` is it with its slots filled, None where no binding was valid; `chart` is its example compiled, None without
    one.
    """

    preset: Preset
    path: Path
    spec: Node | None = None
    chart: Chart | None = None
