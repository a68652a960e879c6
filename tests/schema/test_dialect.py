"""The dialect of a spec."""

from __future__ import annotations

from typing import Any

import pytest

from chartkit.schema import Dialect, dialect_of

BASE = "https://vega.github.io/schema"


@pytest.mark.parametrize(
    ("spec", "dialect"),
    [
        ({"$schema": f"{BASE}/vega-lite/v6.json"}, Dialect("vega-lite", 6)),
        ({"$schema": f"{BASE}/vega-lite/v6.4.1.json"}, Dialect("vega-lite", 6)),
        ({"$schema": f"{BASE}/vega-lite/v5.json#"}, Dialect("vega-lite", 5)),
        ({"$schema": f"{BASE}/vega-lite/v5.0.0-beta.1.json"}, Dialect("vega-lite", 5)),
        ({"$schema": f"{BASE}/vega/v6.json"}, Dialect("vega", 6)),
        ({"$schema": f"{BASE}/vega/v5.json", "layer": []}, Dialect("vega", 5)),
        ({"mark": "bar"}, Dialect("vega-lite", 6)),
        ({"marks": []}, Dialect("vega", 6)),
        ({"marks": "bar"}, Dialect("vega-lite", 6)),
        ({}, Dialect("vega-lite", 6)),
        ({"$schema": 5}, Dialect("vega-lite", 6)),
        ({"$schema": "https://example.org/vega", "marks": []}, Dialect("vega", 6)),
    ],
)
def test_the_schema_names_the_dialect(spec: dict[str, Any], dialect: Dialect) -> None:
    assert dialect_of(spec) == dialect
