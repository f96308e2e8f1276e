"""计分 Points from figures: pure decimal arithmetic that needs no Django (domain/06)."""
