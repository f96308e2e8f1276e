"""Numbers of documents and matters: gapless within a series and a year, never used twice.

A number is taken inside the deed's own transaction from a row that stays locked until it commits:
a deed that fails gives its number back, two deeds at once wait for one another.
"""

from django.db import transaction
from django.db.models import F

from luoshi.intake.models import Counter


def next_number(series: str, year: int) -> int:
    """Take the next number of a series. Call it inside the deed's transaction.

    :raises transaction.TransactionManagementError: outside a transaction
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a number is taken inside a deed")
    row = Counter.objects.filter(series=series, year=year)
    if not row.update(last=F("last") + 1):
        # Somebody else may open the same year in this moment; the constraint keeps one row.
        Counter.objects.bulk_create([Counter(series=series, year=year)], ignore_conflicts=True)
        row.update(last=F("last") + 1)
    return row.get().last


def matter_number(mark: str, year: int, n: int) -> str:
    """Return the printed number of a matter, such as 澄政督2026-0127."""
    return f"{mark}{year}-{n:04d}"


def notice_number(mark: str, year: int, n: int) -> str:
    """Return the printed number of a notice, such as 澄政督通〔2026〕9号 (GB/T 9704 form)."""
    return f"{mark}〔{year}〕{n}号"
