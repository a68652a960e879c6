"""Which process of a distributed training this is, as its launcher says.

Takes the environment; gives the rank, for the journal's first line.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

RANK_VARIABLES = ("RANK", "SLURM_PROCID", "OMPI_COMM_WORLD_RANK", "PMI_RANK", "LOCAL_RANK")
"""Set by torchrun and accelerate, Slurm, Open MPI, MPICH; `LOCAL_RANK` alone by launchers of one machine."""


def rank_of(environment: Mapping[str, str] = os.environ) -> int | None:
    """The number of this process among those of the training, from 0; None when no launcher says it.

    >>> rank_of({"RANK": "3", "LOCAL_RANK": "1"}), rank_of({"RANK": "main"}), rank_of({})
    (3, None, None)
    """
    said = (environment[name] for name in RANK_VARIABLES if environment.get(name))
    text = next(said, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
