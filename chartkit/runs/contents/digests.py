"""What the journal says of files that are named by people, not by their content: their sha256, to be checked later.

Takes files of a run's folder; gives the record for its journal.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import file_digest
from pathlib import Path
from typing import Any

from chartkit.data.values import encode_value


def digests_record(folder: Path, files: Iterable[Path]) -> dict[str, Any]:
    """`{"files": {name: sha256}}` of files below a run's folder. Raises `OSError`."""
    return {"files": encode_value({path.relative_to(folder).as_posix(): _sha256(path) for path in files})}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
