"""Tables of an artifact read back: takes a logged version and a name, gives the table that `artifact.add` was given.

The table's file and what its cells refer to are copied, each byte checked, into a folder that goes with the process.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from chartkit.data import Table
from chartkit.data.storage import decode_table
from chartkit.diagnostics import RunError
from chartkit.runs.artifacts.reading import download
from chartkit.runs.faults import not_found
from chartkit.runs.reader import RunReader

if TYPE_CHECKING:
    from chartkit.runs.artifacts.logged import LoggedVersion

_ENDINGS = (".table.json", ".table.parquet")
_OF_CELLS = ("media/", "charts/", "tables/")


def read_table(artifact: LoggedVersion, name: str) -> Table:
    """The table called `name`, with or without its ending, media and charts in its cells.

    Raises `RunError` for a name that is not there or is no table's, and for a damaged file; `DataError` for a file that
    is no table.
    """
    what, entries = f"artifact {artifact.name!r}", artifact.entries
    found = next((one for one in (name, *(f"{name}{ending}" for ending in _ENDINGS)) if one in entries), None)
    if found is None:
        raise RunError(not_found("file", name, entries, what))
    if not found.endswith(_ENDINGS):
        message = f"{found!r} of {what} is no table."
        raise RunError.of("CK628", message, f"artifact.path({found!r}) gives its file.")
    folder = Path(tempfile.mkdtemp(prefix="chartkit-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    needed = [entry for one, entry in entries.items() if one == found or one.startswith(_OF_CELLS)]
    download(needed, artifact.kept.places, folder, what)
    return Table(dataframe=decode_table(folder / found, RunReader(folder).of_cell), allow_mixed_types=True)
