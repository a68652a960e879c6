"""What the workspace answers, one noun a file: each holds `ROUTES`, which `application.py` lists."""
