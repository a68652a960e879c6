"""Runs: writing what a training does to the user's own disk, and reading it back.

Takes `init`, `log`, `finish`; gives a folder of journals, charts and tables that survives any crash, and `Api` to read
it. Names are loaded when they are first used, so that `import chartkit` stays quick.

Three files tell it, in this order: `run.py` is the run being written, `story.py` what its journals say when they are
put together, `reader.py` the run read back. `active.py` is the script's run and `spoken.py` its methods as functions,
`api.py` the store's runs.

```
starting/   init's arguments → a folder and a Run       reading/    facts, columns and files, quickly, with a cache
writing/    the parts of Run; one call of run.log       page/       a run as one HTML page
contents/   charts, tables, media and saved files       upkeep/     verify, gc, trash, export, tail
metrics/    define_metric and the summary               code/       save_code: git, command line, machine
coloring/   colours of runs, by a key or their own
artifacts/  versions of files, kept once                system/     figures of the machine, in their own files
```

What both sides know stands beside them: `journal.py` (a line is one write), `records.py` (lines read again),
`references.py` (what stands for a file), `checksums.py`, `start_record.py` (`run.json`), `writers.py` and `states.py`
(who writes, and whether still), `store.py` and `names.py` (where), `edits.py` (changes after the run), `faults.py`
(sentences).
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chartkit.runs.active import active_run, config_view, finish, log, login, set_config, summary_view
    from chartkit.runs.api import Api
    from chartkit.runs.artifacts.artifact import Artifact
    from chartkit.runs.coloring.key_colors import colors
    from chartkit.runs.reader import RunReader
    from chartkit.runs.run import Run
    from chartkit.runs.spoken import (
        define_metric,
        link_artifact,
        log_artifact,
        log_model,
        save,
        use_artifact,
        use_model,
    )
    from chartkit.runs.starting.beginning import init
    from chartkit.runs.starting.given_settings import Settings
    from chartkit.runs.store import find_store

__all__ = [
    "Api",
    "Artifact",
    "Run",
    "RunReader",
    "Settings",
    "active_run",
    "colors",
    "config_view",
    "define_metric",
    "find_store",
    "finish",
    "init",
    "link_artifact",
    "log",
    "log_artifact",
    "log_model",
    "login",
    "save",
    "set_config",
    "summary_view",
    "use_artifact",
    "use_model",
]

_PLACES = {
    "Artifact": "artifacts.artifact",
    "Api": "api",
    "colors": "coloring.key_colors",
    "Run": "run",
    "RunReader": "reader",
    "find_store": "store",
    "init": "starting.beginning",
    "Settings": "starting.given_settings",
    **dict.fromkeys(("define_metric", "link_artifact", "log_artifact", "log_model"), "spoken"),
    **dict.fromkeys(("save", "use_artifact", "use_model"), "spoken"),
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'chartkit.runs' has no attribute {name!r}")
    return getattr(importlib.import_module(f"chartkit.runs.{_PLACES.get(name, 'active')}"), name)
