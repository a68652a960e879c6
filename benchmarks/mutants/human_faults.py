"""The faults that people make: words of marks, params, transforms, composition and the top level, misremembered."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from edits import Edit, Path, value_at
from typos import misremembered

_COMPOSITION = ("layer", "hconcat", "vconcat", "concat", "facet", "repeat", "spec")
_COMMON = ("aggregate", "type", "timeUnit", "stack", "orient", "interpolate", "op", "sort", "align", "format")


def _is_transform_word(path: Path) -> bool:
    return len(path) >= 3 and path[-3] == "transform" and isinstance(path[-2], int)


def _is_discriminator(path: Path) -> bool:
    return path[-1] == "mark" or (path[-1] in ("type", "input", "op") and len(path) > 1 and path[-2] != "encoding")


KEYS: dict[str, Callable[[Path], bool]] = {
    "property in mark": lambda path: path[-2:-1] == ("mark",),
    "property in params": lambda path: "params" in path[-4:-2] and isinstance(path[-1], str),
    "property in select or bind": lambda path: path[-2:-1] in (("select",), ("bind",)),
    "word of a transform": _is_transform_word,
    "composition": lambda path: path[-1] in _COMPOSITION,
    "top level": lambda path: len(path) == 1,
    "channel": lambda path: path[-2:-1] == ("encoding",),
    "property of a channel": lambda path: path[-3:-2] == ("encoding",),
}
VALUES: dict[str, Callable[[Path], bool]] = {
    "discriminator": _is_discriminator,
    "word of an enum": lambda path: path[-1] in _COMMON,
}
KINDS = (*KEYS, *VALUES)


def human_fault(kind: str, spec: Any, path: Path, chance: random.Random) -> Edit | None:
    """A fault of that kind at `path`, None where it cannot be one."""
    if kind in KEYS:
        if not isinstance(path[-1], str) or not KEYS[kind](path):
            return None
        wrong = misremembered(path[-1], chance)
        return Edit(kind, path, "rename", wrong, path[-1]) if wrong and wrong not in value_at(spec, path[:-1]) else None
    word = value_at(spec, path)
    if not isinstance(word, str) or not word or not VALUES[kind](path):
        return None
    return Edit(kind, path, "replace", misremembered(word, chance), word)
