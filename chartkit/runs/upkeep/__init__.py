"""Care of the store: whether every byte of a run is what was written, what nobody refers to, what was removed.

Takes folders of runs; gives findings and files. `verifying.py` tells how a run is checked, `cleaning.py` what may go,
`trash.py` how a run is removed and comes back, `export.py` how it leaves. Nothing here is loaded by a training.
"""
