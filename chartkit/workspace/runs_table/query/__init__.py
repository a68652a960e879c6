"""The filter of runs as people write it: `config.lr < 0.01 and state = finished`, and what may come next in it."""
