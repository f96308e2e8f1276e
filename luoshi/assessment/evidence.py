"""佐证 What of the record a figure rests on, as far as the reader may open it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from luoshi.assessment.models import Figure
from luoshi.breakdown.queries import matters_before
from luoshi.dues.models import Due
from luoshi.organisation.acting import Acting

MATTER = "matter"


@dataclass(frozen=True)
class Proof:
    """One thing a figure counts.

    :ivar number: of the matter, where the reader may open its dossier
    :ivar due_date, met_date: of what the unit owed about it in the period, if it owed anything
    """

    kind: str
    id: str
    title: str
    number: str = ""
    due_date: date | None = None
    met_date: date | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether it is still owed, so that it can be put right today."""
        return self.due_date is not None and self.met_date is None


def proofs_of(figure: Figure, by: Acting) -> list[Proof]:
    """Return what a figure rests on: a line for every due, one for what nothing was owed about."""
    pairs = [(str(kind), str(id)) for kind, id in figure.evidence]
    if not pairs:
        return []
    period = figure.period
    dues = Due.objects.filter(
        debtor=figure.unit_id,
        about_id__in=[id for _kind, id in pairs],
        due_date__range=(period.since, period.until),
        excused_at__isnull=True,
    )
    owed: dict[tuple[str, str], list[Due]] = {}
    for one in dues.order_by("due_date", "id"):
        owed.setdefault((one.about_kind, one.about_id), []).append(one)
    opened = _opened([id for kind, id in pairs if kind == MATTER], by)
    proofs = []
    for kind, id in pairs:
        number, title = opened.get(id, ("", ""))
        late = [one for one in owed.get((kind, id), []) if _was_late(one)]
        proofs += [
            Proof(kind, id, title or one.about_title, number, one.due_date, one.met_date)
            for one in late
        ] or [Proof(kind, id, title, number)]
    return proofs


def _was_late(due: Due) -> bool:
    return due.met_date is None or due.met_date > due.due_date


def _opened(ids: Sequence[str], by: Acting) -> dict[str, tuple[str, str]]:
    if not ids:
        return {}
    seen = matters_before(by).filter(pk__in=[UUID(one) for one in ids])
    return {str(pk): (number, title) for pk, number, title in
            seen.values_list("pk", "number", "title")}  # fmt: skip
