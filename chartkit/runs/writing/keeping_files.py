"""The part of `Run` that keeps files: artifacts and saved files.

Takes paths and objects; hands them to `artifacts/` and `saved_files.py`, which are loaded when they are first used.
"""

from __future__ import annotations

import os
from abc import abstractmethod
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from chartkit.runs.writing.described import Described

if TYPE_CHECKING:
    from chartkit.runs.artifacts.artifact import Artifact
    from chartkit.runs.contents.saved_files import Policy, SavedFiles

Words = str | Iterable[str]


class KeepsFiles(Described):
    """A run's artifacts and saved files."""

    _saved: SavedFiles | None = None

    @abstractmethod
    def _ready(self) -> None:
        """Make sure that there is a folder to write to. Raises `RunError` after `finish`."""

    def log_artifact(
        self,
        artifact_or_path: object,
        name: str | None = None,
        type: str | None = None,
        aliases: Words | None = None,
        tags: Words | None = None,
    ) -> Artifact:
        """Keep an `Artifact`, a file or folder, or any object as the next version of its name; gives the artifact.

        The same content is the same version. `latest` and `aliases` stand for it from now on. An object is saved by its
        own `save_pretrained`, `save_model`, `save` or `state_dict`, else by joblib or pickle. A disk that refuses is a
        warning, and the artifact is then not logged. Raises `RunError` for what cannot be read or saved, and for names
        that cannot be.
        """
        from chartkit.runs.artifacts.recording import log_artifact

        self._ready()
        return log_artifact(self, artifact_or_path, name, type, aliases, tags)

    def use_artifact(self, artifact_or_name: object, type: str | None = None) -> Artifact:
        """The version that `name`, `name:alias`, `name:v3` or `project/name:alias` stands for, to be read.

        The run is written down as one that uses it. Raises `RunError` with near names when there is none.
        """
        from chartkit.runs.artifacts.recording import use_artifact

        self._ready()
        return use_artifact(self, artifact_or_name, type)

    def log_model(self, path: object, name: str | None = None, aliases: Words | None = None) -> Artifact:
        """`log_artifact` with the type `model`."""
        return self.log_artifact(path, name, "model", aliases)

    def use_model(self, name: str) -> str:
        """Download a model's version: the path of its one file, else of its folder. Raises `RunError`."""
        artifact = self.use_artifact(name, "model")
        return artifact.file() if len(artifact.entries) == 1 else artifact.download()

    def link_artifact(self, artifact: Artifact, target_path: str, aliases: Words | None = None) -> Artifact:
        """Log an artifact's files under another name too: the last part of `target_path`. Raises `RunError`."""
        from chartkit.runs.artifacts.recording import link_artifact

        self._ready()
        return link_artifact(self, artifact, target_path, aliases)

    def save(
        self,
        glob_str: str | os.PathLike[str],
        base_path: str | os.PathLike[str] | None = None,
        policy: Policy = "live",
    ) -> list[str]:
        """Copy the files that a glob names into the run's `files/`; gives the copies' paths.

        They keep their folders below `base_path`. With `live` and `end` what a file has become is taken over at
        `finish`; with `now` it is not. Finding nothing is a warning. Raises `RunError`.
        """
        from chartkit.runs.contents.saved_files import SavedFiles

        self._ready()
        if self._folder is None:
            return []
        if self._saved is None:
            self._saved = SavedFiles(Path(self._folder), self._record)
        return self._saved.save(glob_str, base_path, policy)

    def _take_over_saved(self) -> None:
        """Copy saved files again that changed since; the run finishes."""
        if self._saved is not None:
            self._saved.take_over()
