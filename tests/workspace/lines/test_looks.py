"""Colours of groups and dashes of metrics stand in the page's script and in exports: they are the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

from chartkit.workspace.lines.export import DASHES, GROUP_COLORS

WEB = Path(__file__).resolve().parents[3] / "web" / "src"


def constant(file: str, name: str) -> str:
    """What a script sets a constant to."""
    found = re.search(rf"^const {name}\b[^=]*= (.*);$", (WEB / file).read_text(), re.MULTILINE)
    return found[1] if found else ""


def test_groups_have_the_colours_of_the_page() -> None:
    assert json.loads(constant("state/groups.ts", "COLORS")) == GROUP_COLORS


def test_metrics_have_the_dashes_of_the_page() -> None:
    assert json.loads(constant("lines/dashes.ts", "DASHES").replace("SOLID", "[1, 0]")) == [*DASHES]
