"""Small presets for the rules, and the corpus of real specs that they stay silent on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from chartkit.check import check_preset
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic
from chartkit.presets import Preset
from chartkit.presets.nodes import from_plain

HEAD = "$schema: https://vega.github.io/schema/vega-lite/v6.json\ndata: {name: table}\n"
CORPUS = Path(__file__).parents[4] / "shared/corpus/vega-lite"

Found = tuple[str, str, str | None]
"""`line:column` in the spec below its two first lines, the message, and the way out."""


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Found]]:
    """What one code says of a bare spec in YAML, whose first line is 1; `header` makes it a preset's `spec`."""
    monkeypatch.chdir(tmp_path)

    def check(code: str, spec: str, header: str = "") -> list[Found]:
        text, n_before = HEAD + spec, HEAD.count("\n")
        if header:
            text, n_before = f"{header}spec:\n{indented(text)}", n_before + header.count("\n") + 1
        Path("chart.yaml").write_text(text, encoding="utf-8")
        return [shown(each, n_before) for each in check_preset(Path("chart.yaml")) if each.code == code]

    return check


def shown(finding: Diagnostic, n_before: int) -> Found:
    place = finding.location
    assert place is not None
    assert place.line is not None
    return f"{place.line - n_before}:{place.column}", finding.message, finding.help


def indented(text: str) -> str:
    return "".join(f"  {line}" for line in text.splitlines(keepends=True))


@pytest.fixture(scope="session")
def corpus() -> Callable[[], Iterator[tuple[str, Subject]]]:
    """Every spec of the corpus as a rule sees it; the tests that use it are skipped where the corpus is absent."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus of Vega-Lite specs is not beside the checkout")

    def subjects() -> Iterator[tuple[str, Subject]]:
        for file in sorted(CORPUS.glob("*.vl.json")):
            node = from_plain(json.loads(file.read_text(encoding="utf-8")))
            yield (
                file.name.removesuffix(".vl.json"),
                Subject(Preset(file.name, node, "vega-lite", 6, "t", {}, {}), file, node),
            )

    return subjects


@pytest.fixture
def in_example(tmp_path: Path) -> Callable[..., list[tuple[str, str | None]]]:
    """The message and way out of each finding of a code in a spec over rows; `slots` are filled with those columns.

    Each stands at a line, and no other finding of the preset is an error.
    """

    def check(
        code: str, rows: list[dict[str, Any]], spec: dict[str, Any], data: bool = False, **slots: str
    ) -> list[tuple[str, str | None]]:
        preset = {
            "fields": {name: {"type": "any"} for name in slots},
            "example": {"values": rows, "fields": slots},
            "spec": {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "data": {"name": "table"}, **spec},
        }
        path = tmp_path / "chart.json"
        path.write_text(json.dumps(preset), encoding="utf-8")
        findings = check_preset(path, data=data)
        assert not [str(each) for each in findings if each.severity == "error" and each.code != code]
        own = [each for each in findings if each.code == code]
        assert all(each.location and each.location.line for each in own)
        return [(each.message, each.help) for each in own]

    return check
