"""The first reading of a project with many rows: by a process of its own, while its pages show what is known so far.

`first_reading.py` starts `worker.py` with the runs to read, the newest first, and counts what it has kept in the cache.
"""
