"""Four places inside, half up; two are shown (domain/06 section 6.2, domain/14 Q25)."""

from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, Overflow

# How the reckoning counts, whatever the thread it runs in was told.
EXACT = Context(prec=28, rounding=ROUND_HALF_UP, traps=[DivisionByZero, InvalidOperation, Overflow])
PLACES = Decimal("0.0001")
SHOWN = Decimal("0.01")
NOTHING = Decimal("0.0000")


def rounded(value: Decimal) -> Decimal:
    """Return points as they are counted: four places, half up."""
    return value.quantize(PLACES, ROUND_HALF_UP)


def shown(value: Decimal) -> Decimal:
    """Return points as they are shown: two places, half up."""
    return value.quantize(SHOWN, ROUND_HALF_UP)
