"""Which run a command is about: takes what the user named, gives its reader."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from chartkit.cli.output import say
from chartkit.diagnostics import ChartkitError

if TYPE_CHECKING:
    from chartkit.runs import RunReader


def chosen_run(run: str | None, folder: Path | None, is_quiet: bool = False) -> RunReader:
    """The run by its id, project/id or name; without any the newest of the store, which is said unless `is_quiet`."""
    from chartkit.runs import Api

    api = Api(folder)
    if run is not None:
        return api.run(run)
    runs = api.runs()
    if not runs:
        help = "chartkit.init() in a script starts one, and so does 'chartkit demo'"
        raise ChartkitError.of("CK701", f"there is no run in {api.store}.", help)
    if not is_quiet:
        say(f"the newest run: {runs[0].project}/{runs[0].id}", "quiet")
    return runs[0]
