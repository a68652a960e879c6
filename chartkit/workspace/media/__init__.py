"""Media of runs for the page: what stands for them in answers, and logged pages under a policy of their own."""
