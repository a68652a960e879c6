"""`python -m chartkit.cli`, for where the console script is not on the path."""

from __future__ import annotations

from chartkit.cli import main

main()
