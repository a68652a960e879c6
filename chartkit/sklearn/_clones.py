"""Copies of a user's model to fit: takes a model, gives a clone; what it draws at random leaves no trace."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from chartkit.sklearn._models import scikit_learn


def unfitted_clone(model: Any, who: str, random_state: Any = None, reseeds: bool = False) -> Any:
    """An unfitted copy of `model`, whose parts without a seed of their own get `random_state`; all where it `reseeds`.

    Each part gets its own copy of a generator.
    """
    copied = scikit_learn("base", who).clone(model)
    if random_state is None:
        return copied
    seeds = {
        name: deepcopy(random_state)
        for name, value in copied.get_params(deep=True).items()
        if name.split("__")[-1] == "random_state" and (reseeds or value is None)
    }
    return copied.set_params(**seeds)


@contextmanager
def kept_random_state() -> Generator[None]:
    """NumPy's global random state is afterwards what it was before: models without a seed draw from it."""
    import numpy as np

    state = np.random.get_state()
    try:
        yield
    finally:
        np.random.set_state(state)
