"""Attacks on the workspace: each is done to a real `chartkit ui`, and what got through is counted."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[3] / "tools"))  # for `python tests/hostile/run.py`
