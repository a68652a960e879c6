"""What a project sets: `[tool.chartkit]` of its `pyproject.toml`, read, checked and asked of a finding."""
