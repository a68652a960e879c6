"""The part of `RunReader` that reads files back: artifacts and saved files.

Takes a run's folder and the records of its journals; gives artifacts to read and paths.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartkit.runs.reading.told_run import ToldRun

if TYPE_CHECKING:
    from chartkit.runs.artifacts.artifact import Artifact
    from chartkit.runs.contents.saved_files import SavedFile


class ReadsFiles(ToldRun):
    """A run's artifacts and saved files, read back."""

    def logged_artifacts(self) -> list[Artifact]:
        """The versions that the run logged, once each, in the order of time; a damaged one is a warning."""
        return self._artifacts("logged")

    def used_artifacts(self) -> list[Artifact]:
        """The versions that the run used, once each, in the order of time; one that is gone is a warning."""
        return self._artifacts("used")

    def files(self) -> tuple[SavedFile, ...]:
        """The files that `run.save` kept, by name: name, size and path."""
        from chartkit.runs.contents.saved_files import saved_files

        return saved_files(self._folder)

    def file(self, name: str) -> SavedFile:
        """The file that `run.save` kept under `name`. Raises `RunError` with near names when there is none."""
        from chartkit.runs.contents.saved_files import saved_file

        return saved_file(self._folder, name)

    def _artifacts(self, how: str) -> list[Artifact]:
        from chartkit.runs.artifacts.finding import artifacts_of_run

        records: list[dict[str, Any]] = self._story.artifacts
        return artifacts_of_run(self._folder, records, how)
