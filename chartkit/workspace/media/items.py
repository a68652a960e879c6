"""Media as the page shows them: takes the references of journals and tables, gives JSON with the addresses of files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from chartkit.data.media_content import RESERVED_FACTS
from chartkit.data.values import decode_value
from chartkit.runs.names import name_of_folder
from chartkit.schema.json_types import is_list, is_object
from chartkit.workspace.logged.contents import Contents

PAGES = frozenset({"html", "plotly"})


def media_items(contents: Contents, reference: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The media that a reference stands for, several for a list: kind, address, size, caption and other facts."""
    return [media_item(contents, one) for one in _each(reference)]


def media_item(contents: Contents, reference: Mapping[str, Any]) -> dict[str, Any]:
    """One medium. A file that is gone is found out when its address is asked for."""
    facts = {name: decode_value(fact) for name, fact in reference.items() if name not in RESERVED_FACTS}
    kind, file = str(reference.get("kind", "file")), reference.get("file")
    found: dict[str, Any] = {"kind": kind, "facts": facts, "size_bytes": reference.get("size_bytes")}
    if isinstance(file, str):
        found |= {"file": file, "url": address(contents, "media", file)}
        companions = [name for name in reference.get("companions", ()) if isinstance(name, str)]
        if kind in PAGES:
            script = f"?script={quote(companions[0])}" if kind == "plotly" and companions else ""
            found["page"] = address(contents, "html", file) + script
        masks: Any = facts.get("masks")
        if kind == "image" and is_object(masks):
            found["masks"] = dict(_masks(contents, masks))
    return found


def address(contents: Contents, part: str, file: str) -> str:
    """Where the server has a file of a run: `part` is `media` or `html`."""
    project = name_of_folder(contents.folder.parent.name)
    return "/".join(["", part, *(quote(name, safe="") for name in (project, contents.id, file))])


def _each(reference: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    if reference.get("kind") != "list":
        return [reference]
    items = reference.get("items")
    return [one for one in items if is_object(one)] if is_list(items) else []


def _masks(contents: Contents, masks: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, mask in masks.items():
        if is_object(mask) and isinstance(mask.get("file"), str):
            labels = mask.get("class_labels")
            yield name, {"url": address(contents, "media", mask["file"]), "class_labels": labels}
