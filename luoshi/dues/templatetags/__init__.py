"""The marks of the calendar in templates: months, weekdays, what a basis is called."""
