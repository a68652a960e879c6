"""Copies of a user's model to fit: takes a model, gives a clone; what it draws at random leaves no trace."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from chartkit.sklearn._models import scikit_learn


def unfitted_clone(model: Any, who: str, random_state: int | None = None) -> Any:
    """An unfitted copy of `model`, whose parts without a seed of their own get `random_state`."""
    copied = scikit_learn("base", who).clone(model)
    if random_state is None:
        return copied
    unseeded = [
        name
        for name, value in copied.get_params(deep=True).items()
        if value is None and name.split("__")[-1] == "random_state"
    ]
    return copied.set_params(**dict.fromkeys(unseeded, random_state))


@contextmanager
def kept_random_state() -> Generator[None]:
    """NumPy's global random state is afterwards what it was before: models without a seed draw from it."""
    import numpy as np

    state = np.random.get_state()
    try:
        yield
    finally:
        np.random.set_state(state)
