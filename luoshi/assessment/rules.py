"""Who may set up, count, certify and see an assessment (domain/08 section 8.2)."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from luoshi.assessment.models import Period, Scheme, Score
from luoshi.assessment.terms import PeriodState, SchemeState
from luoshi.kit.rules import NOTHING, rule
from luoshi.organisation.acting import Acting
from luoshi.organisation.heritage import carried_on_by
from luoshi.organisation.terms import LEADERS, UNIT_ROLES, Role

EVERYTHING = Q(pk__isnull=False)


@rule(_("考核办考核员"))
def assessor(by: Acting) -> Q:
    """Be an assessor of the office that keeps the scheme (asked of a scheme)."""
    return Q(office_id=by.unit_id) if by.role == Role.ASSESSOR else NOTHING


@rule(_("考核办主要负责人"))
def office_head(by: Acting) -> Q:
    """Head the office that keeps the scheme: what binds others is the head's word (a scheme)."""
    return Q(office_id=by.unit_id) if by.role == Role.UNIT_HEAD else NOTHING


@rule(_("考核办考核员"))
def assessor_of_the_period(by: Acting) -> Q:
    """Be an assessor of the office whose scheme a period is under (asked of a period)."""
    return Q(scheme__office_id=by.unit_id) if by.role == Role.ASSESSOR else NOTHING


@rule(_("考核办主要负责人"))
def head_of_the_period(by: Acting) -> Q:
    """Head the office whose scheme a period is under (asked of a period)."""
    return Q(scheme__office_id=by.unit_id) if by.role == Role.UNIT_HEAD else NOTHING


@rule(_("市领导"))
def approver(by: Acting) -> Q:
    """Be a leader: results are approved by the committee's leaders (domain/06 section 6.8, 10)."""
    return EVERYTHING if by.role in LEADERS else NOTHING


@rule(_("数据来源单位"))
def source_staff(by: Acting) -> Q:
    """Work in the department a figure comes from (asked of a figure)."""
    return Q(indicator__source_unit_id=by.unit_id) if by.role in UNIT_ROLES else NOTHING


@rule(_("数据来源单位主要负责人"))
def source_head(by: Acting) -> Q:
    """Head the department a figure comes from: its signature certifies (asked of a figure)."""
    return Q(indicator__source_unit_id=by.unit_id) if by.role == Role.UNIT_HEAD else NOTHING


@rule(_("考核办考核员"))
def figure_assessor(by: Acting) -> Q:
    """Be an assessor of the office whose period a figure belongs to (asked of a figure)."""
    return Q(period__scheme__office_id=by.unit_id) if by.role == Role.ASSESSOR else NOTHING


@rule(_("考核办主要负责人"))
def figure_office_head(by: Acting) -> Q:
    """Head the office whose scheme a figure is under (asked of a figure)."""
    if by.role != Role.UNIT_HEAD:
        return NOTHING
    return Q(period__scheme__office_id=by.unit_id)


@rule(_("被考核单位主要负责人"))
def assessed_head(by: Acting) -> Q:
    """Head a unit that a scheme assesses (asked of its place in the group)."""
    return Q(unit_id=by.unit_id) if by.role == Role.UNIT_HEAD else NOTHING


def schemes_shown(by: Acting) -> Q:
    """Return which schemes a post sees (Scheme): a draft is its office's own affair."""
    own = Q(office_id=by.unit_id) if by.role in (Role.ASSESSOR, Role.UNIT_HEAD) else NOTHING
    if sees_all(by):
        return own | ~Q(state__in=[SchemeState.DRAFT, SchemeState.WITHDRAWN])
    if by.role not in UNIT_ROLES:
        return NOTHING
    stands = Scheme.objects.filter(state__in=[SchemeState.IN_FORCE, SchemeState.SUPERSEDED])
    named = Q(units__unit_id=by.unit_id) | Q(groups__indicators__source_unit_id=by.unit_id)
    return own | Q(pk__in=stands.filter(named).values("pk"))


def sees_all(by: Acting) -> bool:
    """Tell whether this post sees every unit's score: leaders, and the office that assesses."""
    return by.role in (*LEADERS, Role.SECRETARY_GENERAL, Role.ASSESSOR)


def heads_an_assessing_office(by: Acting) -> bool:
    """Tell whether this post heads an office that keeps schemes. One question, of heads alone."""
    return by.role == Role.UNIT_HEAD and Scheme.objects.filter(office=by.unit_id).exists()


def inherited(by: Acting) -> QuerySet[Score]:
    """Return the scores of units whose work this post's unit carries on."""
    return Score.objects.filter(unit__in=carried_on_by(by.unit_id).exclude(pk=by.unit_id))


def periods_shown(by: Acting) -> Q:
    """Return which periods a post sees (Period): units see them once they are previewed."""
    if sees_all(by):
        return EVERYTHING
    if by.role not in UNIT_ROLES:
        return NOTHING
    own = Q(scheme__office_id=by.unit_id)
    assessed = Q(scheme__units__unit__path__startswith=by.unit_path)
    # What a unit had earned before it was merged is read by whoever carries its work on.
    assessed |= Q(pk__in=inherited(by).values("period"))
    before = Q(state__in=[PeriodState.COLLECTING, PeriodState.SELF_REPORTING, PeriodState.CHECKING])
    shown = Period.objects.filter(own | (assessed & ~before))
    return Q(pk__in=shown.values("pk"))
