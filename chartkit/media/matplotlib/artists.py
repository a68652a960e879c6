"""Matplotlib's objects, known by the names of their classes: nothing of matplotlib is imported to read a figure.

Takes an artist; gives what it is and what keeps it from being drawn as marks. `Artist` is the one loose type here:
matplotlib's own objects come in by it.
"""

from __future__ import annotations

from typing import Any

Artist = Any


class RefusedError(Exception):
    """A figure has no exact counterpart; `reason` names the artist: "an image (imshow)"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def is_of(artist: Artist, *names: str) -> bool:
    """Whether the artist is of one of matplotlib's classes (or mpl_toolkits'), or of a class made of it."""
    classes = type(artist).__mro__
    return any(cls.__name__ in names and cls.__module__.partition(".")[0] in _PACKAGES for cls in classes)


def called(artist: Artist) -> str:
    """An artist in a message: what it is and how it is usually made."""
    found = next((words for name, words in _CALLED.items() if is_of(artist, name)), None)
    return found or f"a {type(artist).__name__}"


def is_drawn(artist: Artist) -> bool:
    """Whether the artist shows at all."""
    return bool(artist.get_visible()) and artist.get_alpha() != 0


def check_plain(artist: Artist) -> None:
    """Raises `RefusedError` for an artist that is drawn by what a chart does not have."""
    name = type(artist).__name__
    if artist.get_path_effects():
        raise RefusedError(f"path effects of a {name}")
    if artist.get_sketch_params() is not None:
        raise RefusedError(f"the sketched look (xkcd) of a {name}")
    if artist.get_agg_filter() is not None:
        raise RefusedError(f"a filter on a {name}")
    if is_of(artist, "Patch", "Collection") and artist.get_hatch():
        raise RefusedError(f"hatches of a {name}")


_PACKAGES = ("matplotlib", "mpl_toolkits")
_CALLED = {
    "NonUniformImage": "an image (NonUniformImage)",
    "PcolorImage": "an image (pcolorfast)",
    "_ImageBase": "an image (imshow)",
    "ContourSet": "contours (contour, contourf)",
    "Quiver": "arrows (quiver)",
    "Barbs": "barbs (barbs)",
    "SecondaryAxis": "a secondary axis",
    "Axes": "an inset",
    "Table": "a table",
    "OffsetBox": "a box that is laid out on the screen (offsetbox)",
}
