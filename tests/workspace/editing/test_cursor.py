"""Where a cursor stands, in every style that a preset is written in; ¦ is the cursor."""

from __future__ import annotations

import pytest

from chartkit.workspace.editing.cursor import cursor_at


def _split(text: str) -> tuple[str, int]:
    offset = text.index("¦")
    return text[:offset] + text[offset + 1 :], offset


@pytest.mark.parametrize(
    ("text", "kind", "path", "word"),
    [
        ("spec:\n  mark: li¦\n  encoding: {}\n", "value", ("spec", "mark"), "li"),
        ("spec:\n  ma¦\n  encoding: {}\n", "key", ("spec",), "ma"),
        ("spec:\n  ma¦rk: line\n", "key", ("spec",), "ma"),
        ("spec:\n  mark: {type: line, po¦}\n", "key", ("spec", "mark"), "po"),
        ("spec:\n  mark: {type: ¦}\n", "value", ("spec", "mark", "type"), ""),
        ("spec:\n  encoding:\n    ¦\n", "value", ("spec", "encoding"), ""),
        ("spec:\n  layer:\n    - ¦\n    - mark: line\n", "value", ("spec", "layer", 0), ""),
        ("spec:\n  layer:\n    - mark: line\n      en¦\n", "key", ("spec", "layer", 0), "en"),
        ('spec: {title: "By ${fie¦ld:x}"}\n', "value", ("spec", "title"), "By ${fie"),
        ("spec: {title: ${fie¦}\n", "value", ("spec", "title"), "${fie"),
        ("spec:\r\n  mark: li¦\r\n", "value", ("spec", "mark"), "li"),
        ('{"spec": {"mark": "li¦"}}', "value", ("spec", "mark"), "li"),
        ('{"spec": {"ma¦": "x"}}', "key", ("spec",), "ma"),
        ("des¦", "value", (), "des"),
    ],
)
def test_the_path_and_the_word(text: str, kind: str, path: tuple[str | int, ...], word: str) -> None:
    place = cursor_at(*_split(text))
    assert place is not None
    assert (place.kind, place.path, place.word) == (kind, path, word)


@pytest.mark.parametrize(
    "text",
    [
        "spec:\n  mark: li¦\n  encoding: {x: {field: [a\n",
        "spec:\n  mark: {type: li¦\n  encoding: {}\n",
        'spec:\n  mark: "li¦\n  encoding: {}\n',
        '{"spec": {"mark": "li¦',
    ],
    ids=["broken below", "open brace", "open quote", "open JSON"],
)
def test_what_follows_may_be_broken(text: str) -> None:
    place = cursor_at(*_split(text))
    assert place is not None
    assert place.path[:2] == ("spec", "mark")
    assert place.word == "li"


def test_the_rest_of_the_document_is_known() -> None:
    place = cursor_at(*_split("fields: {x: {}}\nspec:\n  mark: ¦\n"))
    assert place is not None
    assert place.root == {"fields": {"x": {}}, "spec": {"mark": None}}


def test_a_comment_and_a_text_broken_before_the_cursor_have_no_place() -> None:
    assert cursor_at(*_split("spec: {} # ma¦\n")) is None
    assert cursor_at(*_split("spec: ]\nmark: li¦\n")) is None
