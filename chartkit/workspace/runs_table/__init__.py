"""The table of a project's runs: filtered, searched, sorted, grouped and counted, a page of rows at a time."""
