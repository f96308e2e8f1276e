"""时限规则 A city sets its own limit in place of a default, from a day on, or goes back to it.

What is owed already keeps the limit it was promised by, unless whoever sets the rule has it
reckoned again; the page shows beforehand which days would move.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.dues.city import mark_of
from luoshi.dues.copies import bring_in_step
from luoshi.dues.models import CityRule
from luoshi.dues.moves import under_rule
from luoshi.dues.operations.calendars import demand_basis, hold_time, reckon_again
from luoshi.dues.rules import demand_keeper
from luoshi.dues.telling import Told, tell
from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.kit.actor import Actor
from luoshi.timelimits.days import ONE_DAY
from luoshi.timelimits.here import day_here
from luoshi.timelimits.queries import default_rules, in_force
from luoshi.timelimits.rules import Rule
from luoshi.trail.operations import write


@transaction.atomic
def set_city_rule(
    rule: Rule,
    *,
    subject: str,
    step: str,
    by: Actor,
    at: datetime,
    reckon: bool = False,
    seen: str = "",
    key: str = "",
) -> CityRule:
    """Set a city's own limit from a day on; the version before it ends the day before (本地时限).

    A version that begins on the very same day is corrected.

    :param reckon: whether what is owed by this rule already is reckoned again by the new one
    :param seen: the rule's mark when it was looked at (`city.mark_of`), if anybody did
    :raises NotYours: if `by` does not keep the city's time
    :raises Unmet: if the basis or the day it comes into force is not named, or open dues are to
        be reckoned by a rule that is not in force yet
    :raises NotFromHere: if a version begins later, or the rule was changed since it was seen
    """
    demand_keeper(by, gettext_lazy("设定本地时限"))
    demand_basis(rule.basis)
    if rule.since is None:
        raise Unmet(_("本地时限须写明施行日期"))
    _check_now(rule.code, rule.since, reckon=reckon, seen=seen, at=at)
    before, row = _lay(rule, rule.since, subject, step)
    facts: dict[str, Any] = {"code": rule.code, "basis": rule.basis, "since": rule.since}
    facts |= {"start": rule.start, "pausable": rule.pausable}
    told = _put_under(rule, facts, at) if reckon else []
    entry = write("city_rule.set", about=row, by=by, at=at, before=before, after=str(rule.limit),
                  facts=facts, key=key)  # fmt: skip
    tell(entry, *told)
    return row


@transaction.atomic
def restore_default(
    code: str,
    *,
    since: date,
    basis: str,
    by: Actor,
    at: datetime,
    reckon: bool = False,
    seen: str = "",
    key: str = "",
) -> CityRule:
    """Let the default hold again from a day on (恢复默认时限); the city's own ends the day before.

    :param reckon: whether what is owed by this rule already is reckoned again by the default
    :param seen: the rule's mark when it was looked at (`city.mark_of`), if anybody did
    :raises NotYours: if `by` does not keep the city's time
    :raises Unmet: if no paper is named, nothing stands by default, or open dues are to be reckoned
        by what is not in force yet
    :raises NotFromHere: if the city has no own limit that day, it begins that day or later, or the
        rule was changed since it was seen
    """
    demand_keeper(by, gettext_lazy("恢复默认时限"))
    demand_basis(basis)
    _check_now(code, since, reckon=reckon, seen=seen, at=at)
    row = _in_its_place(code, since)
    general = in_force(default_rules([code]), code, since)
    if general is None:
        raise Unmet(_("这一时限没有默认值，请改定时限"))
    row.until = since - ONE_DAY
    row.save(update_fields=["until"])
    facts: dict[str, Any] = {"code": code, "basis": basis, "since": since}
    facts |= {"start": general.start, "pausable": general.pausable}
    told = _put_under(general, facts, at) if reckon else []
    entry = write("city_rule.end", about=row, by=by, at=at, before=_said(row),
                  after=str(general.limit), facts=facts, key=key)  # fmt: skip
    tell(entry, *told)
    return row


def _in_its_place(code: str, since: date) -> CityRule:
    """Return the city's own version that would end, so that the default holds from a day on."""
    row = CityRule.objects.filter(code=code).order_by("-since").first()
    if row is None or (row.until is not None and row.until < since):
        raise NotFromHere(_("这一时限没有本地规定，已按默认时限"))
    if row.since is not None and row.since >= since:
        day = (row.since + ONE_DAY).isoformat()
        raise NotFromHere(_("本地规定尚未施行满一天，最早可自%(day)s起恢复默认") % {"day": day})
    return row


def _check_now(code: str, since: date, *, reckon: bool, seen: str, at: datetime) -> None:
    """Ask what only this moment answers; whoever else decides about the city's time waits."""
    if reckon and since > day_here(at):
        raise Unmet(_("施行日期未到，在办的不能按新时限重算"))
    hold_time()
    if seen and seen != mark_of(code):
        raise NotFromHere(_("这一时限刚被修改，请刷新后再定"))


def _put_under(rule: Rule, facts: dict[str, Any], at: datetime) -> list[Told]:
    """Reckon what is open by the new limit; note it among the facts, return what is to be told."""
    result = reckon_again(under_rule(rule.code), measure=rule.limit, pausable=rule.pausable)
    facts["reckoned"] = {**result.facts, "copies": bring_in_step(at)}
    return result.told


def _lay(rule: Rule, since: date, subject: str, step: str) -> tuple[str, CityRule]:
    """End the version before and lay the new one; return what held before, as text."""
    versions = CityRule.objects.filter(code=rule.code)
    if versions.filter(since__gt=since).exists():
        raise NotFromHere(_("该时限已有更晚施行的规定"))
    for row in versions.filter(since__lt=since):
        if row.until is None or row.until >= since:
            row.until = since - ONE_DAY
            row.save(update_fields=["until"])
    columns: dict[str, Any] = {
        "subject": subject, "step": step, "length": rule.limit.length, "unit": rule.limit.unit,
        "roll": rule.limit.roll, "start": rule.start, "pausable": rule.pausable,
        "basis": rule.basis, "until": rule.until,
    }  # fmt: skip
    last = versions.order_by("-since").first()
    before = _said(last) if last else ""
    row, _made = CityRule.objects.update_or_create(code=rule.code, since=since, defaults=columns)
    return before, row


def _said(row: CityRule) -> str:
    return f"LIMIT {row.length} {row.unit}{' ROLL' * row.roll}"
