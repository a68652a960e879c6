"""Reading the store back: filters over runs, columns of their histories, and the cache that makes both quick."""
