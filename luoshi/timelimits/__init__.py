"""时限 Working days with 调休, time-limit rules, cadences, what day it is here.

Knows dates, not duties. The pure calendar (days, calendar, rules, cadence) needs no Django; the
tables hold only what every city shares: official days and default rules.
"""
