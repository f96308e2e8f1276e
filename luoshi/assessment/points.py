"""What a line of the catalogue gives or takes (加减分), with its caps; pure arithmetic."""

from dataclasses import dataclass
from decimal import Decimal

from luoshi.assessment.terms import RuleKind

NOTHING = Decimal(0)
ONE = Decimal(1)


@dataclass(frozen=True)
class Tariff:
    """The numbers of a line: see `CatalogueRule` for what each means."""

    kind: str
    points: Decimal
    later: Decimal | None = None
    most: Decimal | None = None
    most_of_all: Decimal | None = None


def points_of(tariff: Tariff, count: Decimal, *, taken: Decimal = NOTHING) -> Decimal:
    """Return the signed points of so many events of one item.

    The first event counts `points`, each further one `later` where it differs; `most` caps the
    item, and `most_of_all` what all items of the line come to together.

    :param taken: what the line gave or took from this unit before, without sign
    """
    if tariff.kind in (RuleKind.VETO, RuleKind.TOLERANCE):
        return NOTHING
    whole = tariff.points * count
    if tariff.later is not None and count > ONE:
        whole = tariff.points + tariff.later * (count - ONE)
    if tariff.most is not None:
        whole = min(whole, tariff.most)
    if tariff.most_of_all is not None:
        whole = min(whole, max(NOTHING, tariff.most_of_all - taken))
    return -whole if tariff.kind == RuleKind.DEDUCTION else whole
