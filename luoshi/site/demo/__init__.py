"""A city that never was (澄川市), made alive by real deeds through time; for demos only."""
