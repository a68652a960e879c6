"""Where runs are kept: finding the store, making it, and the paths inside it.

Takes the `dir` of a call and the environment; gives the `.chartkit` folder. First hit wins: the argument,
`CHARTKIT_DIR` (the store itself), `WANDB_DIR`, the nearest `.chartkit` from the working folder up to the repository's
root (without a repository: the working folder alone), a new one in the working folder.
"""

from __future__ import annotations

import os
from pathlib import Path

from chartkit.diagnostics import RunError, reason_of
from chartkit.files import repository_parents
from chartkit.runs.names import folder_name

STORE_NAME = ".chartkit"


def find_store(dir: str | os.PathLike[str] | None = None) -> Path:
    """The store's absolute path; it need not exist. A `dir` called `.chartkit` is itself the store."""
    if dir is not None:
        return _store_in(Path(dir))
    if chosen := os.environ.get("CHARTKIT_DIR"):
        return Path(chosen).absolute()
    if chosen := os.environ.get("WANDB_DIR"):
        return _store_in(Path(chosen))
    return _nearest(Path.cwd())


def make_store(store: Path) -> None:
    """Make the store with a `.gitignore` of `*` when it is new. Raises `OSError`."""
    if store.is_dir():
        return
    store.mkdir(parents=True, exist_ok=True)
    (store / ".gitignore").write_text("*\n", encoding="utf-8")


def project_folder(store: Path, project: str) -> Path:
    """The folder of a project's runs. Raises `RunError` for a name that cannot be a folder."""
    entity, _, name = project.partition("/")
    is_pair = "/" not in name and all(one and not one.startswith(".") for one in (entity, name))
    help = f"entity and project are two arguments: entity={entity!r}, project={name!r}." if is_pair else None
    return store / "runs" / folder_name(project, "a project's name", help)


def run_folder(store: Path, project: str, run_id: str) -> Path:
    """The folder of one run. Raises `RunError` for a name that cannot be a folder."""
    return project_folder(store, project) / folder_name(run_id, "a run's id")


def is_run(folder: Path) -> bool:
    """True for a run's folder, whole or not; a process killed while it made one leaves a folder with neither file."""
    return (folder / "run.json").exists() or bool(journals_of(folder))


def journals_of(folder: Path) -> list[Path]:
    """The files of a run's journals, sorted; none of a run that was deleted a moment ago, nor of what is no folder."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 `glob` fails by chance on a folder that goes while it looks
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(folder / name for name in names if name.startswith("journal-") and name.endswith(".jsonl"))


def folders_in(parent: Path) -> list[Path]:
    """The folders in a folder of the store, sorted; hidden ones are not ours. None when nobody made it yet.

    Raises `RunError` when it is there and cannot be read, which is no empty store.
    """
    try:
        inside = sorted(parent.iterdir())
        return [folder for folder in inside if not folder.name.startswith(".") and folder.is_dir()]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise unread_folder(parent, error) from error


def unread_folder(folder: Path, error: OSError) -> RunError:
    """The exception for a folder of the store that cannot be read."""
    help = "allow reading that folder, or name another store with dir=… or CHARTKIT_DIR."
    return RunError.of("CK623", f"the runs in {folder} cannot be listed: {reason_of(error)}.", help)


def _store_in(folder: Path) -> Path:
    folder = folder.absolute()
    return folder if folder.name == STORE_NAME else folder / STORE_NAME


def _nearest(start: Path) -> Path:
    stores = (folder / STORE_NAME for folder in repository_parents(start))
    return next((store for store in stores if store.is_dir()), start / STORE_NAME)
