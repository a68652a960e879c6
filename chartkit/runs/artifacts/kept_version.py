"""Which version an artifact is: its name, number and facts, and where it lies. Before it is logged these say so.

Takes the place of a version in the store; gives what its manifest says first.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from chartkit.diagnostics import RunError
from chartkit.runs.artifacts.manifest import Header
from chartkit.runs.artifacts.versions import Versions


class Kept(NamedTuple):
    """A logged version: its number, what its manifest says, and where its bytes may be."""

    number: int
    header: Header
    manifest: Path
    versions: Versions
    places: tuple[Path, ...]


class KeptVersion:
    """A version by its name, or the artifact that becomes one."""

    def __init__(self, collection: str, type: str) -> None:
        self.collection = collection
        """The name without a version."""
        self._type = type
        self._kept: Kept | None = None

    @property
    def name(self) -> str:
        """The name; with its version once it is logged: `model:v3`."""
        return self.collection if self._kept is None else f"{self.collection}:{self.version}"

    @property
    def qualified_name(self) -> str:
        """The project, the name and the version: what `Api.artifact` takes. Raises `RunError` before it is logged."""
        return f"{self.project}/{self.name}"

    @property
    def type(self) -> str:
        """The type, such as `dataset` or `model`."""
        return self._type

    @property
    def version(self) -> str:
        """`v0`, `v1` … Raises `RunError` before it is logged."""
        return f"v{self._logged('version').number}"

    @property
    def project(self) -> str:
        """The project that the version belongs to. Raises `RunError` before it is logged."""
        return self._logged("project").header.project

    @property
    def tags(self) -> tuple[str, ...]:
        """What `log_artifact(tags=…)` gave the version."""
        return () if self._kept is None else self._kept.header.tags

    @property
    def serializer(self) -> Mapping[str, str] | None:
        """What wrote the file of a logged object, its version and the object's class; None for files of the user's."""
        return None if self._kept is None else self._kept.header.serializer

    @property
    def is_logged(self) -> bool:
        """True once a run has logged it."""
        return self._kept is not None

    @property
    def kept(self) -> Kept:
        """Where the version is; chartkit's own. Raises `RunError` before it is logged."""
        return self._logged("place")

    def __repr__(self) -> str:
        if self._kept is None:
            return f"<artifact {self.collection!r} of type {self._type!r}, not logged>"
        return f"<artifact {self.project}/{self.name} of type {self._type!r}>"

    def _what(self) -> str:
        return f"artifact {self.name!r}"

    def _logged(self, asked: str) -> Kept:
        if self._kept is None:
            message = f"artifact {self.collection!r} has no {asked} before it is logged."
            raise RunError.of("CK628", message, "call run.log_artifact(artifact) first.")
        return self._kept
