"""Other libraries' objects in `run.log`: which of them become media or charts, and by what.

Takes any value; gives the one to keep. A library is known by the package of the value's class, so that none is imported
to find that a value is not its.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from functools import lru_cache
from types import ModuleType
from typing import Any

Maker = Callable[[Any], Any]

_MAKERS: dict[str, tuple[str, str]] = {
    "matplotlib": ("chartkit.media.matplotlib", "as_logged"),
    "PIL": ("chartkit.media.image", "Image"),
    "altair": ("chartkit.media.altair", "of_altair"),
    "bokeh": ("chartkit.media.written_pages", "of_bokeh"),
    "holoviews": ("chartkit.media.written_pages", "of_panel"),
    "panel": ("chartkit.media.written_pages", "of_panel"),
    "plotly": ("chartkit.media.plotly", "Plotly"),
}
"""By package: the module and the function or class that take its objects."""


def adopted(value: Any) -> Any:
    """The medium or chart that `value` is logged as; `value` itself when it is of no library that is known here.

    Raises `DataError` where its library cannot write it.
    """
    is_module = isinstance(value, ModuleType)
    maker = _maker(value.__name__.partition(".")[0]) if is_module else _maker_of(value.__class__)
    return value if maker is None else maker(value)


def _maker(package: str) -> Maker | None:
    if package not in _MAKERS or package not in sys.modules:
        return None
    module, name = _MAKERS[package]
    return getattr(importlib.import_module(module), name)


@lru_cache(maxsize=512)
def _maker_of(cls: type[Any]) -> Maker | None:
    """The maker of the first class among the value's own and its bases that is of a known package."""
    packages = (base.__module__.partition(".")[0] for base in cls.__mro__)
    return next(filter(None, map(_maker, packages)), None)
