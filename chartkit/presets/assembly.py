"""A document becomes a `Preset`: header and slots read, the dataset of the table found. Collects every fault."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from chartkit.diagnostics import Diagnostic, PresetError, shown
from chartkit.files import shown_path
from chartkit.presets.extends import extended
from chartkit.presets.faults import Faults, found_at
from chartkit.presets.header import HEADER_KEYS, has_header, read_example, read_fields, read_strings
from chartkit.presets.inference import infer_slots
from chartkit.presets.library import Library
from chartkit.presets.nodes import Node
from chartkit.presets.outputs import outputs_of
from chartkit.presets.overflow import Overflow, read_overflow
from chartkit.presets.preset import Example, Preset, hash_of
from chartkit.presets.slot_tables import with_tables
from chartkit.presets.slots import RUN_SLOTS, FieldSlot, SlotUse, StringSlot, slot_uses
from chartkit.presets.tables import find_tables
from chartkit.schema import MAJOR, Dialect, dialect_of, did_you_mean, is_schema_address

_Use = tuple[SlotUse, Node]
_WITHOUT_DASHES = "write it as a map: its keys without dashes or brackets"
"""A slot and the value that it stands in."""


def assemble(name: str, root: Node, path: Path | None, library: Library) -> tuple[Preset, tuple[Path, ...]]:
    """The preset that the document `root` is, and the files that its `extends` brought in.

    Raises `PresetError` with every fault of header, slots and dataset.
    """
    faults = Faults()
    if not isinstance(root.value, dict):
        faults.add("CK106", f"a preset is a map with a spec; found {found_at(root)}.", root.mark)
        raise PresetError(faults.found)
    root, files, author_notes = extended(name, root, (path,) if path else (), library)
    with_header = has_header(root)
    spec = _spec(root, with_header, faults)
    for key in ("usermeta", "datasets", "config", "encoding"):
        if (part := spec.get(key)) is not None:
            faults.is_map(part, f"the spec's {key}", _WITHOUT_DASHES if part.items else None)
    dialect = dialect_of({key: spec.entries[key].plain() for key in ("$schema", "marks") if key in spec.entries})
    _check_version(spec, dialect, faults)
    spec, notes = _upgraded(spec, dialect, faults)
    tables = find_tables(spec, dialect.name, faults)
    uses = [(use, node) for use, _, node in slot_uses(spec)]
    fields, strings = _slots(root, uses, tables, faults) if with_header else infer_slots(spec)
    description = root.get("description") if with_header else None
    preset = Preset(
        name,
        spec,
        dialect.name,
        max(MAJOR, dialect.major) if dialect.name == "vega-lite" else dialect.major,
        tables[0],
        with_tables(fields, spec, dialect.name, tables),
        strings,
        description=str(description.value or "") if description else "",
        example=_example(root.get("example"), path, tables, faults) if with_header else None,
        file=shown_path(path) if path else None,
        diagnostics=notes,
        author_notes=author_notes,
        outputs=outputs_of(spec),
        tables=tables,
        run_slots=_run_slots(uses, faults),
        overflow=read_overflow(root.get("overflow"), faults) if with_header else Overflow(),
    )
    if faults.found:
        raise PresetError(faults.in_order())
    return preset._replace(sha256=hash_of(preset)), files


def _check_version(spec: Node, dialect: Dialect, faults: Faults) -> None:
    """A fault for an address of no language, and for a version that there is not yet or that chartkit does not draw."""
    url = spec.get("$schema")
    if url is not None and isinstance(url.value, str) and not is_schema_address(url.value):
        message = f"$schema is the address of Vega-Lite's or Vega's schema; found {shown(url.value)}."
        faults.add("CK302", message, url.mark, f"write https://vega.github.io/schema/{dialect.name}/v{MAJOR}.json")
        return
    if dialect.major > MAJOR and url:
        language = "Vega" if dialect.name == "vega" else "Vega-Lite"
        message = f"the spec is written in {language} {dialect.major}; {language} {MAJOR} is the newest that is drawn."
        help = f"write https://vega.github.io/schema/{dialect.name}/v{MAJOR}.json"
        faults.add("CK302", message, url.mark, help)


def _upgraded(spec: Node, dialect: Dialect, faults: Faults) -> tuple[Node, tuple[Diagnostic, ...]]:
    if dialect.name == "vega" or dialect.major >= MAJOR:
        return spec, ()
    from chartkit.presets.upgrade import upgrade

    return upgrade(spec, dialect, faults)


def _spec(root: Node, with_header: bool, faults: Faults) -> Node:
    if not with_header:
        return root
    faults.unknown_keys(root, HEADER_KEYS, "a preset")
    spec = root.get("spec")
    if spec is None or not isinstance(spec.value, dict):
        if spec is not None or not faults.found:  # else a misspelt key is the spec
            found = "none" if spec is None else found_at(spec)
            faults.add("CK106", f"a preset has a spec, which is a map; found {found}.", (spec or root).mark)
        raise PresetError(faults.found)
    return spec


def _run_slots(uses: Iterable[_Use], faults: Faults) -> frozenset[str]:
    """What the spec asks of the run by `${run:…}`; a fault for what a run does not have."""
    of_run = [(use, node) for use, node in uses if use.kind == "run"]
    for use, node in of_run:
        if use.name not in RUN_SLOTS or use.default is not None:
            found = f"{use.name}:{use.default}" if use.default is not None else use.name
            help = did_you_mean(use.name, RUN_SLOTS) if use.default is None else f"write ${{run:{use.name}}}"
            faults.add("CK110", f"a run has id, name and color; found ${{run:{found}}}.", node.mark, help)
    return frozenset(use.name for use, _ in of_run)


def _slots(
    root: Node, uses: Iterable[_Use], tables: tuple[str, ...], faults: Faults
) -> tuple[Mapping[str, FieldSlot], Mapping[str, StringSlot]]:
    """The declared slots, each use in the spec checked against them."""
    is_misspelt = bool(faults.found)
    fields, strings = read_fields(root.get("fields"), tables, faults), read_strings(root.get("strings"), faults)
    for use, node in uses:
        if use.kind == "run" or (is_misspelt and f"{use.kind}s" not in root.entries):
            continue  # the misspelt key is the section
        is_field = use.kind == "field"
        section, declared, others = ("fields", fields, strings) if is_field else ("strings", strings, fields)
        if use.name not in declared and _is_section(root.get(section)):
            other = f'did you mean "${{{"string" if is_field else "field"}:{use.name}}}"?'
            near = other if use.name in others else did_you_mean(use.name, declared)
            message = f"{section}: declares no slot {use.name!r}."
            faults.add("CK110", message, node.mark, near or f"declare it under {section}:")
    return fields, strings


def _is_section(node: Node | None) -> bool:
    """Whether slots can be declared there; what else stands there is a fault of its own."""
    return node is None or node.value is None or isinstance(node.value, dict)


def _example(node: Node | None, path: Path | None, tables: tuple[str, ...], faults: Faults) -> Example | None:
    """The example, its data beside the file that wrote it, which may be a preset further down the `extends` chain."""
    if node is None:
        return None
    written = node.mark.file if node.mark else None
    folder = Path(written).parent if written else path.parent if path else None
    return Example(*read_example(node, folder, tables, faults), node)
