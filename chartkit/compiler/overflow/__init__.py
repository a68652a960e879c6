"""What is still over the budget after every exact reduction: policies that draw less and say so, one a file."""
