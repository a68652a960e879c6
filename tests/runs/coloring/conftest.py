"""How different two colours look, worked out apart from chartkit's own code.

Source: G. Sharma, W. Wu and E. N. Dalal 2005, https://doi.org/10.1002/col.20070 (CIEDE2000); G. M. Machado, M. M.
Oliveira and L. A. F. Fernandes 2009, https://doi.org/10.1109/TVCG.2009.113 (matrices of severity 1).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

Difference = Callable[[str, str, str], float]
VISIONS = {
    "trichromacy": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.119192, 0.9503041]]
)


@pytest.fixture(scope="session")
def lightness() -> Callable[[str, str], float]:
    """L* of a colour, as readers of one kind of vision see it."""
    return lambda color, vision: float(lab(color, vision)[0])


@pytest.fixture(scope="session")
def difference() -> Difference:
    """CIEDE2000 of two colours, as readers of one kind of vision see them."""
    return lambda first, second, vision: ciede2000(lab(first, vision), lab(second, vision))


def lab(color: str, vision: str) -> np.ndarray:
    parts = np.array([int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    light = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(VISIONS[vision]) @ light, 0, 1)
    xyz = _TO_XYZ @ seen / (0.95047, 1.0, 1.08883)
    roots = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * roots[1] - 16, 500 * (roots[0] - roots[1]), 200 * (roots[1] - roots[2])])


def ciede2000(first: np.ndarray, second: np.ndarray) -> float:
    chroma = (np.hypot(*first[1:]) + np.hypot(*second[1:])) / 2
    grown = 1.5 - 0.5 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7))
    (chroma1, hue1), (chroma2, hue2) = (
        (np.hypot(a * grown, b), np.degrees(np.arctan2(b, a * grown)) % 360) for _, a, b in (first, second)
    )
    both = chroma1 * chroma2
    turn = (hue2 - hue1 + 180) % 360 - 180 if both else 0.0
    hue = (hue1 + turn / 2) % 360 if both else hue1 + hue2
    light, colored = (first[0] + second[0]) / 2, (chroma1 + chroma2) / 2
    cos = [np.cos(np.radians(times * hue + plus)) for times, plus in ((1, -30), (2, 0), (3, 6), (4, -63))]
    weight = 1 - 0.17 * cos[0] + 0.24 * cos[1] + 0.32 * cos[2] - 0.20 * cos[3]
    in_light = (second[0] - first[0]) / (1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2))
    in_chroma = (chroma2 - chroma1) / (1 + 0.045 * colored)
    in_hue = 2 * np.sqrt(both) * np.sin(np.radians(turn) / 2) / (1 + 0.015 * colored * weight)
    rotation = (
        -2 * np.sqrt(colored**7 / (colored**7 + 25.0**7)) * np.sin(np.radians(60) * np.exp(-(((hue - 275) / 25) ** 2)))
    )
    return float(np.sqrt(in_light**2 + in_chroma**2 + in_hue**2 + rotation * in_chroma * in_hue))


def test_ciede2000() -> None:
    """A test in a conftest is not collected: see `test_palettes.py`, which runs it."""
    for first, second, expected in (
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ):
        assert abs(ciede2000(np.array(first), np.array(second)) - expected) < 1e-4


@pytest.fixture(scope="session")
def known_differences() -> Callable[[], None]:
    return test_ciede2000
