"""Colours as CSS writes them: takes their text, gives red, green, blue and alpha, and the contrast of two of them.

Source: CSS Color Module Level 4 (the forms); WCAG 2.2, "relative luminance" and "contrast ratio",
https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

from __future__ import annotations

import re
from colorsys import hls_to_rgb
from typing import NamedTuple

from chartkit.schema.color_names import COLOR_NAMES

_HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\Z")
_FUNCTION = re.compile(r"(rgb|hsl)a?\(([^()]*)\)\Z")
_SEPARATOR = re.compile(r"\s*[,/]\s*|\s+")
_NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))(%|deg)?\Z")


class Color(NamedTuple):
    """A colour: each part from 0 to 1, in sRGB; `alpha` 1 covers what is under it."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def faded(self, opacity: float) -> Color:
        """The colour drawn at `opacity` of itself."""
        return self._replace(alpha=self.alpha * opacity)

    def over(self, ground: Color) -> Color:
        """What is seen where it lies on `ground`, which lets nothing through."""
        mixed = (self.alpha * own + (1 - self.alpha) * under for own, under in zip(self[:3], ground[:3], strict=True))
        return Color(*mixed)


WHITE = Color(1.0, 1.0, 1.0)
BLACK = Color(0.0, 0.0, 0.0)


def color_of(text: object) -> Color | None:
    """The colour that a text names, None for what is none: a name, `#rgb`, `rgb(…)` or `hsl(…)`, with or without alpha.

    >>> color_of("#f00"), color_of("hsl(120 100% 25% / 50%)"), color_of("reddish")
    (Color(red=1.0, green=0.0, blue=0.0, alpha=1.0), Color(red=0.0, green=0.5, blue=0.0, alpha=0.5), None)
    """
    if not isinstance(text, str):
        return None
    word = text.strip().lower()
    if word == "transparent":
        return Color(0.0, 0.0, 0.0, 0.0)
    if match := _HEX.match(f"#{COLOR_NAMES[word]}" if word in COLOR_NAMES else word):
        return _of_hex(match[1])
    match = _FUNCTION.match(word)
    return _of_function(match[1], match[2]) if match else None


def contrast(first: Color, second: Color) -> float:
    """WCAG's ratio of two opaque colours: 1 for the same, 21 for black and white.

    >>> round(contrast(BLACK, WHITE), 2)
    21.0
    """
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def shown_contrast(first: Color, second: Color) -> str:
    """The ratio in words: rounded down, so that what fails never reads as what is needed."""
    return f"{int(contrast(first, second) * 10) / 10:.1f}"


def luminance(color: Color) -> float:
    """WCAG's relative luminance, 0 for black and 1 for white; alpha does not count."""
    red, green, blue = linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(color: Color) -> tuple[float, float, float]:
    """Red, green and blue as amounts of light."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color[:3])
    return red, green, blue


def _of_hex(digits: str) -> Color:
    pairs = (
        [digit * 2 for digit in digits] if len(digits) < 6 else [digits[i : i + 2] for i in range(0, len(digits), 2)]
    )
    return Color(*(int(pair, 16) / 255 for pair in pairs))


def _of_function(name: str, inside: str) -> Color | None:
    parts = [_NUMBER.match(part) for part in _SEPARATOR.split(inside.strip())]
    if len(parts) not in (3, 4):
        return None
    numbers = [(float(part[1]), part[2]) for part in parts if part]
    if len(numbers) != len(parts):
        return None
    alpha = _share(*numbers[3], whole=1) if len(numbers) == 4 else 1.0
    if name == "rgb":
        red, green, blue = (_share(*number, whole=255) for number in numbers[:3])
        return Color(red, green, blue, alpha)
    hue, (saturation, _), (lightness, _) = numbers[0][0] % 360 / 360, numbers[1], numbers[2]
    return Color(*hls_to_rgb(hue, _clamped(lightness / 100), _clamped(saturation / 100)), alpha)


def _share(number: float, unit: str | None, whole: float) -> float:
    return _clamped(number / (100 if unit == "%" else whole))


def _clamped(part: float) -> float:
    return min(1.0, max(0.0, part))
