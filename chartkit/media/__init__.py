"""Media: what is logged as a file of its own, and other libraries' figures.

Takes HTML, images, sounds, figures; gives `MediaContent` when a run or a table asks for it. Names are loaded when they
are first used, and other libraries only for the values that are theirs.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chartkit.media.files import Molecule, Object3D, Video
    from chartkit.media.histogram import Histogram
    from chartkit.media.html import Html
    from chartkit.media.image import Image
    from chartkit.media.plotly import Plotly
    from chartkit.media.sounds import Audio

__all__ = ["Audio", "Histogram", "Html", "Image", "Molecule", "Object3D", "Plotly", "Video"]

_PLACES = {
    **dict.fromkeys(("Molecule", "Object3D", "Video"), "files"),
    "Audio": "sounds",
    "Histogram": "histogram",
    "Html": "html",
    "Image": "image",
    "Plotly": "plotly",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module 'chartkit.media' has no attribute {name!r}")
    return getattr(importlib.import_module(f"chartkit.media.{_PLACES[name]}"), name)
