"""The demo's mistake: takes a folder, puts a preset there that is broken in one word, and mends it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from chartkit.presets import default_library

NAME = "demo/height_histogram"
_CHANNEL = re.compile(r"\bcolor(?=\"?:)")


def copied_preset(folder: Path) -> Path:
    """A copy of the user preset with its example data in `folder`, which is made. Gives the preset's file."""
    source = default_library().file(NAME)
    folder.mkdir(parents=True, exist_ok=True)
    for beside in source.parent.glob(f"{source.stem}.*"):
        if ".expected." not in beside.name:
            shutil.copyfile(beside, folder / beside.name)
    return folder / source.name


def broken(text: str) -> str:
    """The preset with the first channel `color` of its spec misspelt."""
    header, spec, body = text.partition("\nspec:")
    return header + spec + _CHANNEL.sub("colr", body, count=1)
