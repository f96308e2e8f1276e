"""Marks only the hall's own pages use."""
