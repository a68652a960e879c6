"""The palettes that runs are coloured by: takes a name, gives colours of CSS.

Sequential ones go from light to dark in even steps of lightness, so that more is darker in print and to every reader.
Their ends, and the colours of categories, can be told from white and from a dark page.

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
        ('#b4e4f6', '#0250a5')
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
    _sequential("sunset", False, "ffd977 ffbb74 ff9b6a ff7768 f2557e c94b97 9849a2 66459e"),
    _sequential("lagoon", True, "cfe871 91d98b 58c69d 00b1ab 0a98b0 0380b0 0267b0 264da6"),
    _sequential("meadow", True, "d8e73b 97da5a 61c87c 3db294 219ba1 1583a6 3668a4 664393"),
    _sequential("blues", True, "b4e4f6 8dd1f0 67bcea 44a7e5 2990dd 1779d1 0065bd 0250a5"),
    _sequential("greens", True, "cae794 a4d580 7cc36f 58b062 369b57 05874d 007145 015c3c"),
    _sequential("oranges", True, "ffd79b febc68 f8a145 ed872f df6e22 cd561b b5441b 9d3219"),
    _sequential("purples", True, "e6d7f4 d7bfec c8a7e3 b690d8 a27bcc 8e67c0 7754b3 5e42a6"),
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
