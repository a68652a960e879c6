"""What mends a finding: edits of the source text, as few characters as the mistake is long."""

from __future__ import annotations

from typing import Any, NamedTuple


class Edit(NamedTuple):
    """The text of `file` from line and column on, both counted from 1, up to but not with the end, becomes `text`."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str


class Fix(NamedTuple):
    """Edits that belong together, and what they do in a few words: `write "${field:x}"`."""

    edits: tuple[Edit, ...]
    words: str

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready dict with the keys words and edits."""
        return {"words": self.words, "edits": [edit._asdict() for edit in self.edits]}

    @classmethod
    def from_dict(cls, found: dict[str, Any]) -> Fix:
        """The fix that `to_dict` wrote."""
        return cls(tuple(Edit(**edit) for edit in found["edits"]), found["words"])
