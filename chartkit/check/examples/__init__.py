"""What a preset is tried with: its example as tables, these varied, columns made up, and its golden."""
