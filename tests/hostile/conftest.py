"""The attacks' own modules stand in `attacks/`, for the tests as for `python tests/hostile/run.py`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
