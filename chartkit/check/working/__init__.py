"""How a run's work is shared: one file's check, processes, memory, watching."""
