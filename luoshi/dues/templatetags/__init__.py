"""The marks of the calendar in templates: months and weekdays."""
