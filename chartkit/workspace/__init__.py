"""Pages served on this machine: takes charts and presets, gives a small ASGI app on the loopback interface."""
