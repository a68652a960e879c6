"""What changed in a store while a page is open: files are looked at, never locked; only what differs is told."""
