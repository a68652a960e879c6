"""The header of a preset: takes its nodes, gives declared slots and the example; collects every fault."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from chartkit.diagnostics import Diagnostic, listed, shown
from chartkit.presets.nodes import Mark, Node
from chartkit.presets.slots import FIELD_TYPES, STRING_TYPES, FieldSlot, StringSlot, is_slot_name
from chartkit.schema import did_you_mean

HEADER_KEYS = ("description", "fields", "strings", "example", "extends", "spec")
FIELD_KEYS = ("type", "required", "many", "description", "default")
STRING_KEYS = ("type", "default", "choices", "minimum", "maximum", "required", "description")
EXAMPLE_KEYS = ("data", "values", "fields", "strings")
MAX_TEXT = 10_000
SPEC_KEYS = {
    "$schema",
    "data",
    "mark",
    "layer",
    "marks",
    "encoding",
    "facet",
    "repeat",
    "hconcat",
    "vconcat",
    "concat",
}


def has_header(root: Node) -> bool:
    """Whether `root` declares its slots; else it is a bare spec, as W&B's editor shows one."""
    keys = root.entries.keys()
    return bool(keys & {"fields", "strings", "extends", "example"}) or ("spec" in keys and not keys & SPEC_KEYS)


class HeaderReader:
    """Reads the parts of a header; `faults` holds what was wrong, in document order."""

    def __init__(self) -> None:
        self.faults: list[Diagnostic] = []

    def fields(self, node: Node | None) -> dict[str, FieldSlot]:
        return {name: self.field_slot(name, slot) for name, slot in self.slots(node, "fields", FIELD_KEYS)}

    def strings(self, node: Node | None) -> dict[str, StringSlot]:
        return {name: self.string_slot(name, slot) for name, slot in self.slots(node, "strings", STRING_KEYS)}

    def slots(self, node: Node | None, section: str, keys: Collection[str]) -> list[tuple[str, Node]]:
        found = self.map(node, section)
        for name, slot in found.items():
            self.known_keys(slot, keys, f"slot {name!r}")
            if not is_slot_name(name):
                at = node.key_marks.get(name) if node else None
                self.fault("CK112", f"a slot name holds letters, digits, _, - and spaces; found {name!r}.", at)
        return [(name, slot) for name, slot in found.items() if self.is_map(slot, f"slot {name!r}")]

    def field_slot(self, name: str, slot: Node) -> FieldSlot:
        types = self.types(name, slot.get("type"))
        default = self.text(slot, "default", name) if slot.get("default") else None
        required = self.flag(slot, "required", name, default is None)
        many = self.flag(slot, "many", name, False)
        return FieldSlot(name, types, required, many, default, self.text(slot, "description", name), slot.mark)

    def types(self, name: str, node: Node | None) -> tuple[str, ...]:
        if node is None:
            return ("any",)
        given = [item.value for item in node.items] or [node.value]
        for value in given:
            if value not in FIELD_TYPES:
                hint = did_you_mean(value, FIELD_TYPES) if isinstance(value, str) else None
                help = f"{hint} allowed: {listed(FIELD_TYPES)}" if hint else f"allowed: {listed(FIELD_TYPES)}"
                self.fault("CK106", f"slot {name!r} has the type {shown(value)}.", node.mark, help)
                return ("any",)
        return tuple(str(value) for value in given)

    def string_slot(self, name: str, slot: Node) -> StringSlot:
        choices_node, default_node, type_node = slot.get("choices"), slot.get("default"), slot.get("type")
        choices = tuple(item.value for item in choices_node.items) if choices_node else ()
        default = default_node.value if default_node else None
        type_ = type_node.value if type_node else _type_of(choices[0] if choices else default)
        if type_ not in STRING_TYPES:
            help = f"allowed: {listed(STRING_TYPES)}"
            self.fault("CK106", f"slot {name!r} has the type {shown(type_)}.", slot.mark, help)
            type_ = "text"
        result = StringSlot(
            name,
            str(type_),
            self.flag(slot, "required", name, False),
            default if not isinstance(default, (list, dict)) else None,
            tuple(choice for choice in choices if isinstance(choice, (str, int, float, bool))),
            self.number(slot, "minimum", name),
            self.number(slot, "maximum", name),
            self.text(slot, "description", name),
            slot.mark,
        )
        if result.default is not None and (wrong := wrong_string(result, result.default)):
            self.fault("CK106", f"the default of slot {name!r} {wrong}.", slot.mark)
        return result

    def example(
        self, node: Node | None, folder: Path | None
    ) -> tuple[Path | list[Any] | None, dict[str, Any], dict[str, Any]]:
        found = self.map(node, "example")
        if node is not None:
            self.known_keys(node, EXAMPLE_KEYS, "the example")
        data: Path | list[Any] | None = None
        if (values := found.get("values")) is not None:
            data = values.plain()
        elif (name := found.get("data")) is not None:
            data = self.data_file(name, folder)
        fields = {key: child.plain() for key, child in self.map(found.get("fields"), "example: fields").items()}
        strings = {key: child.plain() for key, child in self.map(found.get("strings"), "example: strings").items()}
        return data, fields, strings

    def data_file(self, node: Node, folder: Path | None) -> Path | None:
        """The file beside the preset; a name that would leave the folder is refused."""
        name = str(node.value)
        parts = Path(name).parts
        if not name or Path(name).is_absolute() or ".." in parts or "\0" in name:
            self.fault("CK108", f"example data stands beside its preset; found {name!r}.", node.mark)
            return None
        return (folder or Path()) / name

    def map(self, node: Node | None, what: str) -> dict[str, Node]:
        if node is None or node.value is None or not self.is_map(node, what):
            return {}
        return node.entries

    def is_map(self, node: Node, what: str) -> bool:
        if isinstance(node.value, dict):
            return True
        self.fault("CK106", f"{what} is a map; found {shown(node.plain())}.", node.mark)
        return False

    def known_keys(self, node: Node, keys: Collection[str], what: str) -> None:
        for key in node.entries:
            if key not in keys:
                help = did_you_mean(key, keys) or f"allowed: {listed(keys)}"
                self.fault("CK106", f"{what} has no key {key!r}.", node.key_marks.get(key), help)

    def flag(self, slot: Node, key: str, name: str, default: bool) -> bool:
        return bool(self.typed(slot, key, name, bool, "true or false", default))

    def text(self, slot: Node, key: str, name: str) -> str:
        return str(self.typed(slot, key, name, str, "text", ""))

    def number(self, slot: Node, key: str, name: str) -> float | None:
        return self.typed(slot, key, name, _as_number, "a number", None)

    def typed(
        self, slot: Node, key: str, name: str, kind: Callable[[Any], Any] | type, needed: str, default: Any
    ) -> Any:
        node = slot.get(key)
        if node is None or node.value is None:
            return default
        fits = isinstance(node.value, kind) if isinstance(kind, type) else kind(node.value) is not None
        if not fits:
            message = f"slot {name!r}: {key} is {needed}; found {shown(node.plain())}."
            self.fault("CK106", message, node.mark)
            return default
        return node.value

    def fault(self, code: str, message: str, mark: Mark | None, help: str | None = None) -> None:
        location = mark.location() if mark else None
        self.faults.append(Diagnostic(code, message, location=location, help=help))


