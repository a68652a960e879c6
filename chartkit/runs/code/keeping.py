"""`save_code`: the state of the code that made a run, kept in the run's folder `code/`.

Takes a run that has begun; gives `code.json` with commit, branch, command line, Python, packages and machine, beside it
`diff.patch` with what differs from the commit, and the script itself. Secrets are removed from all of it, and no
environment variable is kept that is not in a visible list. What cannot be kept is said in `code.json` and among the
run's diagnostics; it is never an error.
"""

from __future__ import annotations

import os
import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import orjson

from chartkit.diagnostics import Diagnostic, reason_of
from chartkit.files import read_own, write_whole
from chartkit.runs.code.git_state import git_state
from chartkit.runs.code.machine import machine_facts, python_facts, visible_environment
from chartkit.runs.code.secrets import command_without_secrets, without_secrets
from chartkit.runs.contents.digests import digests_record
from chartkit.runs.notebooks import is_notebook

if TYPE_CHECKING:
    from chartkit.runs.run import Run

CODE = "CK621"
_LARGEST_SCRIPT_BYTES = 1 << 20


def keep_code(run: Run) -> None:
    """Keep the state of the code as it is now; a resumed run gets `code/2/` and so on beside the first."""
    said: list[str] = []
    try:
        kept = _keep(Path(run.dir), said)
        run.note(digests_record(Path(run.dir), kept))
    except OSError as error:
        said.append(f"the code was not kept: {reason_of(error)} ({error.filename})")
    for sentence in said:
        run.note({"diagnostic": Diagnostic(CODE, f"{sentence}.", "warning").to_dict()})


def read_code(folder: Path) -> dict[str, Any]:
    """What `keep_code` kept last in a run's folder, with the text of its `diff` and `source`; empty without.

    A damaged file is none.
    """
    numbered = [path for path in (folder / "code").glob("*/code.json") if path.parent.name.isdigit()]
    newest = max(numbered, key=lambda path: int(path.parent.name), default=folder / "code" / "code.json")
    try:
        found: Any = orjson.loads(read_own(newest))
    except (OSError, orjson.JSONDecodeError):
        return {}
    if not isinstance(found, dict):
        return {}
    facts = cast(dict[str, Any], found)
    texts = {"diff": "diff.patch", "source": str(facts.get("script_file") or "")}
    for name, file in texts.items():
        path = newest.parent / Path(file).name  # a name in the file never leads out of the folder
        facts[name] = _text(path) if file else None
    return facts


def _text(path: Path) -> str | None:
    """What a file holds; None for a damaged one, or none."""
    try:
        return read_own(path).decode(errors="replace")
    except OSError:
        return None


def _keep(run_folder: Path, said: list[str]) -> list[Path]:
    """Write the files; gives those that are there. Raises `OSError`."""
    folder = _new_folder(run_folder)
    script = _script()
    state = git_state(script.parent if script is not None else Path.cwd())
    said += state.said
    facts = {
        "git": state.facts,
        "command": command_without_secrets(sys.orig_argv),
        "folder": str(Path.cwd()),
        "script": None if script is None else str(script),
        "script_file": _copied(script, folder, said),
        "is_notebook": is_notebook(),
        "python": python_facts(),
        "machine": machine_facts(),
        "environment": visible_environment(),
        "said": said,
    }
    if state.diff:
        write_whole(folder / "diff.patch", state.diff.encode("utf-8", "replace"))
    write_whole(folder / "code.json", orjson.dumps(facts, option=orjson.OPT_INDENT_2, default=str))
    return [path for path in folder.iterdir() if path.is_file()]


def _new_folder(run_folder: Path) -> Path:
    """A folder that no other process has taken."""
    for number in count(1):
        folder = run_folder / "code" if number == 1 else run_folder / "code" / str(number)
        try:
            folder.mkdir()
        except FileExistsError:
            continue
        return folder
    raise FileExistsError(run_folder)  # `count` has no end


def _script() -> Path | None:
    """The file that runs: the script, or the notebook where its program says which; None for a prompt."""
    main = sys.modules.get("__main__")
    notebook = getattr(main, "__vsc_ipynb_file__", None) or os.environ.get("JPY_SESSION_NAME")
    place = notebook if is_notebook() else getattr(main, "__file__", None)
    if not isinstance(place, str):
        return None
    path = Path(place).absolute()
    return path if path.is_file() else None


def _copied(script: Path | None, folder: Path, said: list[str]) -> str | None:
    """The name of the script's copy, without secrets."""
    if script is None:
        said.append("there is no script or notebook file to keep")
        return None
    if script.stat().st_size > _LARGEST_SCRIPT_BYTES:
        said.append(f"{script.name} is over {_LARGEST_SCRIPT_BYTES} bytes and is not kept")
        return None
    name = f"script-{script.name}"
    write_whole(folder / name, without_secrets(script.read_text(encoding="utf-8", errors="replace")).encode())
    return name
