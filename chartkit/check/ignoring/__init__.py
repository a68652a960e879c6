"""Comments that ignore findings: found in a file's text, applied to its findings."""
