"""排队 Work that waits: a lease queue in the database, its schedule, what failed.

Knows jobs, not matters.
"""
