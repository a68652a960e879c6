"""Where a notebook's browser is: on this machine, where it reaches a server here, or elsewhere.

Takes the environment of the kernel; gives what says that the browser is elsewhere. Nothing is tried over a network.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

ELSEWHERE = {
    "JUPYTERHUB_API_TOKEN": "JupyterHub",
    "COLAB_RELEASE_TAG": "Colab",
    "KAGGLE_KERNEL_RUN_TYPE": "Kaggle",
    "DATABRICKS_RUNTIME_VERSION": "Databricks",
    "BINDER_SERVICE_HOST": "Binder",
    "CODESPACES": "Codespaces",
    "SAGEMAKER_INTERNAL_IMAGE_URI": "SageMaker",
    "SSH_CONNECTION": "another machine, by SSH",
}
"""Variables that the kernels of notebooks have whose browser is on another machine, and what such a place is."""


def browser_elsewhere(environment: Mapping[str, str] | None = None) -> str | None:
    """Where the notebook's browser is when it is not on this machine; None where it seems to be here.

    >>> browser_elsewhere({"COLAB_RELEASE_TAG": "release"})
    'Colab'
    """
    known = os.environ if environment is None else environment
    return next((place for variable, place in ELSEWHERE.items() if known.get(variable)), None)
