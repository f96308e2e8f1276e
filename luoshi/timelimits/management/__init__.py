"""Commands for the keeper of an installation."""
