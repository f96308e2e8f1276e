"""待我决定: what was put before a leader, the facts and the office's opinion before the decision.

Nothing here recommends: both answers weigh the same, and neither is chosen beforehand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from luoshi.assessment.waiting import adjustments_to_confirm, results_to_approve
from luoshi.breakdown.lifecycle import MATTER
from luoshi.breakdown.models import Matter, Round
from luoshi.breakdown.queries import lists_to_sign
from luoshi.organisation.acting import Acting
from luoshi.reporting.models import Claim
from luoshi.timelimits.here import day_here
from luoshi.trail.models import Entry

SHOWN = 50


@dataclass(frozen=True)
class Submission:
    """One matter before a leader.

    :param opinion: what the office says of it, as it was submitted
    :param asked: the leader's own words that this round came of, if it came of any
    :param in_time: whether the accepted claim was made by the matter's day
    """

    matter: Matter
    claim: Claim | None
    opinion: str
    submitted_at: datetime | None
    submitted_by: str
    asked: str
    in_time: bool | None


def submitted_to(by: Acting) -> QuerySet[Matter]:
    """Return the matters this post may decide on now, by date owed."""
    step = MATTER.moves["agree"]
    mine = Matter.objects.filter(step.may(by), state__in=step.source)
    return mine.select_related("lead", "office").order_by("due_date", "number", "id")


def count(by: Acting, *_at: object) -> int:
    """Count what waits for a decision, a signature or an approval, for the navigation."""
    waiting = (submitted_to(by), lists_to_sign(by), results_to_approve(by))
    return sum(one.count() for one in waiting) + adjustments_to_confirm(by).count()


def submissions(matters: Iterable[Matter]) -> Sequence[Submission]:
    """Return what a leader reads of each matter before deciding. Three queries."""
    rows = list(matters)
    ids = [one.pk for one in rows]
    accepted = (
        Claim.objects.filter(matter__in=ids, accepted=True)
        .select_related("review", "verification__verifier_unit")
        .order_by("claimed_at", "id")
    )
    claims = {claim.matter_id: claim for claim in accepted}
    rounds = Round.objects.filter(matter__in=ids, instruction__isnull=False)
    asked = {
        (one.matter_id, one.number): one.instruction for one in rounds.select_related("instruction")
    }
    words = _submitted(ids)

    def submission(matter: Matter) -> Submission:
        claim, entry = claims.get(matter.pk), words.get(matter.pk)
        given = asked.get((matter.pk, matter.round_number))
        return Submission(
            matter=matter,
            claim=claim,
            opinion=str(entry.facts.get("submission", "")) if entry else "",
            submitted_at=entry.at if entry else None,
            submitted_by=entry.person_name if entry else "",
            asked=given.words if given else "",
            in_time=day_here(claim.claimed_at) <= matter.due_date if claim else None,
        )

    return [submission(one) for one in rows]


def _submitted(ids: Sequence[UUID]) -> dict[UUID, Entry]:
    """Return the entry by which each was submitted the last time."""
    named = [str(one) for one in ids]
    entries = Entry.objects.filter(
        deed="matter.submit", about_kind="matter", about_id__in=named
    ).order_by("id")
    return {UUID(one.about_id): one for one in entries}