def wrong_string(slot: StringSlot, value: Any) -> str | None:
    """Why `value` does not fill `slot`, as the end of a sentence; None when it does."""
    if not _fits(slot.type, value):
        article = "an" if slot.type == "integer" else "a"
        kind = "text" if slot.type == "text" else f"{article} {slot.type}"
        return f"is {kind}; found {shown(value)}"
    if isinstance(value, str) and len(value) > MAX_TEXT:
        return f"is at most {MAX_TEXT:,} characters; found {len(value):,}"
    if slot.choices and value not in slot.choices:
        return f"is one of {listed(slot.choices)}; found {shown(value)}"
    return None if isinstance(value, str) else _out_of_bounds(slot, value)


def _out_of_bounds(slot: StringSlot, value: float) -> str | None:
    if slot.minimum is not None and value < slot.minimum:
        return f"is at least {slot.minimum:g}; found {value:g}"
    if slot.maximum is not None and value > slot.maximum:
        return f"is at most {slot.maximum:g}; found {value:g}"
    return None


def _fits(type_: str, value: Any) -> bool:
    if type_ == "boolean":
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    if type_ == "integer":
        return isinstance(value, int)
    if type_ == "number":
        return isinstance(value, (int, float)) and abs(value) != float("inf") and value == value
    return isinstance(value, str)


def _type_of(value: Any) -> str:
    """The string type that a default or a choice implies."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    return "number" if isinstance(value, float) else "text"


def _as_number(value: Any) -> float | None:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
