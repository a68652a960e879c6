"""One file of a stored table: its rows, and the file that they go on from."""

from __future__ import annotations

from typing import NamedTuple

from chartkit.data.dataset import Dataset


class StoredPart(NamedTuple):
    """The rows of one file; `after` names the file of the rows before them, None for the first."""

    dataset: Dataset
    after: str | None
