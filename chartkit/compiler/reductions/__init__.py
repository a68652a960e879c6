"""Data work done where the data lives: one reduction a file, each exact or refused."""
