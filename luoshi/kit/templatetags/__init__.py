"""The marks a template may use; {% load kit %}."""
