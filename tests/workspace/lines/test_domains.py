"""The ends of y of numbers as small and as large as floats are: an axis has places between them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from chartkit.workspace.lines.domains import y_domain


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        ([0.0], (-1.0, 1.0)),
        ([0.5], (0.475, 0.525)),
        ([5e-324], (-2e-290, 2e-290)),
        ([1e-320, 2e-319], (-2e-290, 2e-290)),
        ([1.75e308], (1.6625e308, 1.7e308)),
    ],
)
def test_equal_values_and_those_beside_zero_have_room(values: list[float], ends: tuple[float, float]) -> None:
    found = y_domain([np.array(values)], False, True)
    assert found is not None
    assert found.ends == pytest.approx(ends)
    assert all(map(math.isfinite, found.ends))
