"""The deeds of the room."""
