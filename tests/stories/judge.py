"""What is false of an assessment, asked of tables and trail by questions of its own."""

from django.db.models import Q

from luoshi.assessment.models import (
    Adjustment,
    Appeal,
    AppealOpinion,
    AssessedUnit,
    Figure,
    Indicator,
    Period,
    Score,
    UnitCheck,
)
from luoshi.trail.models import Entry
from tests.assessed import GROUPS
from tests.world import someone_of


def judged(pk):
    """Return what is false of a period, by questions of its own."""
    period = Period.objects.get(pk=pk)
    false = []
    current = Figure.objects.filter(period=period, current=True)
    units = AssessedUnit.objects.filter(scheme=period.scheme_id)
    if period.state in ("PREVIEWING", "PUBLICITY") and period.scores.count() != units.count():
        false.append("shown, and a unit has no score")
    if period.state in ("APPROVED", "PUBLISHED"):
        leaves = Indicator.objects.filter(group__scheme=period.scheme_id, below__isnull=True)
        asked = sum(units.filter(group=one.group_id).count() for one in leaves)
        if current.filter(state="CERTIFIED", certified_by__isnull=False).count() != asked:
            false.append(f"{period.state} with a figure nobody certified")
        open_ones = Appeal.objects.filter(period=period).exclude(
            state__in=["SETTLED", "REFUSED", "WITHDRAWN"]
        )
        if open_ones.exists():
            false.append(f"{period.state} over an open appeal")
        if Adjustment.objects.filter(period=period, state="PROPOSED").exists():
            false.append(f"{period.state} with an adjustment nobody confirmed")
        false += quotas_broken(period)
    for opinion in AppealOpinion.objects.filter(appeal__period=period):
        if had_a_hand(opinion):
            false.append(f"{opinion.giver_name} decided on what they scored")
    for appeal in Appeal.objects.filter(period=period, decided_at__isnull=False):
        stances = list(appeal.opinions.values_list("stance", "given_by"))
        wanted = "REFUSE" if appeal.state == "REFUSED" else "UPHOLD"
        if len({hand for stance, hand in stances if stance == wanted}) != 2:
            false.append("an appeal was not decided by two alike")
    for one in Adjustment.objects.filter(
        period=period, state="CONFIRMED", decided_by__isnull=False
    ):
        if one.decided_by_id == one.proposed_by_id:
            false.append("an adjustment was confirmed by the hand that proposed it")
        if one.rule.kind == "VETO" and not (one.document_number and is_a_leader(one)):
            false.append("a veto without paper or leader")
    return false


def had_a_hand(opinion):
    """Tell whether whoever gave an opinion had scored before, by the rows as they are."""
    appeal, person, before = opinion.appeal, opinion.given_by_id, opinion.given_at
    figure = Figure.objects.filter(
        period=appeal.period_id, indicator=appeal.indicator_id, unit=appeal.unit_id
    )
    hands = Q(entered_by=person, entered_at__lte=before)
    hands |= Q(certified_by=person, certified_at__lte=before)
    checked = UnitCheck.objects.filter(
        period=appeal.period_id, unit=appeal.unit_id, checked_by=person, checked_at__lte=before
    )
    computed = Entry.objects.filter(
        deed="period.compute", about_id=str(appeal.period_id), person_id=person, at__lte=before
    )
    against = appeal.adjustment
    adjusted = against is not None and person in (against.proposed_by_id, against.decided_by_id)
    return figure.filter(hands).exists() or checked.exists() or computed.exists() or adjusted


def is_a_leader(one):
    """Tell whether a leader's post confirmed it, as the trail has it."""
    posts = {
        leader.post_id for leader in (someone_of("市政府", "市长"), someone_of("市政府", "副市长"))
    }
    entry = Entry.objects.filter(deed="adjustment.confirm", about_id=str(one.pk)).get()
    return entry.post_id in posts


def quotas_broken(period):
    """Count excellent units by group against three in ten, and those with a veto against none."""
    false = []
    vetoed = Adjustment.objects.filter(period=period, state="CONFIRMED", rule__kind="VETO")
    excellent = Score.objects.filter(period=period, grade="EXCELLENT")
    if excellent.filter(unit__in=vetoed.values("unit")).exists():
        false.append("an excellent unit with a veto")
    for names in GROUPS.values():
        if excellent.filter(unit__short_name__in=names).count() > len(names) * 3 // 10:
            false.append("more excellent units than the quota")
    return false
