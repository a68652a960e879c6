"""Do probabilities come true? Takes which samples are positive and their probabilities, gives bins of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.diagnostics import DataError, listed, shown
from chartkit.evaluation.whole_numbers import whole_number
from chartkit.schema import hint

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]

STRATEGIES = ("uniform", "quantile")
MOST_BINS = 10_000


class Bins(NamedTuple):
    """n bins of probabilities: their n + 1 edges, and of each the samples, the positive ones and the sum of
    probabilities. A bin has its upper edge, the first one its lower edge, too."""

    edges: Floats
    samples: NDArray[np.intp]
    positives: NDArray[np.float64]
    sums: NDArray[np.float64]

    @property
    def mean_predicted(self) -> NDArray[np.float64]:
        """The mean probability of each bin; NaN where it has no samples."""
        return _divided(self.sums, self.samples)

    @property
    def fraction_of_positives(self) -> NDArray[np.float64]:
        """The share of positive samples of each bin; NaN where it has none."""
        return _divided(self.positives, self.samples)


def probability_bins(positive: NDArray[np.bool_], probabilities: Floats, n_bins: int, strategy: str) -> Bins:
    """The n samples in `n_bins` bins of even width ("uniform") or of about as many samples each ("quantile").

    `probabilities` are n numbers from 0 to 1. O(n) for even bins, O(n log n) for quantiles; equal to scikit-learn's
    `calibration_curve`, whose points are the bins that have samples.
    Source: A. Niculescu-Mizil, R. Caruana, Predicting Good Probabilities With Supervised Learning, ICML 2005,
    https://doi.org/10.1145/1102351.1102430, section 4.

    >>> import numpy as np
    >>> bins = probability_bins(np.array([False, True, True]), np.array([0.1, 0.4, 0.8]), 2, "uniform")
    >>> bins.fraction_of_positives.tolist()
    [0.5, 1.0]
    """
    import numpy as np

    shares = np.linspace(0, 1, n_bins + 1)
    edges = np.percentile(probabilities, shares * 100) if strategy == "quantile" else shares
    places = np.searchsorted(edges[1:-1], probabilities)
    return Bins(
        edges,
        np.bincount(places, minlength=n_bins),
        np.bincount(places, weights=positive, minlength=n_bins).astype(np.float64, copy=False),
        np.bincount(places, weights=probabilities, minlength=n_bins).astype(np.float64, copy=False),
    )


def brier_score(positive: NDArray[np.bool_], probabilities: Floats) -> float:
    """The mean squared distance of n probabilities from what came: 0 is perfect, 1 the worst, always one half is 0.25.

    Source: G. W. Brier, Verification of forecasts expressed in terms of probability, 1950,
    https://doi.org/10.1175/1520-0493(1950)078%3C0001:VOFEIT%3E2.0.CO;2.

    >>> import numpy as np
    >>> brier_score(np.array([True, False]), np.array([0.5, 0.0]))
    0.125
    """
    import numpy as np

    return float(np.mean((positive - probabilities.astype(np.float64, copy=False)) ** 2))


def check_probabilities(found: Floats, name: str) -> None:
    """Raises `DataError` CK470 where one of `found` is below 0 or above 1."""
    low, high = float(found.min()), float(found.max())
    if low < 0 or high > 1:
        message = f"{name} holds probabilities from 0 to 1; found {low if low < 0 else high:g}."
        help = "predict_proba gives probabilities; scores of a decision_function must be calibrated first"
        raise DataError.of("CK470", message, help)


def check_bins(n_bins: Any, strategy: Any) -> None:
    """Raises `DataError` CK470 where `n_bins` is no whole number from 1 to 10,000, or `strategy` is unknown."""
    whole_number("", "n_bins", n_bins, most=MOST_BINS)
    if not isinstance(strategy, str) or strategy not in STRATEGIES:
        message = f"strategy is {listed(STRATEGIES, 'or')}; found {shown(strategy)}."
        raise DataError.of("CK470", message, hint(str(strategy), STRATEGIES, "strategies"))


def _divided(sums: NDArray[np.float64], samples: NDArray[np.intp]) -> NDArray[np.float64]:
    import numpy as np

    return np.divide(sums, samples, out=np.full(len(sums), np.nan), where=samples > 0)
