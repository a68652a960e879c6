"""Metrics that a script defines with `define_metric`: their x axis, and what the summary shows of them.

`defining.py` checks a call, `definitions.py` holds what was defined and counts by it, for the run being written
(`run_metrics.py`) and for the reader of its journals alike; `tallies.py` knows the figures.
"""
