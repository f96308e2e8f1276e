"""What can be said of a matter and done about it, by subject: reports, claims, closing."""
