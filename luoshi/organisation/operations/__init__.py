"""The deeds of the register, by subject: units, merging, posts, appointments, people, spheres.

Each is one function and one entry on the trail; `by` is an Acting, `at` the moment it is done.
"""
