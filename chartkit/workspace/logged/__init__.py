"""What runs logged beside their numbers: charts, tables, media, found without reading the numbers' lines.

`references.py` finds the lines of a journal that refer to files, `contents.py` reads what they refer to, `versions.py`
says which version of a key each of several runs shows at a step of the slider.
"""
