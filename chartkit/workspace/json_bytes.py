"""Values of runs as JSON that every browser reads: takes anything JSON-ready, gives UTF-8 bytes.

NaN and the infinities become null, which is what the page draws as a gap.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any, cast

import orjson


def json_bytes(value: Any) -> bytes:
    """The value as JSON; whole numbers of any size and lone surrogates too, which orjson refuses.

    >>> json_bytes({"a": [1, float("nan")], "b": 10**30})
    b'{"a": [1, null], "b": 1000000000000000000000000000000}'

    Raises `TypeError` for a value that is not JSON's.
    """
    try:
        return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY)
    except orjson.JSONEncodeError:
        return json.dumps(_finite(value), allow_nan=False).encode()


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _finite(inside) for key, inside in cast(Mapping[Any, Any], value).items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_finite(item) for item in cast(Sequence[Any], value)]
    return value
