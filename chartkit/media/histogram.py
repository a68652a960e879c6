"""Histograms as media: takes numbers, or counts with their edges; gives both as facts, with no file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chartkit.data.media_content import MediaContent
from chartkit.diagnostics import counted
from chartkit.media.faults import wrong


class Histogram:
    """Counts in bins. `sequence` is numbers of any shape, counted in `num_bins` of equal width; `np_histogram` is the
    pair that `numpy.histogram` gives.

    NaN and infinities are in no bin; their number is the fact `n_outside`. Raises `DataError` for over 512 bins, for
    what is no number, and for counts and edges that do not fit.
    """

    MAX_LENGTH: int = 512

    def __init__(
        self,
        sequence: Any = None,
        np_histogram: tuple[Sequence[Any], Sequence[Any]] | None = None,
        num_bins: int = 64,
    ) -> None:
        if (sequence is None) == (np_histogram is None):
            raise wrong("Histogram takes numbers, or np_histogram=(counts, edges); give one of them.")
        n_outside = 0
        if np_histogram is not None:
            counts, edges = _pair(np_histogram)
        else:
            _check_bins(num_bins, self.MAX_LENGTH)
            counts, edges, n_outside = _counted(sequence, num_bins)
        _check_bins(len(counts), self.MAX_LENGTH)
        if len(edges) != len(counts) + 1:
            raise wrong(
                f"np_histogram has {counted(len(counts), 'count')} and {counted(len(edges), 'edge')}.",
                "there is one edge more than counts, as numpy.histogram gives them.",
            )
        self.histogram: list[float] = counts
        self.bins: list[float] = edges
        self._n_outside = n_outside

    def __chartkit_media__(self) -> MediaContent:
        """The counts as `values`, the edges as `bins`."""
        facts: dict[str, Any] = {"values": self.histogram, "bins": self.bins}
        if self._n_outside:
            facts["n_outside"] = self._n_outside
        return MediaContent("histogram", facts=facts)

    def __repr__(self) -> str:
        return f"Histogram({counted(len(self.histogram), 'bin')})"


def _check_bins(n_bins: int, most: int) -> None:
    if not 1 <= n_bins <= most:
        raise wrong(f"a Histogram has 1 to {most} bins; found {n_bins:,}.", "give fewer num_bins.")


def _pair(found: Any) -> tuple[list[float], list[float]]:
    import numpy as np

    try:
        counts, edges = found
        return np.asarray(counts).ravel().tolist(), np.asarray(edges, float).ravel().tolist()
    except (TypeError, ValueError) as error:
        raise wrong(f"np_histogram is a pair of counts and edges: {error}.") from error


def _counted(sequence: Any, n_bins: int) -> tuple[list[float], list[float], int]:
    import numpy as np

    sequence = sequence.detach().cpu() if callable(getattr(sequence, "detach", None)) else sequence
    try:
        numbers = np.asarray(sequence if hasattr(sequence, "__array__") else list(sequence), float).ravel()
    except (TypeError, ValueError) as error:
        raise wrong(f"Histogram counts numbers: {error}.") from error
    finite = numbers[np.isfinite(numbers)]
    counts, edges = np.histogram(finite, n_bins)
    return counts.tolist(), edges.tolist(), len(numbers) - len(finite)
