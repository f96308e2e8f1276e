"""Who may check, adjust, appeal and decide; nobody decides on what they scored themselves."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from luoshi.assessment.appeal_terms import AppealState
from luoshi.assessment.models import (
    Adjustment,
    Appeal,
    AppealOpinion,
    AssessedUnit,
    Figure,
    Period,
    UnitCheck,
)
from luoshi.assessment.rules import EVERYTHING, assessor_of_the_period, head_of_the_period, sees_all
from luoshi.assessment.terms import RuleKind
from luoshi.kit.rules import NOTHING, rule
from luoshi.organisation.acting import Acting
from luoshi.organisation.heritage import carried_on_by
from luoshi.organisation.terms import LEADERS, UNIT_ROLES, Role
from luoshi.trail.models import Entry

COMPUTING = "period.compute"
of_the_office = (assessor_of_the_period | head_of_the_period).named(_("考核办考核员或主要负责人"))


@rule(_("被考核单位主要负责人"))
def assessed_head(by: Acting) -> Q:
    """Head a unit that is assessed in the period (asked of a period)."""
    if by.role != Role.UNIT_HEAD:
        return NOTHING
    own = AssessedUnit.objects.filter(unit=by.unit_id)
    return Q(scheme__in=own.values("scheme"))


@rule(_("考核办考核员或主要负责人"))
def adjusting(by: Acting) -> Q:
    """Work in the office whose scheme an adjustment is under (asked of an adjustment)."""
    if by.role not in (Role.ASSESSOR, Role.UNIT_HEAD):
        return NOTHING
    return Q(period__scheme__office_id=by.unit_id)


@rule(_("考核办另一名人员（容错免责由考核办主要负责人、一票否决由市领导）"))
def may_confirm(by: Acting) -> Q:
    """Be another hand than the proposer's; a tolerance is the head's word, a veto a leader's."""
    other = ~Q(proposed_by__in=by.people)
    if by.role in LEADERS:
        return Q(rule__kind=RuleKind.VETO) & other
    held = adjusting(by)
    if held is NOTHING:
        return NOTHING
    above = (RuleKind.VETO,) if by.role == Role.UNIT_HEAD else (RuleKind.VETO, RuleKind.TOLERANCE)
    return held & other & ~Q(rule__kind__in=above)


@rule(_("考核办主要负责人（一票否决由市领导）"))
def may_revoke(by: Acting) -> Q:
    """Head the office, or be a leader where it is a veto (asked of an adjustment)."""
    if by.role in LEADERS:
        return Q(rule__kind=RuleKind.VETO)
    if by.role != Role.UNIT_HEAD:
        return NOTHING
    return Q(period__scheme__office_id=by.unit_id) & ~Q(rule__kind=RuleKind.VETO)


@rule(_("申诉已成立的复核人"))
def overturning(by: Acting) -> Q:
    """Be of those who upheld the appeal against it (asked of an adjustment)."""
    upheld = Appeal.objects.filter(
        adjustment=OuterRef("pk"), state=AppealState.SETTLED, opinions__given_by__in=by.people
    )
    return Q(Exists(upheld))


@rule(_("申诉单位主要负责人"))
def appellant(by: Acting) -> Q:
    """Head the unit that appeals (asked of an appeal)."""
    return Q(unit_id=by.unit_id) if by.role == Role.UNIT_HEAD else NOTHING


@rule(_("考核办考核员或主要负责人"))
def of_the_appeals_office(by: Acting) -> Q:
    """Work in the office that decides on it (asked of an appeal)."""
    if by.role not in (Role.ASSESSOR, Role.UNIT_HEAD):
        return NOTHING
    return Q(period__scheme__office_id=by.unit_id)


@rule(_("系统管理员（单位并入）"))
def merging(by: Acting) -> Q:
    """Keep the units: an appeal of a unit that is gone ends with it (asked of an appeal)."""
    return EVERYTHING if by.role == Role.SYSTEM_ADMIN else NOTHING


@rule(_("考核办未参与该项计分（填报、核定、认定、审核、计算）且未提过意见的人员"))
def may_decide(by: Acting) -> Q:
    """Be of the office, have had no hand in what is appealed against, and have said nothing yet.

    The same persons are asked of as of the post: who scored from another post scored all the same.
    """
    held = of_the_appeals_office(by)
    if held is NOTHING:
        return NOTHING
    said = AppealOpinion.objects.filter(appeal=OuterRef("pk"), given_by__in=by.people)
    own = Q(lodged_by__in=by.people)
    return held & ~Q(scored_by(by.people)) & ~Q(Exists(said)) & ~own


def scored_by(people: tuple[UUID, ...], until: datetime | None = None) -> Q:
    """Return which appeals are against what one of these people had a hand in (Appeal).

    A hand in a figure is entering or certifying any revision of it, also before it was corrected.

    :param until: what was done later is left out; None for all up to now
    """
    figures = Figure.objects.filter(
        _hand("entered", people, until) | _hand("certified", people, until),
        period=OuterRef("period"),
        indicator=OuterRef("indicator"),
        unit=OuterRef("unit"),
    )
    adjustments = Adjustment.objects.filter(
        _hand("proposed", people, until) | _hand("decided", people, until),
        pk=OuterRef("adjustment"),
    )
    checks = UnitCheck.objects.filter(
        _hand("checked", people, until), period=OuterRef("period"), unit=OuterRef("unit")
    )
    return (
        Q(Exists(figures))
        | Q(Exists(adjustments))
        | Q(Exists(checks))
        | Q(period__in=_computed_by(people, until))
    )


def _hand(done: str, people: tuple[UUID, ...], until: datetime | None) -> Q:
    hand = Q(**{f"{done}_by__in": people})
    return hand & Q(**{f"{done}_at__lt": until}) if until is not None else hand


def _computed_by(people: tuple[UUID, ...], until: datetime | None) -> list[str]:
    """Return the periods one of these people had computed; the trail knows who."""
    done = Entry.objects.filter(deed=COMPUTING, person_id__in=people)
    if until is not None:
        done = done.filter(at__lt=until)
    return list(done.order_by().values_list("about_id", flat=True).distinct())


def appeals_before(by: Acting) -> QuerySet[Appeal]:
    """Return the appeals a post may read: all for leaders and the office, else one's own unit's."""
    own = Q(unit__in=carried_on_by(by.unit_id)) if by.role in UNIT_ROLES else NOTHING
    office = Q(period__scheme__office_id=by.unit_id)
    return Appeal.objects.filter(EVERYTHING if sees_all(by) else own | office)


def adjustments_before(by: Acting) -> QuerySet[Adjustment]:
    """Return the adjustments a post may read, as `appeals_before` does; units once confirmed."""
    if sees_all(by):
        return Adjustment.objects.all()
    if by.role not in UNIT_ROLES:
        return Adjustment.objects.none()
    return Adjustment.objects.filter(period__scheme__office_id=by.unit_id)


def worked_on(by: Acting) -> QuerySet[Period]:
    """Return the periods whose process a post is led through: the office's own, all for leaders."""
    if sees_all(by):
        return Period.objects.all()
    if by.role not in UNIT_ROLES:
        return Period.objects.none()
    return Period.objects.filter(scheme__office_id=by.unit_id)


def periods_led(by: Acting) -> QuerySet[Period]:
    """Return the periods a post is led through: from inside, or as one whose unit is assessed."""
    seen = worked_on(by)
    if by.role not in UNIT_ROLES:
        return seen
    own = AssessedUnit.objects.filter(unit=by.unit_id)
    return Period.objects.filter(Q(pk__in=seen.values("pk")) | Q(scheme__in=own.values("scheme")))
