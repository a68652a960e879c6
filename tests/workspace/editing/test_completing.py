"""What is offered at a cursor (¦), and what a word is said to mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartkit.presets.loader import load
from chartkit.workspace.editing.completing import Completion, Surroundings, complete
from chartkit.workspace.editing.hovering import hover

NOTHING = Surroundings()
HEADER = "fields: {x: {type: quantitative, description: the position}, y: {}}\nstrings: {title: {default: Loss}}\n"


def _offered(text: str, around: Surroundings = NOTHING) -> Completion:
    offset = text.index("¦")
    found = complete(text[:offset] + text[offset + 1 :], offset, around)
    assert found is not None, "nothing is offered"
    return found


def _labels(text: str, around: Surroundings = NOTHING) -> list[str]:
    return [option.label for option in _offered(text, around).options]


def test_marks_are_offered_for_a_mark() -> None:
    assert {"line", "bar", "boxplot", "point"} <= set(_labels("spec:\n  mark: li¦\n"))


def test_keys_that_stand_there_are_not_offered_again() -> None:
    offered = _labels("spec:\n  mark: line\n  ¦\n  encoding: {x: {field: a}}\n")
    assert {"transform", "title", "width"} <= set(offered)
    assert not {"mark", "encoding"} & set(offered)


def test_channels_types_and_scales() -> None:
    assert {"x", "y", "color", "strokeDash"} <= set(_labels("spec:\n  mark: line\n  encoding:\n    ¦\n"))
    at_type = _labels("spec:\n  mark: line\n  encoding:\n    y: {field: a, type: ¦}\n")
    assert at_type[:4] == ["quantitative", "ordinal", "temporal", "nominal"]
    assert "symlog" in _labels("spec:\n  mark: line\n  encoding:\n    y: {field: a, scale: {type: ¦}}\n")


def test_the_keys_of_one_transform_alone() -> None:
    """A transform that says `fold` takes what a fold takes."""
    assert _labels("spec:\n  mark: line\n  transform:\n    - fold: [a, b]\n      ¦\n") == ["as"]


def test_the_words_of_vega_where_the_spec_is_vega() -> None:
    text = "spec:\n  $schema: https://vega.github.io/schema/vega/v6.json\n  ¦\n"
    offered = set(_labels(text))
    assert {"marks", "signals", "scales"} <= offered
    assert "encoding" not in offered


def test_slots_and_columns_stand_for_fields() -> None:
    around = Surroundings(columns={"epoch": "quantitative"})
    found = _offered(f"{HEADER}spec:\n  mark: line\n  encoding:\n    x: {{field: ¦}}\n", around).options
    texts = {option.label: option.text for option in found}
    assert texts["${field:x}"] == '"${field:x}"'
    assert texts["epoch"] == "epoch"
    assert next(option for option in found if option.label == "${field:x}").info == "the position"


def test_a_slot_that_is_begun_is_completed_in_its_quotes() -> None:
    text = f'{HEADER}spec:\n  mark: line\n  title: "On ${{str¦}}"\n'
    found = _offered(text)
    assert [option.text for option in found.options][:3] == ["${field:x}", "${field:y}", "${string:title}"]
    assert text.replace("¦", "")[found.start : found.end] == "${str}"


def test_functions_and_columns_in_an_expression() -> None:
    text = f'{HEADER}spec:\n  mark: line\n  transform:\n    - filter: "datum.a > isV¦"\n'
    found = _offered(text, Surroundings(columns={"run's loss": "quantitative"}))
    labels = [option.label for option in found.options]
    assert {"isValid", "PI", "${field:x}", """datum["run's loss"]"""} <= set(labels)
    assert text.replace("¦", "")[found.start : found.end] == "isV"


def test_the_example_is_filled_from_slots_and_columns() -> None:
    around = Surroundings(columns={"epoch": "quantitative", "a: b": "nominal"})
    assert _labels(f"{HEADER}example:\n  fields: {{x: epoch, ¦}}\nspec: {{}}\n") == ["y"]
    found = _offered(f"{HEADER}example:\n  fields: {{x: ¦}}\nspec: {{}}\n", around)
    assert [option.text for option in found.options] == ["epoch", '"a: b"']


def test_presets_to_build_on_and_data_beside(tmp_path: Path) -> None:
    (tmp_path / "loss.csv").write_text("a\n1\n")
    (tmp_path / "loss.expected.vl.json").write_text("{}")
    around = Surroundings(presets=["wandb/line/v0", "me/loss"], file=tmp_path / "loss.yaml")
    assert _labels("extends: ¦\n", around) == ["wandb/line/v0", "me/loss"]
    assert _labels("example:\n  data: ¦\nspec: {}\n", around) == ["loss.csv"]


def test_a_built_in_preset_is_explained_word_by_word() -> None:
    file = load("wandb/line/v0").file
    assert file is not None
    text = Path(file).read_text()
    found = hover(text, text.index("strokeDash") + 2)
    assert found is not None
    assert found.title == "spec › encoding › strokeDash"
    assert found.text.startswith("Stroke dash of the marks.")
    slot = hover(text, text.index("${field:x}") + 4)
    assert slot is not None
    assert slot.title == "field slot x"
    assert slot.text.split("\n\n") == [
        "quantitative or temporal · required",
        "position along the horizontal axis",
        "The example fills it with `epoch`.",
    ]
    assert text[slot.start : slot.end] == "${field:x}"
    assert hover(text, text.index("# What")) is None


@pytest.mark.parametrize("text", ["", "\n\n", "[", "{{{{", "- - - -", "\x00", "a: b: c", "é: 𝒳"])
def test_no_text_is_too_odd(text: str) -> None:
    for offset in range(len(text) + 1):
        complete(text, offset, Surroundings())
        hover(text, offset)
