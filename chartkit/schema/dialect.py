"""Which language a spec is written in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

DialectName = Literal["vega-lite", "vega"]

_SCHEMA_URL = re.compile(r"/schema/(vega-lite|vega)/v(\d{1,4})(?:[.-][\w.-]*)?\.json#?\Z")
MAJOR = 6
"""The version of both languages that is drawn."""


def is_schema_address(text: str) -> bool:
    """Whether `text` is the address of a schema of Vega-Lite or Vega, of whatever version."""
    return _SCHEMA_URL.search(text) is not None


class Dialect(NamedTuple):
    """A language and its major version."""

    name: DialectName
    major: int


def dialect_of(spec: Mapping[str, Any]) -> Dialect:
    """The dialect that `$schema` names, else Vega 6 for a spec with a list of `marks`, else Vega-Lite 6.

    >>> dialect_of({"$schema": "https://vega.github.io/schema/vega-lite/v5.8.0.json"})
    Dialect(name='vega-lite', major=5)
    """
    url = spec.get("$schema")
    match = _SCHEMA_URL.search(url) if isinstance(url, str) else None
    if match is not None:
        return Dialect("vega" if match[1] == "vega" else "vega-lite", int(match[2]))
    return Dialect("vega" if isinstance(spec.get("marks"), list) else "vega-lite", MAJOR)
