"""Matplotlib's colours as a chart writes them: takes RGBA of 0 to 1, gives a hex text and an opacity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple


class Paint(NamedTuple):
    """A colour as `#rrggbb` and its opacity; opacity 0 draws nothing."""

    color: str
    opacity: float

    @property
    def shows(self) -> bool:
        """Whether anything is seen of it."""
        return self.opacity > 0

    def within(self, name: str) -> dict[str, Any]:
        """The paint as the properties of a mark: `name` and, where it is not whole, `<name>Opacity`."""
        opacity = {} if self.opacity == 1 else {f"{name}Opacity": self.opacity}
        return {name: self.color, **opacity}


NO_PAINT = Paint("#000000", 0.0)


def paint_of(color: Any, alpha: float | None = None) -> Paint:
    """Any colour that matplotlib takes; `alpha` overrides its own opacity."""
    from matplotlib.colors import to_rgba

    if color is None or (isinstance(color, str) and color.lower() == "none"):
        return NO_PAINT
    rgba: Sequence[float] = to_rgba(color, alpha)
    return paint_of_rgba(rgba)


def paint_of_rgba(rgba: Sequence[float]) -> Paint:
    """A colour given by red, green, blue and opacity, each of 0 to 1."""
    red, green, blue, alpha = (float(part) for part in rgba)
    channels = (f"{int(part * 255 + 0.5):02x}" for part in (red, green, blue))
    return Paint(f"#{''.join(channels)}", round(alpha, 6))
