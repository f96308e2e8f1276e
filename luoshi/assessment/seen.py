"""所见即所签 What lay before somebody when they pressed, as a mark that changes with it.

Whoever signs or agrees answers for what stood on the page, not for what was typed meanwhile.
"""

from collections.abc import Iterable
from hashlib import sha256

from luoshi.assessment.models import Figure, IndicatorTarget


def mark_of_figures(figures: Iterable[Figure]) -> str:
    """Return the mark of what figures say."""
    return _mark(
        f"{one.pk} {one.value} {one.absence} {sorted(one.parts.items())}" for one in figures
    )


def mark_of_targets(targets: Iterable[IndicatorTarget]) -> str:
    """Return the mark of what targets ask."""
    return _mark(f"{one.indicator_id} {one.span} {one.value}" for one in targets)


def _mark(lines: Iterable[str]) -> str:
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()[:16]
