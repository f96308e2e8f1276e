"""时限 Working days with 调休, time-limit rules, cadences, what day it is here. Knows dates, not duties."""
