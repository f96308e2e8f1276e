"""投票 A ballot is cast by link, without a name, or counted from paper by two people.

Nothing links a ballot to its token: in one transaction the token is struck off and one is added to
the sum of each answer given. There is no row of a ballot, no hour, no address of who sent it; and
no entry on the trail for each ballot, which would say when it came. How many were handed out and
came back stands on the entries of the making and of the closing.
"""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from secrets import choice
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from luoshi.assessment.appraisal_terms import CHOICES, AppraisalState
from luoshi.assessment.models import Appraisal, Appraised, BallotToken, PaperCount, Tally
from luoshi.assessment.rules import assessor
from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.organisation.acting import Acting
from luoshi.organisation.rules import demand
from luoshi.timelimits.here import day_here
from luoshi.trail.models import Entry
from luoshi.trail.operations import write

# Without 0, 1, i, l and o, which are mistaken for one another on paper: 79 bits in sixteen.
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
GROUPS, OF_EACH = 4, 4
# How many gave each answer about each unit: by appraised row, then by choice.
Counts = Mapping[UUID, Mapping[str, int]]


def new_token() -> str:
    """Return a token nobody can guess and everybody can type: 7kq2-m9xp-4tza-w3nd."""
    groups = ("".join(choice(LETTERS) for _letter in range(OF_EACH)) for _group in range(GROUPS))
    return "-".join(groups)


def digest_of(token: str) -> str:
    """Return what is kept of a token, however it was typed."""
    return sha256(token.replace("-", "").strip().lower().encode()).hexdigest()


def token_of(token: str) -> BallotToken | None:
    """Return the right to a ballot that a link stands for; None for no such link."""
    found = BallotToken.objects.filter(digest=digest_of(token))
    return found.select_related("appraisal__office").first()


def why_not(ballot: BallotToken, *, at: datetime) -> str:
    """Return why no vote is taken on this ballot now, or "" where one is."""
    return _("这张票已经投出") if ballot.used else _why_closed(ballot.appraisal, at)


def cast(ballot: BallotToken, chosen: Mapping[UUID, str], *, at: datetime) -> None:
    """Cast a ballot: strike its token off and add to the sums, both or neither (投票).

    :param chosen: an answer for each appraised row
    :raises NotFromHere: if it was cast before, or no votes are taken now
    :raises Unmet: if a unit has no answer, or one that is not on the ballot
    """
    with transaction.atomic():
        # The close and the casts go one after another: what is counted late is not counted.
        appraisal = Appraisal.objects.select_for_update().get(pk=ballot.appraisal_id)
        rows = list(appraisal.appraised.order_by("place").values_list("pk", flat=True))
        if any(chosen.get(row) not in CHOICES[appraisal.scale] for row in rows):
            raise Unmet(_("每个单位都要选一项；不清楚的选“不了解”"))
        if reason := _why_closed(appraisal, at):
            raise NotFromHere(reason)
        if not BallotToken.objects.filter(pk=ballot.pk, used=False).update(used=True):
            raise NotFromHere(_("这张票已经投出，没有再计票"))
        for row in rows:
            one = Tally.objects.filter(appraised=row, choice=chosen[row])
            one.update(by_link=F("by_link") + 1)


def count_paper(
    appraisal: Appraisal, returned: int, counts: Counts, *, by: Acting, at: datetime, key: str = ""
) -> Entry:
    """Type in what was counted of the ballots on paper; the second hand confirms it (纸质票录入).

    The first may type it over; whoever else types the same confirms it, and the sums are added.

    :raises NotYours: if `by` is no assessor of its office
    :raises NotFromHere: if it is not open, or the paper was confirmed
    :raises Unmet: if sums are not the ballots that came back, or differ from the first hand's
    """
    demand(assessor, by, appraisal, _("录入纸质票"))
    with transaction.atomic():
        held = Appraisal.objects.select_for_update().get(pk=appraisal.pk)
        if held.state != AppraisalState.OPEN:
            raise NotFromHere(_("评议为“%(state)s”，不能录入纸质票")
                              % {"state": held.get_state_display()})  # fmt: skip
        rows = {row.pk: row for row in held.appraised.select_related("unit").order_by("place")}
        _check_sums(held, returned, counts, rows)
        typed = {str(row): dict(counts[row]) for row in rows}
        first = PaperCount.objects.filter(appraisal=held).first()
        if first is not None and first.confirmed_by_id:
            raise NotFromHere(_("纸质票已经复核一致"))
        if first is None or first.entered_by_id == by.person_id:
            deed = "appraisal.count_paper"
            _type_first(held, returned, typed, by, at)
        else:
            deed = "appraisal.confirm_paper"
            _confirm(first, returned, typed, rows, by, at)
        facts = {"returned": returned}
        return write(deed, about=held, by=by, at=at, key=key, facts=facts)


def _why_closed(appraisal: Appraisal, at: datetime) -> str:
    if appraisal.state == AppraisalState.DRAFTING:
        return _("评议还没有开始")
    over = appraisal.state != AppraisalState.OPEN or appraisal.until < day_here(at)
    return _("评议已经结束") if over else ""


def _check_sums(
    appraisal: Appraisal, returned: int, counts: Counts, rows: Mapping[UUID, Appraised]
) -> None:
    if returned > appraisal.paper_issued:
        words = {"returned": returned, "issued": appraisal.paper_issued}
        raise Unmet(_("收回%(returned)s张，多于发出的%(issued)s张") % words)
    for pk, row in rows.items():
        said = counts.get(pk, {})
        number = sum(said.get(choice, 0) for choice in CHOICES[appraisal.scale])
        if number != returned or any(one < 0 for one in said.values()):
            said_of = {"unit": row.unit.name, "number": number, "returned": returned}
            raise Unmet(_("%(unit)s各项合计%(number)s张，与收回的%(returned)s张不等") % said_of)


def _type_first(
    appraisal: Appraisal, returned: int, typed: Mapping[str, Any], by: Acting, at: datetime
) -> None:
    columns = {"returned": returned, "counts": typed, "entered_by_id": by.person_id,
               "enterer_name": by.person_name, "entered_at": at}  # fmt: skip
    PaperCount.objects.update_or_create(appraisal=appraisal, defaults=columns)


def _confirm(
    first: PaperCount,
    returned: int,
    typed: Mapping[str, Any],
    rows: Mapping[UUID, Appraised],
    by: Acting,
    at: datetime,
) -> None:
    differ = [row.unit.name for pk, row in rows.items()
              if first.counts.get(str(pk)) != typed[str(pk)]]  # fmt: skip
    if differ or first.returned != returned:
        units = "、".join(differ)
        raise Unmet(_("与第一次录入不一致：%(units)s。请与第一录入人核对纸质票") % {"units": units}
                    if differ else _("收回张数与第一次录入不一致"))  # fmt: skip
    columns = {"confirmed_by_id": by.person_id, "confirmer_name": by.person_name}
    PaperCount.objects.filter(pk=first.pk).update(confirmed_at=at, **columns)
    for row in rows:
        for name, number in typed[str(row)].items():
            tally = Tally.objects.filter(appraised=row, choice=name)
            tally.update(on_paper=F("on_paper") + number)
