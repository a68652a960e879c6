"""Every test starts as a new process would: no warning shown yet, no choice of policy, no store but its own."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from chartkit.diagnostics import set_on_error

settings.register_profile("chartkit", deadline=None)  # no test times anything: a busy machine is no fault
settings.load_profile("chartkit")


@pytest.fixture(autouse=True)
def _as_in_a_new_process(request: pytest.FixtureRequest) -> Iterator[None]:
    request.module.__dict__.pop("__warningregistry__", None)
    yield
    set_on_error(None)
