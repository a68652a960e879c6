"""Which files are checked: folders walked, presets and scripts recognised."""
