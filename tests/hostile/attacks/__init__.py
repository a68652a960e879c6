"""Attacks on the workspace: each is done to a real `chartkit ui`, and what got through is counted."""
