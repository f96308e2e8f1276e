"""Which numbers and names of periods the tables keep; what is none is refused as it is typed.

A database that keeps decimals as floating numbers would take a greater number and never give it
back.
"""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from luoshi.flow.refusals import Unmet

# Figures and targets, as far as Excel itself is exact; points and weights as their columns are.
MOST_FIGURE = Decimal(10) ** 15
MOST_POINTS = Decimal(10) ** 8
# A year, a quarter or a month, in its one spelling.
SPAN = re.compile(r"20[0-9]{2}(-(0[1-9]|1[0-2]|Q[1-4]))?")
FIGURE_PLACES, POINTS_PLACES = 6, 4
# The measures a number may carry its sign in.
PER_CENT = ("%", "％")


def demand_within(most: Decimal, name: str, *numbers: Decimal | None) -> None:
    """Ask that numbers are such as can be kept.

    :param most: `MOST_FIGURE` or `MOST_POINTS`; the number itself is too much
    :param name: what they are, as it is said to whoever typed them
    :raises Unmet: if one is not
    """
    for one in numbers:
        if one is not None and not abs(one) < most:
            words = {"name": name, "number": f"{one:.6g}"}
            raise Unmet(_("“%(name)s”的%(number)s超出可记录的范围，请核对") % words)
