"""How runs and stores show themselves in a notebook's output: the workspace in a frame, or a page of their own."""
