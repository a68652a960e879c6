"""The words of JSON schema that every step goes by."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]
MAPS_OF_SCHEMAS = ("properties", "patternProperties")
"""The keywords whose keys are the author's own, each with a schema."""
DEFINITIONS = "#/definitions/"
"""What a reference to a definition begins with."""
