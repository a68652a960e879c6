"""Media of a run read back: takes the references of a journal, gives objects that know their files.

Names found in a journal never lead out of the run's folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from chartkit.data.media_content import RESERVED_FACTS, Companion, MediaContent
from chartkit.data.values import decode_value
from chartkit.diagnostics import Diagnostic, RunError
from chartkit.runs.contents.kept_file import kept_bytes, kept_path
from chartkit.runs.start_record import damaged


class KeptMedia(NamedTuple):
    """One medium of a run: its `path` in the run's folder and what was said of it. It can be logged again as it is.

    `facts` holds what its class kept: a caption, a sample rate, the bins of a histogram, which has no file.
    """

    kind: str
    path: Path | None
    facts: dict[str, Any]
    diagnostics: tuple[Diagnostic, ...] = ()
    companions: tuple[Path, ...] = ()
    """Files beside `path` that it names, such as scripts."""

    @property
    def caption(self) -> str | None:
        """What stands under it."""
        return self.facts.get("caption")

    def read_bytes(self) -> bytes:
        """The file's bytes. Raises `RunError` where there is no file, or it cannot be read."""
        if self.path is None:
            raise RunError.of("CK612", f"a {self.kind} has no file; its facts say it all.")
        return kept_bytes(self.path)

    def page(self) -> bytes:
        """What draws it, companions by their names: of a Plotly figure a page, of all others the file.

        Raises `RunError` as `read_bytes`.
        """
        content = self.read_bytes()
        if self.kind != "plotly" or not self.companions:
            return content
        from chartkit.media.plotly import plotly_page

        return plotly_page(content, self.companions[0].name)

    def standalone(self) -> bytes:
        """`page` with the companions inside, as `data:` addresses, so that it can go anywhere alone.

        Raises `RunError` as `read_bytes`.
        """
        from chartkit.media.inline import data_address

        content = self.page()
        for companion in self.companions:
            address = data_address(companion.suffix, kept_bytes(companion))
            content = content.replace(companion.name.encode(), address.encode())
        return content

    def _repr_html_(self) -> str | None:
        """Itself in a notebook."""
        from chartkit.media.inline import as_html

        return as_html(self.__chartkit_media__())

    def __chartkit_media__(self) -> MediaContent:
        """The same content, for another run or a table."""
        suffix = "" if self.path is None else self.path.name[64:]
        companions = tuple(Companion(path.name, path) for path in self.companions)
        return MediaContent(self.kind, suffix, self.path, self.facts, self.diagnostics, companions)


Kept = KeptMedia | list[KeptMedia]


def read_media(reference: dict[str, Any], folder: Path) -> Kept:
    """The medium, or the list of them, that a reference in a journal or a table stands for.

    `folder` is the run's. Raises `RunError` for a name that is no file of a run, or a file that is gone.
    """
    try:
        if reference["kind"] == "list":
            return [_one(item, folder) for item in reference["items"]]
        return _one(reference, folder)
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise RunError(damaged(folder, "a journal refers to media in a way that no run writes")) from error


def _one(reference: dict[str, Any], folder: Path) -> KeptMedia:
    file = reference.get("file")
    facts = {name: decode_value(fact) for name, fact in reference.items() if name not in RESERVED_FACTS}
    diagnostics = tuple(Diagnostic.from_dict(one) for one in reference.get("diagnostics", ()))
    companions = tuple(kept_path(folder, "media", name) for name in reference.get("companions", ()))
    path = None if file is None else kept_path(folder, "media", file)
    return KeptMedia(reference["kind"], path, facts, diagnostics, companions)
