"""The proof's own modules stand in `pictures/`, for the tests as for `python tests/proof/run.py`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
