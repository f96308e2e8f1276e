"""应办 What is owed by whom by when; met, late, excused or silent. Lights are read off it.

Every receipt, report, opinion, check and rectification with a day on it is one row of one table.
"""
