"""Where chartkit's own data files are: in the wheel's `chartkit/_data`, or in a checkout's own folders."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).parent.parent


def data_folder(kind: Literal["schemas", "presets"]) -> Path:
    """The folder of that kind of data file, an absolute path.

    >>> data_folder("schemas").name
    'schemas'
    """
    shipped = _PACKAGE / "_data" / kind
    return shipped if shipped.is_dir() else _PACKAGE.parent / kind
