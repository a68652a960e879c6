"""Colours as readers with a red-green deficiency see them: takes two colours, gives how far apart they are.

Source: G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color
Vision Deficiency", 2009, https://doi.org/10.1109/TVCG.2009.113 (its matrices for the full deficiencies); CIE 1976
L*a*b* under D65 for the distances.
"""

from __future__ import annotations

from math import dist

from chartkit.schema.colors import Color, linear

_Matrix = tuple[tuple[float, float, float], ...]

_PROTANOPIA: _Matrix = (
    (0.152286, 1.052583, -0.204868),
    (0.114503, 0.786281, 0.099216),
    (-0.003882, -0.048116, 1.051998),
)
_DEUTERANOPIA: _Matrix = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)
_TO_XYZ: _Matrix = (
    (0.412456, 0.357576, 0.180437),
    (0.212673, 0.715152, 0.072175),
    (0.019334, 0.119192, 0.950304),
)
_WHITE = (0.95047, 1.0, 1.08883)


def distance(first: Color, second: Color) -> float:
    """How far apart two colours are to most readers, in L*a*b*: about 2 is seen, 100 is black to white."""
    return dist(_lab(linear(first)), _lab(linear(second)))


def confused_distance(first: Color, second: Color) -> float:
    """How far apart they are to readers who lack the red or the green cones, the less of the two."""
    return min(
        dist(_lab(_clamped(_times(matrix, linear(first)))), _lab(_clamped(_times(matrix, linear(second)))))
        for matrix in (_PROTANOPIA, _DEUTERANOPIA)
    )


def _lab(light: tuple[float, float, float]) -> tuple[float, float, float]:
    """L*, a* and b* of amounts of red, green and blue light."""
    x, y, z = (_cube_root(part / white) for part, white in zip(_times(_TO_XYZ, light), _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _cube_root(share: float) -> float:
    return share ** (1 / 3) if share > 216 / 24389 else (24389 / 27 * share + 16) / 116


def _times(matrix: _Matrix, parts: tuple[float, float, float]) -> tuple[float, float, float]:
    first, second, third = (sum(a * b for a, b in zip(row, parts, strict=True)) for row in matrix)
    return first, second, third


def _clamped(light: tuple[float, float, float]) -> tuple[float, float, float]:
    red, green, blue = (min(1.0, max(0.0, part)) for part in light)
    return red, green, blue
