"""What earlier runs found, and what that came from."""
