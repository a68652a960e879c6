"""Slips in the words of a preset that are no spec's: `$schema`, `spec:` and `$delete`."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartkit.diagnostics import PresetError
from chartkit.presets import load

BASE = "data: {name: table}\nmark: bar\n"
LITE = "https://vega.github.io/schema/vega-lite/v6.json"


@pytest.mark.parametrize(
    ("text", "message", "help"),
    [
        (
            "$schema: https://vega.github.io/schema/vega-lit/v6.json\n" + BASE,
            "$schema is the address of Vega-Lite's or Vega's schema; "
            "found 'https://vega.github.io/schema/vega-lit/v6.json'.",
            f"write {LITE}",
        ),
        (
            "spce:\n  mark: bar\n",
            "a preset has no key 'spce'.",
            "did you mean 'spec'? allowed: "
            "'description', 'fields', 'strings', 'example', 'extends', 'overflow' and 'spec'",
        ),
        (
            "extends: wandb/line/v0\nspec: {mark: $delet}\n",
            "'$delete' takes out what a base has; found '$delet'.",
            "did you mean '$delete'?",
        ),
    ],
)
def test_a_slip_is_told_as_itself(tmp_path: Path, text: str, message: str, help: str) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(PresetError) as caught:
        load(file)

    assert [(fault.message, fault.help) for fault in caught.value.diagnostics] == [(message, help)]
