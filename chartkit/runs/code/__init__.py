"""The code that made a run, and what it ran on, kept in the run's folder `code/` without secrets.

`keeping.py` tells the order; `git_state.py` and `machine.py` say what is there, `secrets.py` what is taken out.
"""
