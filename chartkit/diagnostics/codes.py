"""Every diagnostic code with what it is about, by stage. A test proves that no code is used that is not here."""

CODES: dict[str, str] = {
    # 1xx: reading a preset file
    # 2xx: slots and binding
    # 3xx: the schema of Vega-Lite and Vega
    "CK301": "a spec has a property that its schema does not know",
    "CK302": "a spec has a value that its schema does not allow",
    "CK303": "a spec has a value of another JSON type than its schema asks for",
    "CK304": "a spec lacks a property that its schema requires",
    "CK305": "a spec is invalid in another way",
    # 4xx: tables and this step's data
    "CK401": "an object that is no table stands where a table is needed",
    "CK402": "rows or columns of a table have different lengths, or are none",
    "CK403": "two columns of a table have the same name",
    "CK404": "a table has no column of that name",
    "CK405": "a cell is of another type than its column",
    "CK406": "a cell is missing in a column that is not optional",
    "CK407": "a value cannot be kept with a run",
    "CK408": "a stored table cannot be read",
    "CK409": "a time zone is not known",
    "CK410": "column names are not given as a list",
    "CK411": "a data frame cannot give its rows",
    "CK412": "dtype or optional do not fit the columns of a table",
    "CK413": "an argument of a table is not one of its choices",
    # 5xx: rendering
    "CK501": "a chart reaches outside itself: data from a url, an image address or a link",
    "CK502": "drawing took longer than allowed",
    "CK503": "drawing took more memory than allowed",
    "CK504": "the drawing process ended before the picture was done",
    "CK505": "Vega refuses a spec, or stops in the middle of drawing it",
    "CK506": "the picture shows no marks although there are rows",
    "CK507": "an output setting (format, scale, theme) is not one of its choices",
    "CK508": "a version of Vega-Lite or Vega that cannot be drawn",
    "CK509": "what should be drawn is not a JSON object",
    "CK510": "the drawing process cannot be started",
    # 6xx: runs
    "CK601": "a setting has a value that is not one of its choices",
    "CK602": "a run's folder cannot be written",
    "CK603": "a call, a chart or a table was not stored: the disk is full or refuses",
    "CK604": "init was asked for what this version does not do",
    "CK605": "a setting of a run is of the wrong type, or is kept as its text",
    "CK606": "there is no active run, or it is finished",
    "CK607": "run.log was given no dict, or a key that cannot be one",
    "CK608": "a logged value is of a type that a run cannot keep",
    "CK609": "a step is no whole number",
    "CK610": "a step is behind the run's current step",
    "CK611": "a function of wandb that this version does not have",
    "CK612": "the store has no such project, run, key or step",
    "CK613": "a name cannot be a folder's name",
    "CK614": "a file of a run is missing or damaged",
    # 7xx: the command line
}
