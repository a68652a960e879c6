"""Words as people misspell them: slips of the fingers, and words remembered almost right."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ELSEWHERE = {
    "color": "colour", "gray": "grey", "center": "centre", "quantitative": "quantitive", "tooltip": "tooltips",
    "calculate": "calcluate", "aggregate": "agregate", "temporal": "temporl", "nominal": "nominial",
    "opacity": "opactiy", "boxplot": "boxxplot", "layer": "layr", "mark": "makr", "average": "avarage",
    "median": "meadian", "interpolate": "interpolation", "ordinal": "ordianl", "width": "widht",
}  # fmt: skip


def slip(word: str, chance: random.Random) -> str:
    """`word` with one letter left out, doubled, replaced, put in, or swapped with the next."""
    at = chance.randrange(len(word))
    letter = chance.choice(_LETTERS)
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
        ]
    )


def misremembered(word: str, chance: random.Random) -> str:
    """`word` in another case, number or style of joining words, with a letter wrong, or as it is spelt elsewhere."""
    ways: tuple[Callable[[str], str], ...] = (
        lambda word: _ELSEWHERE.get(word, slip(word, chance)),
        lambda word: slip(word, chance),
        str.lower,
        str.capitalize,
        lambda word: re.sub(r"(?<=[a-z])[A-Z]", lambda capital: f"_{capital[0].lower()}", word),
        lambda word: re.sub(r"(?<=[a-z])[A-Z]", lambda capital: f"-{capital[0].lower()}", word),
        lambda word: word[:-1] if word.endswith("s") else f"{word}s",
    )
    return chance.choice(ways)(word)
