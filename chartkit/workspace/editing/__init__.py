"""Presets written with the result in view: takes the text of an editor, gives findings, completions and a chart.

`processes.py` runs what a preset may do in processes that can be ended, `tasks.py` is what they do; `cursor.py` and the
`words_*.py` files complete and explain; `presets_folder.py` alone writes, and only into the presets folder.
"""
