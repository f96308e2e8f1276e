"""日期 The days that can be reckoned with. Pure."""

from datetime import date

# Beyond these no calendar reckons: a slip of the finger, never a day somebody meant.
FIRST_DAY = date(1949, 10, 1)
LAST_DAY = date(2099, 12, 31)


def in_reach(day: date) -> bool:
    """Tell whether a day, typed or read from a text, is one that can be reckoned with."""
    return FIRST_DAY <= day <= LAST_DAY
