"""Charts of several runs: takes what runs logged under one key, gives pictures. `pictures.py` tells how."""
