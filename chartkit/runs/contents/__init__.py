"""The files of a run beside its journals: charts, tables, media, and what `run.save` copies.

`keeping.py` tells how a chart or medium becomes a file and a reference; `tables.py` and `media.py` do their part,
`saved_files.py` keeps the user's own files, whose sha256 `digests.py` puts into the journal. `kept_file.py` reads back
what is named by its sha256.
"""
