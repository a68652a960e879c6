"""In how many columns the views of a composed chart stand."""

from __future__ import annotations

from typing import Any

import pytest

from chartkit.workspace.charts.columns import Room, in_best_columns


def by_run(size_px: int, **more: Any) -> dict[str, Any]:
    """A chart of one view of this size for each run."""
    view = {"width": size_px, "height": size_px, "mark": "rect", "encoding": {}}
    facet = {"field": "run-heading", "type": "nominal"}
    return {"data": {"name": "t"}, "facet": facet, "spec": view, "datasets": {"t": []}, **more}


@pytest.mark.parametrize(
    ("n_runs", "room", "n_columns"),
    [
        (12, Room(1400, 760), 4),  # all of them are seen at once, as large as can be
        (2, Room(900, 428), 2),
        (2, Room(352, 428), 1),
        (12, Room(352, 428), 1),  # all at once would be too small: they are scrolled
        (12, Room(720, 428), 3),
        (12, Room(80, 428), 1),
    ],
)
def test_views_are_as_large_as_their_place_allows_and_never_too_small(n_runs: int, room: Room, n_columns: int) -> None:
    assert in_best_columns(by_run(420), room, n_runs)["columns"] == n_columns


def test_views_that_are_small_by_themselves_are_all_seen() -> None:
    assert in_best_columns(by_run(60), Room(352, 428), 12)["columns"] == 3


def test_a_number_of_columns_that_the_author_wrote_stays() -> None:
    assert in_best_columns(by_run(420, columns=5), Room(352, 428), 12)["columns"] == 5
