"""Any chart becomes a preset: takes the JSON of W&B, Altair, Vega-Lite or Vega, gives a document with typed slots."""

from chartkit.presets.importing.importer import Imported, imported, preset_from_altair
from chartkit.presets.importing.writing import Written, save_preset, written

__all__ = ["Imported", "Written", "imported", "preset_from_altair", "save_preset", "written"]
