"""The pages of the city's time: its rules, its calendar, its closed seasons, its hours."""
