"""The colours of a project's runs as the page shows them: takes the layout and the runs, gives one colour for each."""
