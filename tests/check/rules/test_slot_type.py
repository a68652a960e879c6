"""What a slot takes against what its channel draws, in layers, conditions and lists too."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartkit.check import check_preset
from chartkit.files import data_folder


def mismatches(folder: Path, type_: str, spec: str) -> list[tuple[str, str, str, str | None]]:
    path = folder / "loss.yaml"
    path.write_text(
        f"fields:\n  a: {{type: {type_}}}\nspec:\n"
        "  $schema: https://vega.github.io/schema/vega-lite/v6.json\n  data: {name: table}\n" + spec
    )
    return [
        (str(each.location).removeprefix(f"{path}:"), each.severity, each.message, each.help)
        for each in check_preset(path)
        if each.code == "CK807"
    ]


def channel(definition: str, name: str = "x") -> str:
    return f'  mark: point\n  encoding: {{{name}: {{field: "${{field:a}}", {definition}}}}}\n'


NUMBERS, TIMES, NAMES = "the slot 'a' takes numbers", "the slot 'a' takes times", "the slot 'a' takes names"


@pytest.mark.parametrize(
    ("type_", "definition", "severity", "message", "help"),
    [
        (
            "nominal",
            "type: quantitative",
            "warning",
            f"{NAMES}, and this channel draws numbers: names have no place there.",
            "write type: nominal here, or declare 'a' with type: quantitative",
        ),
        (
            "temporal",
            "type: quantitative",
            "warning",
            f"{TIMES}, and this channel draws numbers: times become milliseconds since 1970.",
            "write type: temporal here, or declare 'a' with type: quantitative",
        ),
        (
            "[nominal, ordinal]",
            "type: temporal",
            "warning",
            f"{NAMES}, and this channel draws times: names have no place there.",
            "write type: nominal here, or declare 'a' with type: temporal",
        ),
        (
            "quantitative",
            "type: temporal",
            "warning",
            f"{NUMBERS}, and this channel draws times: numbers are read as milliseconds since 1970.",
            "write type: quantitative here, or declare 'a' with type: temporal",
        ),
        (
            "quantitative",
            "type: nominal",
            "info",
            f"{NUMBERS}, and this channel draws each as a name.",
            "type: ordinal keeps their order",
        ),
        (
            "quantitative",
            "timeUnit: month",
            "warning",
            f"{NUMBERS}, and a timeUnit is for times.",
            "declare 'a' with type: temporal",
        ),
        (
            "nominal",
            "bin: true",
            "warning",
            f"{NAMES}, which have no bins.",
            "take bin out, or give the slot type: quantitative",
        ),
    ],
)
def test_what_does_not_go_together(
    type_: str, definition: str, severity: str, message: str, help: str, tmp_path: Path
) -> None:
    ((place, *said),) = mismatches(tmp_path, type_, channel(definition))
    assert said == [severity, message, help]
    column = 39 + definition.index(": ") + 2
    assert place == f"7:{column}"


@pytest.mark.parametrize(
    ("type_", "definition"),
    [
        ("quantitative", "type: quantitative"),
        ("quantitative", "type: ordinal"),
        ("temporal", "type: nominal"),
        ("temporal", "type: ordinal, timeUnit: month"),
        ("any", "type: quantitative"),
        ("[nominal, quantitative]", "type: quantitative"),
        ("quantitative", "type: ordinal, bin: true"),
        ("nominal", "type: quantitative, aggregate: count"),
        ("nominal", "type: nominal, bin: null"),
    ],
)
def test_what_goes_together(type_: str, definition: str, tmp_path: Path) -> None:
    assert mismatches(tmp_path, type_, channel(definition)) == []


def test_numbers_as_names_are_right_where_order_does_not_show(tmp_path: Path) -> None:
    assert mismatches(tmp_path, "quantitative", channel("type: nominal", "detail")) == []
    assert mismatches(tmp_path, "quantitative", channel("type: nominal", "tooltip")) == []


def test_a_type_that_layers_share_is_told_once(tmp_path: Path) -> None:
    spec = (
        "  encoding: {x: {type: quantitative}}\n  layer:\n"
        '    - {mark: point, encoding: {x: {field: "${field:a}"}}}\n'
        '    - {mark: line, encoding: {x: {field: "${field:a}"}, y: {value: 3}}}\n'
    )
    found = mismatches(tmp_path, "nominal", spec)
    assert [message for _, _, message, _ in found] == [
        f"{NAMES}, and this channel draws numbers: names have no place there."
    ]
    shared = (
        '  encoding: {x: {field: "${field:a}", type: quantitative}}\n'
        "  layer: [{mark: point}, {mark: line, encoding: {y: {value: 3}}}]\n"
    )
    assert len(mismatches(tmp_path, "nominal", shared)) == 1


def test_conditions_and_lists_are_looked_into(tmp_path: Path) -> None:
    condition = (
        "  mark: point\n  params: [{name: p, select: point}]\n"
        '  encoding: {color: {condition: {param: p, field: "${field:a}", type: quantitative}, value: red}}\n'
    )
    assert [place for place, *_ in mismatches(tmp_path, "nominal", condition)] == ["8:71"]
    tooltip = '  mark: point\n  encoding: {tooltip: [{field: "${field:a}", type: temporal}]}\n'
    assert [place for place, *_ in mismatches(tmp_path, "nominal", tooltip)] == ["7:52"]


@pytest.mark.parametrize("preset", sorted(data_folder("presets").rglob("*.yaml")), ids=lambda path: path.parent.name)
def test_the_built_in_presets_are_right(preset: Path) -> None:
    assert check_preset(preset) == []
