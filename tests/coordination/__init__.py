"""协调: what units ask of one another."""
