"""How a run begins: `init`'s arguments and the environment become a folder on disk and a `Run`.

`beginning.py` is `init` and tells the order; `settings.py` says what is asked for, `making.py` makes the run's folder
or finds it, `resuming.py` goes on with what is there, and `spawned.py` begins in a process that was given a run.
"""
