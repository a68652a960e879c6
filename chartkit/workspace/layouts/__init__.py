"""The layout of a project's page as a file: takes merge patches, gives the layout they make, kept as YAML."""
