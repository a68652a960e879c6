"""The page of one run: what it says of itself, its files, artifacts, code and machine. `facts.py` puts it together."""
