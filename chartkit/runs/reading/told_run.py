"""What the parts of a run read back stand on: its folder, and the story that its journals tell."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path

from chartkit.runs.story import Story


class ToldRun(ABC):
    """A run's folder and story."""

    _folder: Path

    @property
    @abstractmethod
    def _story(self) -> Story:
        """What the journals say; read at the first question."""
