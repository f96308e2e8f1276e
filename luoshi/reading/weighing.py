"""What the signs of a clause weigh together, for its being an order or against it (log odds)."""

from functools import cache

from luoshi.reading.page import Page
from luoshi.reading.signs import signs_of
from luoshi.reading.weights import WEIGHTS

# Not measured: what a column is headed is the author's own word on it, and tables are few.
BY_RULE = {
    "formula": -6.0,
    "bare-title": -5.0,
    "bids": 1.5,
    "leads-in": -6.0,
    "points": -6.0,
    "outcome": -6.0,
    "scored-case": -6.0,
    "column=task": 3.0,
    "column=other": -9.0,
}


@cache
def table_of() -> dict[str, float]:
    """Return what each sign counts for: measured, or laid down where it was not."""
    return WEIGHTS | BY_RULE


def weights_of(page: Page) -> list[float]:
    """Return for each clause what speaks for an order, less what speaks against (log odds)."""
    weigh = table_of().get
    weights: list[float] = []
    for shared, clauses in signs_of(page):
        base = sum([weigh(name, 0.0) for name in shared])
        weights += [base + sum([weigh(name, 0.0) for name in signs]) for signs in clauses]
    return weights
