"""M4 in arrays: of each pixel column the same points that a plain search finds, and every break of a line."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from chartkit.workspace.lines.thinning import borders, kept_places


@given(
    st.lists(
        st.tuples(st.integers(0, 100), st.sampled_from([0.0, 1.0, -1.0, 5.0, float("nan"), float("inf")])), max_size=80
    ),
    st.integers(1, 6),
    st.booleans(),
)
def test_each_column_keeps_its_ends_and_extremes(points: list[tuple[int, float]], n_columns: int, is_log: bool) -> None:
    points.sort(key=lambda point: point[0])
    x, y = np.array([p[0] + 1.0 for p in points]), np.array([p[1] for p in points])
    edges = borders(1.0, 101.0, n_columns, is_log)
    kept = set(kept_places(x, y, edges).tolist())
    if len(x) <= 4 * n_columns:
        assert kept == set(range(len(x)))
        return
    columns = np.searchsorted(edges, x, side="right")
    for column in np.unique(columns):
        inside = np.flatnonzero(columns == column)
        finite, odd = inside[np.isfinite(y[inside])], inside[~np.isfinite(y[inside])]
        if len(odd):
            assert {odd[0], odd[-1]} <= kept
        if len(finite):
            assert {finite[0], finite[-1]} <= kept
            of_column = [place for place in kept if columns[place] == column and np.isfinite(y[place])]
            assert (min(y[of_column]), max(y[of_column])) == (y[finite].min(), y[finite].max())
            assert len(of_column) <= 4


def test_places_are_ascending_and_each_once() -> None:
    x = np.arange(10_000.0)
    kept = kept_places(x, np.sin(x / 50), borders(0, 9999, 100, False))
    assert (np.diff(kept) > 0).all()
    assert len(kept) <= 4 * 101
