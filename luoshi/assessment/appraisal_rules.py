"""Who may hold an appraisal and see its results; nobody sees a ballot (domain/08 section 8.2)."""

from django.db.models import Q

from luoshi.assessment.appraisal_terms import AppraisalState
from luoshi.assessment.models import Appraised
from luoshi.assessment.rules import EVERYTHING, assessor, office_head
from luoshi.kit.rules import NOTHING
from luoshi.organisation.acting import Acting
from luoshi.organisation.heritage import within
from luoshi.organisation.terms import LEADERS, UNIT_ROLES, Role

OVERSEERS = (*LEADERS, Role.SECRETARY_GENERAL)
of_the_office = assessor | office_head


def appraisals_shown(by: Acting) -> Q:
    """Return which appraisals a post sees (Appraisal).

    The office its own from the draft on, leaders all that were put to people, a unit those it
    stands in, once closed.
    """
    if by.role in OVERSEERS:
        return Q(state__in=[AppraisalState.OPEN, AppraisalState.CLOSED])
    own = of_the_office(by)
    if by.role not in UNIT_ROLES:
        return own
    stands = Appraised.objects.filter(units_shown(by)).values("appraisal")
    closed = Q(state=AppraisalState.CLOSED, pk__in=stands)
    return closed if own is NOTHING else own | closed


def units_shown(by: Acting) -> Q:
    """Return whose results a post sees (Appraised): a unit its own and those of its sections."""
    if by.role in OVERSEERS:
        return EVERYTHING
    office = Q(appraisal__office_id=by.unit_id)
    if by.role == Role.ASSESSOR:
        return office
    if by.role not in UNIT_ROLES:
        return NOTHING
    own = Q(unit__in=within(by.unit_path, by.unit_id))
    return office | own if by.role == Role.UNIT_HEAD else own
