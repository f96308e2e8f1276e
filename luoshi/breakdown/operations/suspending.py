"""挂起、恢复 A matter stands still for a cause from outside, is looked at again, and goes on (T12).

Children under way stand still and go on with it, so that their dates move by the same days.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.breakdown import standstill
from luoshi.breakdown.lifecycle import MATTER
from luoshi.breakdown.models import Matter, Suspension
from luoshi.breakdown.operations.children import descendants
from luoshi.breakdown.terms import Cause, MatterState
from luoshi.flow.refusals import Unmet
from luoshi.kit.wording import full_date
from luoshi.organisation.acting import Acting
from luoshi.timelimits.days import day_of


def suspend(
    matter: Matter,
    *,
    by: Acting,
    at: datetime,
    cause: str,
    reason: str,
    review_date: date | None,
    key: str = "",
) -> list[Matter]:
    """Let a matter stand still (挂起); return the children that stand still with it.

    :param review_date: when the room looks at it again, thirty days from now at the latest
    :raises NotYours: if `by` is not of the level that opened the matter
    :raises NotFromHere: if the matter is not under way
    :raises Unmet: without a cause from outside, a reason or a day, or for a child alone
    """
    check(matter, cause, review_date, at=at)
    with transaction.atomic():
        _stop(matter, cause, reason, review_date, by=by, at=at, key=key)
        along = under_way_below(matter)
        for child in along:
            _stop(child, cause, reason, review_date, by=by, at=at)
    return along


def check(matter: Matter, cause: str, review_date: date | None, *, at: datetime) -> None:
    """Ask of a suspension what the table of moves does not: whose it is, a known cause, a near day.

    :raises Unmet: for a child alone, another cause, or a day that is past or too far
    """
    _check_alone(matter)
    _check_cause(cause)
    _check_review(review_date, at)


def prolong(
    matter: Matter,
    *,
    by: Acting,
    at: datetime,
    reason: str,
    review_date: date | None,
    key: str = "",
) -> None:
    """Look at a suspension again and let it last: the cause is still there (继续挂起).

    :raises Unmet: without a reason or a day within thirty days
    """
    _check_alone(matter)
    _check_review(review_date, at)
    facts: dict[str, Any] = {"reason": reason, "review_date": _said(review_date)}
    with transaction.atomic():
        for one in [matter, *_standing_below(matter)]:
            once = key if one is matter else ""
            columns = {"review_date": review_date}
            entry = MATTER.make("prolong", one, by=by, at=at, key=once, columns=columns, **facts)
            one.suspensions.filter(until__isnull=True).update(review_date=review_date)
            if review_date is not None and one is matter:
                standstill.look_again(one, review_date, at=at, entry=entry)


def resume(matter: Matter, *, by: Acting, at: datetime, reason: str, key: str = "") -> list[Matter]:
    """Let a matter go on; its dates move by the days it stood still (恢复办理).

    Returns the children that go on with it.

    :raises NotYours: if `by` is not of the level that opened the matter
    :raises NotFromHere: if the matter does not stand still
    """
    _check_alone(matter)
    along = _standing_below(matter)
    with transaction.atomic():
        for one in [matter, *along]:
            once = key if one is matter else ""
            entry = MATTER.make("resume", one, by=by, at=at, key=once, reason=reason)
            one.suspensions.filter(until__isnull=True).update(until=day_of(at))
            standstill.go_on(one, at=at, entry=entry)
    return along


def under_way_below(matter: Matter) -> list[Matter]:
    """Return the children that would stand still with a matter; shown beforehand."""
    return [one for one in descendants(matter) if one.state == MatterState.IN_PROGRESS]


def _standing_below(matter: Matter) -> list[Matter]:
    return [one for one in descendants(matter) if one.state == MatterState.SUSPENDED]


def _stop(
    matter: Matter,
    cause: str,
    reason: str,
    review_date: date | None,
    *,
    by: Acting,
    at: datetime,
    key: str = "",
) -> None:
    facts: dict[str, Any] = {"cause": cause, "reason": reason, "review_date": _said(review_date)}
    columns = {"review_date": review_date}
    entry = MATTER.make("suspend", matter, by=by, at=at, key=key, columns=columns, **facts)
    if review_date is None:
        return
    Suspension.objects.create(
        matter=matter,
        cause=cause,
        reason=reason[:500],
        since=day_of(at),
        review_date=review_date,
    )
    standstill.stand_still(matter, reason=reason, at=at, entry=entry)
    if matter.parent_id is None:
        standstill.look_again(matter, review_date, at=at, entry=entry)


def _check_alone(matter: Matter) -> None:
    if matter.parent_id is not None:
        raise Unmet(_("子事项随主事项挂起和恢复，不能单独办理"))


def _check_cause(cause: str) -> None:
    if cause and cause not in Cause.values:
        raise Unmet(_("请选择挂起的外部原因"))


def _check_review(review_date: date | None, at: datetime) -> None:
    """Ask for a day to come and not too far; that there is a day is asked by the table."""
    if review_date is None:
        return
    if review_date <= day_of(at):
        raise Unmet(_("复查日期须晚于今天"))
    until = standstill.review_until(at)
    if review_date > until:
        raise Unmet(_("复查日期不得晚于%(day)s") % {"day": full_date(until)})


def _said(day: date | None) -> str:
    return day.isoformat() if day else ""
