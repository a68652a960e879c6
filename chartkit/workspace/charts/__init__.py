"""Charts of several runs: takes what runs logged under one key, gives pictures for the page. `pictures.py` tells how."""
