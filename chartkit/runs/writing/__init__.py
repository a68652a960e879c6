"""The run being written, part by part: what `run.py` puts together.

`described.py`, `defined.py` and `keeping_files.py` are the run's facts, its config and summary, and its files. A call
of `run.log` goes through `calls.py`, which asks `steps.py` where it belongs and `logged.py` what of it can be kept.
`section.py` is the mapping behind `run.config` and `run.summary`; `exits.py` and `closing.py` tell how a run ends.
"""
