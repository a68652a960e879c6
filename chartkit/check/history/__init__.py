"""Presets as they were: takes a commit, gives its presets and what changed since. Reads git, never the network."""
