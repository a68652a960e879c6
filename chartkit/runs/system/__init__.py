"""System metrics: what the machine does while a run goes on, measured by a thread of its own, in files of its own.

`sampler.py` asks at intervals, `sources.py` knows what to ask, `stream.py` writes and reads the files.
"""
