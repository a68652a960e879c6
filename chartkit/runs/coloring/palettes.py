"""The palettes that runs are coloured by: takes a name, gives colours of CSS.

Sequential ones go from light to dark in even steps of lightness, so that more is darker in print and to every reader.
They reach no further than lines of them have a contrast of 2 to 1 on white and on a dark page.

Source: lightness and distances are those of CIE 1976 L*a*b* and CIEDE2000; the deficiencies are simulated as in G. M.
Machado, M. M. Oliveira and L. A. F. Fernandes 2009, https://doi.org/10.1109/TVCG.2009.113. The tests measure both.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from chartkit.diagnostics import RunError, listed, shown
from chartkit.schema import did_you_mean

CODE = "CK660"
MISSING_COLOR = "#a3a7ad"
"""Of runs that have no such value."""
NOT_FINITE_COLOR = "#6b6e73"
"""Of runs whose value is NaN or infinite."""


class Palette(NamedTuple):
    """Colours in an order."""

    name: str
    kind: Literal["sequential", "categorical"]
    is_colorblind_safe: bool
    """True where readers without one kind of cones can tell every two neighbours, and of categories every two."""
    anchors: tuple[str, ...]
    """The colours, as `#rrggbb`."""

    @property
    def most(self) -> int:
        """How many colours there are at most."""
        return len(self.anchors)

    def colors(self, n: int) -> tuple[str, ...]:
        """The first `n` colours; of a sequential palette `n` from its light to its dark end, one of them the middle.

        >>> palette("blues").colors(2)
        ('#55c2f7', '#064f99')
        """
        if self.kind == "categorical":
            return self.anchors[:n]
        places = [0.5] if n == 1 else [index / (n - 1) for index in range(n)]
        return tuple(self._at(place * (self.most - 1)) for place in places)

    def _at(self, place: float) -> str:
        left = min(int(place), self.most - 2)
        share = place - left
        mixed = zip(_parts(self.anchors[left]), _parts(self.anchors[left + 1]), strict=True)
        return "#" + "".join(f"{round(low + (high - low) * share):02x}" for low, high in mixed)


def _sequential(name: str, is_colorblind_safe: bool, anchors: str) -> Palette:
    return Palette(name, "sequential", is_colorblind_safe, tuple(f"#{one}" for one in anchors.split()))


def _categorical(name: str, is_colorblind_safe: bool, anchors: str) -> Palette:
    return Palette(name, "categorical", is_colorblind_safe, tuple(f"#{one}" for one in anchors.split()))


PALETTES = (
    _sequential("sunset", False, "d6b353 d79c38 d98343 d6685d cb4d7a b43a94 9036a0 5e3e96"),
    _sequential("lagoon", True, "b8be1a 67b966 00ac8c 119897 068698 0b7498 0460a4 1344bf"),
    _sequential("meadow", True, "7acb13 82b643 60a76f 009997 0e869b 077594 066392 783578"),
    _sequential("blues", True, "55c2f7 4fb3d6 45a2c7 3890c5 207ec7 046dc2 0d5db0 064f99"),
    _sequential("greens", True, "9cc093 8cb449 73a628 58982e 3b8a41 177b4e 006b4a 215b2a"),
    _sequential("oranges", True, "e0ac83 e2964c db830d c57605 b26802 a25900 994500 94291c"),
    _sequential("purples", True, "c8aed1 af9fd1 a08dd5 9578d8 8c63d6 8052ca 7046b1 584487"),
    _categorical(
        "standard",
        False,
        "4269d0 f06e00 64a082 c81482 6e6e32 968cd2 78648c b48296 be3c00 3caa00"
        " 007878 0096f0 d20a3c e65ae6 1e7846 b48c6e e66e64 a09600 a06400 963cd2",
    ),
    _categorical("distinct", True, "4269d0 d2d214 5adcc8 a00064 788c00 3c5a14 b4a0fa c86e82"),
)
"""All palettes, the usual one of each kind first."""
SEQUENTIAL, STANDARD = PALETTES[0], PALETTES[7]


def palette(name: str) -> Palette:
    """The palette of a name. Raises `RunError` for none."""
    found = next((one for one in PALETTES if one.name == name), None)
    if found is None:
        names = [one.name for one in PALETTES]
        help = did_you_mean(name, names) or f"palettes are {listed(names, most=len(names))}."
        raise RunError.of(CODE, f"there is no palette {shown(name)}.", help)
    return found


def _parts(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
