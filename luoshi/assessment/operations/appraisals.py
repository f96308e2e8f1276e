"""评议 An appraisal is drawn up, opened, its ballots handed out, its paper counted, and closed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.assessment import balloting
from luoshi.assessment.appraisal_lifecycle import APPRAISAL
from luoshi.assessment.appraisal_terms import CHOICES, AppraisalState
from luoshi.assessment.models import Appraisal, Appraised, BallotToken, Tally
from luoshi.assessment.operations import appraisal_dues
from luoshi.assessment.operations.ballots import digest_of
from luoshi.assessment.rules import assessor
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit
from luoshi.organisation.rules import demand, not_yours
from luoshi.organisation.terms import Role
from luoshi.timelimits.here import day_here
from luoshi.trail.models import Entry
from luoshi.trail.operations import write

MOST_AT_ONCE = 1000
BEFORE_THE_END = (AppraisalState.DRAFTING, AppraisalState.OPEN)


@dataclass(frozen=True)
class Said:
    """What an appraisal asks, of whom, and about which units, as it was typed."""

    title: str
    kind: str
    scale: str
    question: str
    span: str
    until: date
    voters: str
    units: Sequence[Unit]
    paper_issued: int = 0
    least: Decimal | None = None


def draft(said: Said, *, by: Acting, at: datetime) -> Appraisal:
    """Draw up an appraisal of one's office; a draft is no deed.

    :raises NotYours: if `by` is no assessor
    """
    if by.role != Role.ASSESSOR:
        raise NotYours(not_yours(assessor, _("拟定评议")))
    with transaction.atomic():
        made = Appraisal.objects.create(
            office_id=by.unit_id, drafted_at=at, drafter_name=by.person_name, **_columns(said)
        )
        _lay_units(made, said.units)
    return made


def revise(appraisal: Appraisal, said: Said, *, by: Acting) -> None:
    """Write a draft again; from the opening on everybody answers the same question.

    :raises NotYours: if `by` is no assessor of its office
    :raises NotFromHere: if it is open, or over
    """
    demand(assessor, by, appraisal, _("修改评议"))
    with transaction.atomic():
        standing = Appraisal.objects.filter(pk=appraisal.pk, state=AppraisalState.DRAFTING)
        if not standing.update(**_columns(said)):
            raise NotFromHere(_("评议已经开始或作废，不能修改"))
        appraisal.appraised.all().delete()
        _lay_units(appraisal, said.units)


def open_votes(appraisal: Appraisal, *, by: Acting, at: datetime, key: str = "") -> Entry:
    """Take votes from now on (开始评议); the count is owed once the last day is over.

    :raises NotYours: if `by` is no assessor of its office
    :raises Unmet: if nobody is appraised, there is no ballot, or its last day is over
    """
    if appraisal.until < day_here(at):
        raise Unmet(_("截止日期已过，请先改截止日期"))
    with transaction.atomic():
        units = list(appraisal.appraised.order_by("place").values_list("unit__name", flat=True))
        facts: dict[str, Any] = {
            "units": units,
            "voters": appraisal.voters,
            "question": appraisal.question,
        }
        entry = APPRAISAL.make("open", appraisal, by=by, at=at, key=key, **facts)
        # Written again by somebody else just before: answers are counted on the scale that stands.
        appraisal.refresh_from_db(fields=["scale"])
        Tally.objects.bulk_create(
            Tally(appraised=one, choice=choice)
            for one in appraisal.appraised.order_by("place")
            for choice in CHOICES[appraisal.scale]
        )
        appraisal_dues.count_owed(appraisal, entry=entry)
    return entry


def withdraw(appraisal: Appraisal, *, by: Acting, at: datetime, key: str = "") -> Entry:
    """Give up a draft, and with it its ballots (作废)."""
    with transaction.atomic():
        entry = APPRAISAL.make("withdraw", appraisal, by=by, at=at, key=key)
        appraisal.tokens.all().delete()
    return entry


def make_ballots(
    appraisal: Appraisal, tokens: Sequence[str], *, by: Acting, at: datetime, key: str = ""
) -> Entry:
    """Make ballots by link (生成票号); what is kept of each is its digest.

    :param tokens: from `ballots.new_token`; shown once, on the slips
    :raises NotYours: if `by` is no assessor of its office
    :raises NotFromHere: if it is over
    :raises Unmet: for none, or too many at once
    """
    demand(assessor, by, appraisal, _("生成票号"))
    if not 0 < len(tokens) <= MOST_AT_ONCE:
        raise Unmet(_("一次生成1张至%(most)s张") % {"most": MOST_AT_ONCE})
    with transaction.atomic():
        _before_the_end(appraisal, _("生成票号"))
        BallotToken.objects.bulk_create(
            BallotToken(appraisal=appraisal, digest=digest_of(one)) for one in tokens
        )
        facts = {"number": len(tokens)}
        return write("appraisal.make_ballots", about=appraisal, by=by, at=at, key=key, facts=facts)


def void_unused(appraisal: Appraisal, *, by: Acting, at: datetime, key: str = "") -> Entry:
    """Take back every ballot by link that nobody used, such as slips that were never handed out.

    :raises NotYours: if `by` is no assessor of its office
    :raises NotFromHere: if it is over
    :raises Unmet: if there is none
    """
    demand(assessor, by, appraisal, _("作废未用的票号"))
    with transaction.atomic():
        _before_the_end(appraisal, _("作废未用的票号"))
        number, _each = appraisal.tokens.filter(used=False).delete()
        if not number:
            raise Unmet(_("没有未用的票号"))
        facts = {"number": number}
        return write("appraisal.void_unused", about=appraisal, by=by, at=at, key=key, facts=facts)


def close(appraisal: Appraisal, *, by: Acting, at: datetime, key: str = "") -> Entry:
    """End it: the sums stand, each unit has its grade, and those who may see it see it (结束评议).

    :raises NotYours: if `by` is no assessor of its office
    :raises NotFromHere: if it is not open
    :raises Unmet: if ballots on paper were not counted by two people
    """
    with transaction.atomic():
        # Whoever casts a ballot waits here or was before: the sums are whole.
        Appraisal.objects.select_for_update().get(pk=appraisal.pk)
        used = appraisal.tokens.filter(used=True).count()
        counted = getattr(appraisal, "paper", None)
        numbers = {
            "issued": appraisal.tokens.count() + appraisal.paper_issued,
            "returned": used + (counted.returned if counted else 0),
        }
        entry = APPRAISAL.make("close", appraisal, by=by, at=at, key=key, columns=numbers,
                               **numbers)  # fmt: skip
        rows = appraisal.appraised.prefetch_related("tallies")
        for row in rows:
            votes = {one.choice: one.by_link + one.on_paper for one in row.tallies.all()}
            row.grade = balloting.result_of(appraisal.scale, votes, appraisal.least).grade
        Appraised.objects.bulk_update(rows, ["grade"])
        appraisal_dues.counted(appraisal, at=at, entry=entry)
    return entry


def _columns(said: Said) -> dict[str, Any]:
    return {name: value for name, value in asdict(said).items() if name != "units"}


def _lay_units(appraisal: Appraisal, units: Sequence[Unit]) -> None:
    Appraised.objects.bulk_create(
        Appraised(appraisal=appraisal, unit=unit, place=place)
        for place, unit in enumerate(units, 1)
    )


def _before_the_end(appraisal: Appraisal, deed: str) -> None:
    """Hold an appraisal while its ballots change.

    :raises NotFromHere: if it is over
    """
    held = Appraisal.objects.select_for_update().get(pk=appraisal.pk)
    if held.state not in BEFORE_THE_END:
        words = {"state": held.get_state_display(), "move": deed}
        raise NotFromHere(_("评议为“%(state)s”，不能%(move)s") % words)
