"""协调 What units ask of one another: extensions and changes, opinions, material, returns."""
