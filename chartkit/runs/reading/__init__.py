"""Reading the store back: runs listed, filtered and ordered, their rows as columns, and the cache that makes it quick.

In the order of the data:

1. `run_files` says which files a run has now. `lines`, `nonfinite`, `uniform`, `row_columns` and `regular` read a
   journal of numbers by column, `journals` one that grew from where reading stopped; `merging` makes rows of several
   writers' lines. What is unusual is left to `runs/story.py`, which reads any journal by line. `run_read` decides.
2. `columns` are what comes out: `frames` for pandas, Polars and Arrow, `histories` for arrays of many runs,
   `system_columns` for the machine's own stream.
3. `facts` are what is known of a run without its rows: `catalogue` lists runs by them, `fields` names them,
   `comparison` and `filters` choose, `ordering` sorts, `run_list` opens a run when it is looked at. `run_facts`,
   `run_contents` (with `chart_mapping` and `kept_media`) and `set_values` are what `RunReader` shows of one.
4. `database` is the cache's file, `cache` keeps facts in it, `column_cache` what `kept_columns` says of each journal;
   `blobs` are the columns as bytes, `column_file` holds them; `held_runs` are those that this process read before.
"""
