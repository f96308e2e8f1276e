"""应办 What is owed by whom by when; met, late, excused or silent. Lights are read off it."""
