"""Tables, charts and media as files of an artifact.

Takes an object that a run can show; gives entries in a draft, under the ending of its kind.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

from chartkit.data import Dataset, Table, to_dataset
from chartkit.data.media_content import MediaLike, is_media
from chartkit.runs.artifacts.draft import Draft
from chartkit.runs.artifacts.entries import entry_name
from chartkit.runs.contents.keeping import Contents, is_chart
from chartkit.runs.faults import attribute_of


def is_showable(value: object) -> bool:
    """True for tables, frames, charts and media."""
    is_arrow = any(attribute_of(value, name) is not None for name in ("__arrow_c_stream__", "__dataframe__"))
    is_frame = is_arrow and attribute_of(value, "columns") is not None
    return is_frame or is_chart(value) or is_media(value) or isinstance(value, Table | Dataset)


def add_showable(draft: Draft, value: Any, name: str) -> None:
    """Add the file of a table, chart or medium. Raises `DataError` for cells that cannot be kept, and `RunError`."""
    if is_media(value):
        _add_media(draft, value, name)
    elif is_chart(value):
        draft.add_bytes(value.to_json().encode("utf-8", "surrogatepass"), _ending(name, ".vl.json"))
    else:
        _add_table(draft, to_dataset(value), name)


def _add_media(draft: Draft, value: MediaLike, name: str) -> None:
    medium = value.__chartkit_media__()
    full = _ending(name, medium.suffix)
    for one, content in [
        (full, medium.content),
        *((_beside(full, one.name), one.content) for one in medium.companions),
    ]:
        if isinstance(content, Path):
            draft.add_file(content, one, True)
        elif content is not None:
            draft.add_bytes(content, one)


def _add_table(draft: Draft, dataset: Dataset, name: str) -> None:
    """Add the table's file, and beside it, as in a run's folder, `media/` and `charts/` of its cells."""
    try:
        folder = draft.staging.temporary()
        folder.mkdir()
        file = Path(Contents(folder).keep_table(dataset)["file"])
        draft.adopt(folder / "tables" / file, _ending(name, f".table{file.suffix}"))
        draft.adopt(folder, "")
    except OSError as error:
        draft.lose(error)


def _ending(name: str, suffix: str) -> str:
    return entry_name(name if name.endswith(suffix) else f"{name}{suffix}")


def _beside(name: str, other: str) -> str:
    return entry_name(str(PurePosixPath(name).with_name(other)))
