"""The way out of a low contrast: takes a colour and its ground, gives the nearest of its kind that can be read."""

from __future__ import annotations

from chartkit.schema.colors import BLACK, WHITE, Color, contrast, luminance

_STEPS = 100


def readable(color: Color, ground: Color, needed: float) -> str | None:
    """The first colour on the way from `color` to black, or to white on a dark ground, with the contrast `needed`.

    In hexadecimal; None where even the end of the way has less.

    >>> readable(Color(0.7, 0.7, 0.7), WHITE, 4.5)
    '#767676'
    """
    end = BLACK if luminance(ground) > 0.179 else WHITE
    for step in range(_STEPS + 1):
        mixed = Color(*(own + (far - own) * step / _STEPS for own, far in zip(color[:3], end[:3], strict=True)))
        rounded = Color(*(round(part * 255) / 255 for part in mixed[:3]))
        if contrast(rounded, ground) >= needed:
            return hexadecimal(rounded)
    return None


def hexadecimal(color: Color) -> str:
    """An opaque colour as CSS writes it: `#1a2b3c`."""
    return "#" + "".join(f"{round(part * 255):02x}" for part in color[:3])
