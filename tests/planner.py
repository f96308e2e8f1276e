"""What PostgreSQL knows of the tables while a test fills them within one transaction.

Its planner goes by what was counted last, and nobody counts rows that are not committed yet: a long
story would be planned as if every table were empty, and its questions grow slower by the day.
"""

from django.db import connection


def count_anew() -> None:
    """Let the planner count the rows there are now; SQLite needs none of it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
