"""Planning: takes a filled spec and its tables, gives a `Plan`; run, it gives small tables and the spec over them."""
