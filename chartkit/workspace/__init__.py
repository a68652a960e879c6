"""Pages served on this machine: the workspace of a store and the preview of a preset, each a small ASGI app."""
