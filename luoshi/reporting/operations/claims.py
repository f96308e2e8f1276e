"""The claim of completion and its two checks: desk review, then verification by another hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from luoshi.breakdown import clocks
from luoshi.breakdown.lifecycle import MATTER
from luoshi.breakdown.models import Matter, Round
from luoshi.breakdown.operations.matters import hold
from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.intake.kinds import kind
from luoshi.organisation.acting import Acting
from luoshi.reporting.models import Claim, Review, Verification
from luoshi.reporting.operations.reports import lay_beside
from luoshi.reporting.sampling import draw
from luoshi.reporting.terms import Check, Method, Verdict
from luoshi.timelimits.days import day_of


@dataclass(frozen=True)
class Found:
    """What a verification found (核查记录表)."""

    method: str
    record: str
    visited_date: date
    place: str = ""
    no_interest: bool = False
    files: Sequence[tuple[str, bytes]] = ()


def claim(
    matter: Matter,
    *,
    by: Acting,
    at: datetime,
    statement: str,
    effect: str = "",
    residual: str = "",
    files: Sequence[tuple[str, bytes]] = (),
    key: str = "",
) -> Claim:
    """Say that the matter is done and ask for it to be checked (申请办结, T15).

    :raises NotYours: if `by` does not head the lead unit
    :raises NotFromHere: if the matter is not under way
    :raises Unmet: if nothing is said of the result, or a sub-matter is still open
    """
    with transaction.atomic():
        hold(matter)
        entry = MATTER.make("claim", matter, by=by, at=at, key=key, statement=statement)
        made = Claim.objects.create(
            matter=matter,
            round=Round.objects.get(matter=matter, number=matter.round_number),
            statement=statement,
            effect=effect,
            residual=residual,
            claimed_by_id=by.person_id,
            claimant_name=by.person_name,
            claimed_at=at,
        )
        lay_beside(files, by=by, at=at, claim=made)
        clocks.claimed(matter, at=at, entry=entry)
    return made


def pass_review(
    matter: Matter,
    *,
    by: Acting,
    at: datetime,
    checks: Mapping[str, bool],
    seed: str,
    note: str = "",
    key: str = "",
) -> Review:
    """Pass a claim at the desk and draw how it will be verified (初审通过, T16).

    :param checks: Check → whether it is so; all six must be
    :param seed: what the sample is drawn with; kept with the review
    """
    ticked = {str(check): bool(checks.get(check)) for check in Check.values}
    with transaction.atomic():
        waiting = _waiting_claim(matter)
        always = kind(matter.kind).always_on_site
        first = _first(matter, day_of(at))
        drawn = draw(waiting.pk, seed, always=always, first_of_the_quarter=first)
        found = {
            "checks": ticked,
            "note": note,
            "on_site": drawn.on_site,
            "on_site_reason": drawn.reason,
            "seed": seed,
        }
        on_site = {"on_site": drawn.on_site}
        entry = MATTER.make("pass_review", matter, by=by, at=at, key=key, columns=on_site, **found)
        review = Review.objects.create(
            claim=waiting,
            passed=True,
            reviewed_by_id=by.person_id,
            reviewer_name=by.person_name,
            reviewed_at=at,
            **found,
        )
        clocks.reviewed(matter, at=at, entry=entry)
    return review


def fail_review(
    matter: Matter,
    *,
    by: Acting,
    at: datetime,
    reason: str,
    rework_date: date | None,
    checks: Mapping[str, bool] | None = None,
    key: str = "",
) -> Review:
    """Return a claim at the desk, with the reason and a new internal date (初审退回, T16)."""
    with transaction.atomic():
        waiting = _waiting_claim(matter)
        _send_back("fail_review", matter, rework_date, by=by, at=at, key=key, reason=reason)
        review = Review.objects.create(
            claim=waiting,
            checks={str(check): bool((checks or {}).get(check)) for check in Check.values},
            passed=False,
            note=reason,
            reviewed_by_id=by.person_id,
            reviewer_name=by.person_name,
            reviewed_at=at,
        )
        _decide_claim(waiting, accepted=False)
    return review


def verify(
    matter: Matter, found: Found, *, by: Acting, at: datetime, key: str = ""
) -> Verification:
    """Confirm a claim by another hand (核查通过, T17).

    :raises NotYours: if `by` made the claim, comes from a unit with a part or from above one
    :raises Unmet: if the sample asks for a visit and none was made, nothing is recorded, or the
        verifier does not declare to have no interest
    """
    _check_found(found, at)
    with transaction.atomic():
        waiting = _waiting_claim(matter)
        facts: dict[str, Any] = {"method": found.method, "record": found.record}
        facts["place"] = found.place
        entry = MATTER.make("verify", matter, by=by, at=at, key=key, **facts)
        made = _record(waiting, found, Verdict.TRUE, by=by, at=at)
        _decide_claim(waiting, accepted=True)
        clocks.verified(matter, at=at, entry=entry)
    return made


def fail_verification(
    matter: Matter,
    found: Found,
    *,
    verdict: str,
    rework_date: date | None,
    by: Acting,
    at: datetime,
    key: str = "",
) -> Verification:
    """Return a claim that did not hold, with a new internal date (核查退回, T17).

    :param verdict: PARTIAL, UNDONE or FALSIFIED
    """
    _check_found(found, at)
    _check_verdict(verdict)
    with transaction.atomic():
        waiting = _waiting_claim(matter)
        facts: dict[str, Any] = {"method": found.method, "record": found.record}
        facts["verdict"] = verdict
        _send_back("fail_verification", matter, rework_date, by=by, at=at, key=key, **facts)
        made = _record(waiting, found, verdict, by=by, at=at)
        _decide_claim(waiting, accepted=False)
    return made


def _send_back(
    move: str,
    matter: Matter,
    rework_date: date | None,
    *,
    by: Acting,
    at: datetime,
    key: str,
    **facts: Any,
) -> None:
    _check_rework_date(rework_date, at)
    columns = {"times_sent_back": F("times_sent_back") + 1}
    facts["rework_date"] = rework_date.isoformat() if rework_date else ""
    entry = MATTER.make(move, matter, by=by, at=at, key=key, columns=columns, **facts)
    if rework_date is not None:
        clocks.sent_back(matter, rework_date, at=at, entry=entry)


def _waiting_claim(matter: Matter) -> Claim:
    waiting = matter.claims.filter(accepted__isnull=True).first()
    if waiting is None:
        raise NotFromHere(_("没有待核的办结申请"))
    return waiting


def _decide_claim(waiting: Claim, *, accepted: bool) -> None:
    Claim.objects.filter(pk=waiting.pk).update(accepted=accepted)


def _first(matter: Matter, today: date) -> bool:
    quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    drawn = Review.objects.filter(
        claim__matter__lead=matter.lead_id, on_site=True, reviewed_at__date__gte=quarter
    )
    return not drawn.exists()


def _check_verdict(verdict: str) -> None:
    if verdict not in (Verdict.PARTIAL, Verdict.UNDONE, Verdict.FALSIFIED):
        raise Unmet(_("请选择退回的核查结论"))


def _check_rework_date(rework_date: date | None, at: datetime) -> None:
    """Ask for a day to come; that there is a day at all is asked by the table."""
    if rework_date is not None and rework_date <= day_of(at):
        raise Unmet(_("新的办理期限须晚于今天"))


def _check_found(found: Found, at: datetime) -> None:
    if not found.no_interest:
        raise Unmet(_("核查人须声明没有应当回避的情形"))
    if found.visited_date > day_of(at):
        raise Unmet(_("核查日期不能晚于今天"))
    if found.method not in Method.values:
        raise Unmet(_("请选择核查方式"))
    if found.method in (Method.ON_SITE, Method.COVERT) and not found.place.strip():
        raise Unmet(_("实地核查须写明地点"))


def _record(
    waiting: Claim, found: Found, verdict: str, *, by: Acting, at: datetime
) -> Verification:
    made = Verification.objects.create(
        claim=waiting,
        method=found.method,
        place=found.place,
        visited_date=found.visited_date,
        record=found.record,
        verdict=verdict,
        no_interest=found.no_interest,
        verified_by_id=by.person_id,
        verifier_name=by.person_name,
        verifier_unit_id=by.unit_id,
        verified_at=at,
    )
    lay_beside(found.files, by=by, at=at, verification=made)
    return made
