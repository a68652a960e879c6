"""What narwhals cannot ask of an engine, or an engine cannot answer exactly: each entry proved by a test that tries."""

from __future__ import annotations

from collections.abc import Mapping

from chartkit.data.frame import Engine

LACKING: Mapping[str, frozenset[Engine]] = {}


def lacks(engine: Engine, operation: str) -> bool:
    """True when `operation`, a key of `LACKING`, has to run in Polars instead. Raises `KeyError` for an unknown one."""
    return engine in LACKING[operation]
