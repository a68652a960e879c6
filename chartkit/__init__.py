"""chartkit: charts as code for machine-learning runs."""
