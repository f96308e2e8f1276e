"""The door of the register for people with a browser."""
