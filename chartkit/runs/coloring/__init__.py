"""Colours of runs: by what a metric or a setting says, or each run its own.

Takes runs; gives a colour of CSS for each. `key_colors.py` is `chartkit.runs.colors`, `own_colors.py` gives each run
the colour that it keeps.
"""
