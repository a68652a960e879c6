"""Where a file stands for programs that see the whole repository: takes a path, gives it relative to the root.

GitHub and SARIF viewers join such a path to the folder where they have the repository, so it must not depend on the
machine, nor on the folder in which `check` ran.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from chartkit.files import repository_parents


def root_folder() -> Path:
    """`$GITHUB_WORKSPACE` where the working folder lies in it, else the repository's root, else the working folder."""
    here = Path.cwd()
    workspace = os.environ.get("GITHUB_WORKSPACE")
    if workspace and here.is_relative_to(Path(workspace).resolve()):
        return Path(workspace).resolve()
    return repository_parents(here)[-1]


def from_root(file: str, root: Path) -> str | None:
    """The path from `root` with `/` between its parts; None for a file outside of it."""
    # not resolve(): a link in the repository is annotated where it stands, not where it leads
    whole = Path(os.path.abspath(file))  # noqa: PTH100
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else None


def relative_uri(path: str) -> str:
    """The path as a relative URI, its bytes percent-encoded.

    >>> relative_uri("presets/my loss:é.yaml")
    'presets/my%20loss%3A%C3%A9.yaml'
    """
    return quote(os.fsencode(path))


def file_uri(file: str) -> str:
    """The absolute `file:` URI of a file."""
    return Path(os.path.abspath(file)).as_uri()  # noqa: PTH100
