"""Every diagnostic code with what it is about, by stage. A test proves that no code is used that is not here."""

CODES: dict[str, str] = {
    # 1xx: reading a preset file
    # 2xx: slots and binding
    # 3xx: the schema of Vega-Lite and Vega
    # 4xx: tables and this step's data
    # 5xx: rendering
    # 6xx: runs
    "CK601": "a setting has a value that is not one of its choices",
    # 7xx: the command line
}
