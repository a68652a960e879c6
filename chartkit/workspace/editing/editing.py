"""What a workspace keeps for its editors: the folder that they write to, the processes that work for them, uploads."""

from __future__ import annotations

from pathlib import Path

from chartkit.files import working_folder
from chartkit.presets import Library
from chartkit.presets.library import project_folders
from chartkit.workspace.editing.presets_folder import PresetsFolder
from chartkit.workspace.editing.processes import EditingProcesses
from chartkit.workspace.editing.sources import Places
from chartkit.workspace.editing.tasks import Draft


class Editing:
    """The editors' side of one store. `chosen` are the folders of presets that were named; the first is theirs."""

    def __init__(self, store: Path, chosen: tuple[Path, ...]) -> None:
        here = working_folder()
        own = chosen[0] if chosen else next(iter(project_folders(here)), here / "presets")
        self.folder = PresetsFolder(own.absolute(), is_chosen=bool(chosen))
        self.processes = EditingProcesses()
        self.places = Places(store, here, store / "uploads")

    def draft(self, name: str, text: str | None, library: Library) -> Draft:
        """A preset as an editor has it; without a text as its file has it. Raises `PresetError`.

        A preset that is nowhere yet stands where it would be saved.
        """
        found = library.file(name) if text is None else next(library.find(name), None)
        return Draft(name, found or self.folder.file(name, library), text)
