"""A preset as YAML text: takes plain values, gives text in the style of the built-in presets.

What nests no deeper stands on one line, slots are always quoted, and every text reads back as itself by YAML 1.2,
which takes more words for numbers than the writer knows.
"""

from __future__ import annotations

from typing import Any

import yaml

from chartkit.presets.reader import resolve_plain
from chartkit.presets.yaml_lines import ENDS_OF_YAML_1_1

_WIDTH = 110


def yaml_text(value: Any) -> str:
    """`value` (dict, list, text, number, bool, None) as a YAML document, keys in their order."""
    return yaml.dump(
        value, Dumper=_Writer, default_flow_style=None, sort_keys=False, allow_unicode=True, width=_WIDTH, indent=2
    )


class _Writer(yaml.SafeDumper):
    """PyYAML's, with our texts, a space more before list items, and no aliases."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:
        node = super().represent_mapping(tag, mapping, flow_style)
        node.flow_style = _fits_a_line([part for pair in node.value for part in pair])
        return node

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> yaml.SequenceNode:
        node = super().represent_sequence(tag, sequence, flow_style)
        node.flow_style = _fits_a_line(node.value)
        return node

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _fits_a_line(parts: list[yaml.Node]) -> bool:
    """Whether scalars alone stand in a list or map, short enough for one line."""
    texts = [part.value for part in parts if isinstance(part, yaml.ScalarNode)]
    return len(texts) == len(parts) and sum(map(len, texts)) + 4 * len(texts) < _WIDTH and "\n" not in "".join(texts)


def _text(writer: _Writer, text: str) -> yaml.Node:
    is_folded = any(end in text for end in ENDS_OF_YAML_1_1)  # by the writer, which knows YAML 1.1 alone
    needs_quotes = is_folded or "${" in text or not isinstance(resolve_plain(text), str)
    style = '"' if needs_quotes else "|" if "\n" in text else None
    scalar: yaml.Node = writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)  # pyright: ignore[reportUnknownMemberType]
    return scalar


_Writer.add_representer(str, _text)
