"""办结, 销号, 归档: three things by three hands, each after the one before."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.breakdown import clocks
from luoshi.breakdown.lifecycle import MATTER
from luoshi.breakdown.models import Matter, Round, Takeover
from luoshi.flow.refusals import Unmet
from luoshi.organisation.acting import Acting
from luoshi.reporting.models import Verification
from luoshi.reporting.terms import Verdict


def complete(matter: Matter, *, by: Acting, at: datetime, opinion: str = "", key: str = "") -> None:
    """Accept a verified result (批准办结, T18); the main clock stops.

    :raises NotYours: if `by` does not direct the room
    """
    with transaction.atomic():
        entry = MATTER.make("complete", matter, by=by, at=at, key=key, opinion=opinion)
        clocks.completed(matter, at=at, entry=entry)


def write_off(matter: Matter, *, by: Acting, at: datetime, key: str = "") -> None:
    """Strike the matter off the ledger (销号, T19).

    :raises Unmet: if the current round has no verification that found the result true
    """
    if not true_verification(matter):
        raise Unmet(_("本轮没有核查属实的记录，不能销号"))
    with transaction.atomic():
        entry = MATTER.make("write_off", matter, by=by, at=at, key=key)
        clocks.written_off(matter, at=at, entry=entry)
        Round.objects.filter(matter=matter, number=matter.round_number).update(closed_at=at)


def file(matter: Matter, *, by: Acting, at: datetime, originals: str = "", key: str = "") -> None:
    """File the records of a matter (归档, T20).

    :param originals: where the notice and receipt of a matter taken over lie on paper, or that they
        are not to be found; kept with the entry, beside the paper record that was named
    :raises Unmet: if a record that must be there is missing: notice, receipt, claim, review,
        verification; or if nothing is said of the paper originals of a matter taken over
    """
    if missing := missing_records(matter):
        raise Unmet(_("归档材料不齐，缺：%(records)s") % {"records": "、".join(missing)})
    facts: dict[str, Any] = {}
    if taken := paper_record(matter):
        if not originals.strip():
            raise Unmet(_("承接的事项须写明承接前通知单、回执的原件存放何处，或者已无原件"))
        facts = {"originals": originals.strip(), "paper_record": str(taken)}
    MATTER.make("file", matter, by=by, at=at, key=key, **facts)


def true_verification(matter: Matter) -> Verification | None:
    """Return the verification of the current round that found the result true, if any."""
    return Verification.objects.filter(
        claim__matter=matter,
        claim__round__number=matter.round_number,
        claim__accepted=True,
        verdict=Verdict.TRUE,
    ).first()


def paper_record(matter: Matter) -> Takeover | None:
    """Return the paper record in whose round a matter still is: its notice and receipt are paper.

    A later round was issued here, with a notice and receipt of its own.
    """
    return Takeover.objects.filter(matter=matter.pk, round_number=matter.round_number).first()


def missing_records(matter: Matter) -> list[str]:
    """Return the names of the records the file of a matter still lacks.

    Of what was taken over from paper the notice and receipt are not here: whoever files says where
    they are.
    """
    current = matter.rounds.get(number=matter.round_number)
    leads = current.parts.filter(role="LEAD", given_up_at__isnull=True)
    accepted = matter.claims.filter(round=current, accepted=True)
    on_paper = paper_record(matter) is not None
    there = {
        _("督查通知单"): on_paper or leads.filter(notice__isnull=False).exists(),
        _("回执"): on_paper or leads.filter(receipt__isnull=False).exists(),
        _("办结报告"): accepted.exists(),
        _("初审记录"): accepted.filter(review__passed=True).exists(),
        _("核查记录"): accepted.filter(verification__verdict=Verdict.TRUE).exists(),
    }
    return [name for name, found in there.items() if not found]
