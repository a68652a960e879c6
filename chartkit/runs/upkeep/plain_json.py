"""A run's values as plain JSON for other programs: `--json` and exports.

Takes values as runs have them; gives text. Numbers that JSON has no word for are the texts `NaN`, `Infinity` and
`-Infinity`; values of other types are tagged as in a journal.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any, cast

from chartkit.data.values import encode_value


def json_text(value: object, is_line: bool = False) -> str:
    """The value as JSON in ASCII, on one line or indented.

    >>> json_text({"loss": float("nan")}, is_line=True)
    '{"loss": "NaN"}'
    """
    return json.dumps(_plain(value), allow_nan=False, indent=None if is_line else 2)


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else "NaN" if math.isnan(value) else f"{'-' * (value < 0)}Infinity"
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(inside) for key, inside in cast(Mapping[Any, Any], value).items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [_plain(item) for item in cast(Sequence[Any], value)]
    return encode_value(value)
