"""并入 What of an assessment goes along when one unit goes up in another, and what stays.

What is closed stays with the unit that earned it: scores put up for approval, approved, published,
and what people answered about it. What is open goes to the successor: its place in a group with
targets, figures, self-report, checks, points and appeals of what still runs; the figures it is
asked for. A successor that has a place of its own keeps to that one: the unit that is gone is not
assessed any more, its group is reckoned without it, and its appeals end.
"""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from luoshi.assessment import standing, storing
from luoshi.assessment.appeal_lifecycle import APPEAL
from luoshi.assessment.appeal_terms import OPEN_APPEALS
from luoshi.assessment.appraisal_terms import AppraisalState
from luoshi.assessment.collecting import CLOSED
from luoshi.assessment.models import (
    Adjustment,
    Appeal,
    Appraisal,
    Appraised,
    AssessedUnit,
    Figure,
    Indicator,
    IndicatorTarget,
    Period,
    Scheme,
    Score,
    SelfReport,
    UnitCheck,
)
from luoshi.assessment.operations import stepping
from luoshi.assessment.terms import PeriodKind, SchemeState
from luoshi.dues.operations import excuse_all
from luoshi.dues.queries import dues_about
from luoshi.flow.refusals import Unmet
from luoshi.organisation.acting import Acting
from luoshi.organisation.mergers import Carrier, OpenThing
from luoshi.organisation.models import Unit
from luoshi.trail.models import Entry
from luoshi.trail.operations import write

OF_A_PLACE = (Figure, SelfReport, UnitCheck, Adjustment, Appeal, Score)


def standing_schemes() -> QuerySet[Scheme]:
    """Return the schemes that still count: drafts, in force until the year is closed, or running.

    The scheme of a year whose own period is closed is history, though no other takes its place.
    """
    year_closed = Period.objects.filter(
        scheme=OuterRef("pk"), kind=PeriodKind.YEAR, state__in=CLOSED
    )
    running = Period.objects.filter(scheme=OuterRef("pk"), state__in=standing.MENDABLE)
    counts = Q(state=SchemeState.IN_FORCE) & ~Exists(year_closed)
    return Scheme.objects.filter(Q(state=SchemeState.DRAFT) | counts | Exists(running))


def open_of(unit: Unit) -> Sequence[OpenThing]:
    """List a unit's places in what still counts, what it is asked for, and its open appeals."""
    places = _places(unit).select_related("scheme", "group", "unit")
    appeals = Appeal.objects.filter(unit=unit, state__in=OPEN_APPEALS).order_by("id")
    named = appeals.select_related("unit", "indicator", "adjustment__rule")
    drafted = _drafted(unit).select_related("appraisal", "unit").order_by("id")
    lines = _lines(unit).select_related("group__scheme").order_by("id")
    return [
        *(OpenThing("assessedunit", one.pk, f"{one.scheme}·{one}") for one in places),
        *(OpenThing("indicator", one.pk, f"{one.group.scheme}·{one}") for one in lines),
        *(OpenThing("appeal", one.pk, str(one)) for one in named),
        *(OpenThing("appraised", one.pk, str(one)) for one in drafted),
    ]


def move(unit: Unit, into: Unit, by: Acting, at: datetime) -> int:
    """Move what is open to the successor, or end it; one entry for each scheme in force."""
    number = len(open_of(unit))
    for place in _places(unit).select_related("scheme", "group__scheme"):
        _move_place(place, unit, into, by, at)
    _lines(unit).update(source_unit=into)
    there = Appraised.objects.filter(appraisal=OuterRef("appraisal"), unit=into)
    _drafted(unit).filter(Exists(there)).delete()
    _drafted(unit).update(unit=into)
    return number


def kept_of(unit: Unit) -> Sequence[OpenThing]:
    """List the schemes and appraisals of an office: its successor keeps them, closed ones too."""
    schemes = Scheme.objects.filter(office=unit).order_by("id")
    appraisals = Appraisal.objects.filter(office=unit).order_by("id")
    return [
        *(OpenThing("scheme", one.pk, str(one)) for one in schemes),
        *(OpenThing("appraisal", one.pk, str(one)) for one in appraisals),
    ]


def move_kept(unit: Unit, into: Unit, by: Acting, at: datetime) -> int:
    """Let an office's successor keep its schemes and appraisals.

    :raises Unmet: if the successor has a scheme of the same year: two offices cannot both assess
    """
    other = Scheme.objects.filter(office=into, year=OuterRef("year"))
    held = Scheme.objects.filter(office=unit)
    if (twice := held.filter(Exists(other)).first()) is not None:
        words = {"unit": into, "year": twice.year}
        raise Unmet(_("“%(unit)s”也有%(year)s年度考核办法，不能并入") % words)
    return held.update(office=into) + Appraisal.objects.filter(office=unit).update(office=into)


def _places(unit: Unit) -> QuerySet[AssessedUnit]:
    return AssessedUnit.objects.filter(unit=unit, scheme__in=standing_schemes()).order_by("id")


def _lines(unit: Unit) -> QuerySet[Indicator]:
    return Indicator.objects.filter(source_unit=unit, group__scheme__in=standing_schemes())


def _drafted(unit: Unit) -> QuerySet[Appraised]:
    """Return where the unit stands in a draft; what people are asked or answered keeps its name."""
    return Appraised.objects.filter(unit=unit, appraisal__state=AppraisalState.DRAFTING)


def _move_place(place: AssessedUnit, unit: Unit, into: Unit, by: Acting, at: datetime) -> None:
    """Let the successor take the place, or give the place up where it has one already."""
    scheme = place.scheme
    periods = list(scheme.periods.filter(state__in=standing.MENDABLE).order_by("since", "id"))
    for period in periods:
        standing.hold(period, standing.MENDABLE, _("单位并入"))
    taken = not AssessedUnit.objects.filter(scheme=scheme, unit=into).exists()
    entry = _told(scheme, unit, into, taken, periods, by, at)
    if taken:
        AssessedUnit.objects.filter(pk=place.pk).update(unit=into)
        targets = IndicatorTarget.objects.filter(indicator__group__scheme=scheme, unit=unit)
        targets.update(unit=into)
        for model in OF_A_PLACE:
            model._default_manager.filter(period__in=periods, unit=unit).update(unit=into)
        return
    place.delete()
    Figure.objects.filter(period__in=periods, unit=unit).update(current=False)
    _end_appeals(periods, unit, into, by, at)
    for period in periods:
        _reported_already(period, into, at, entry)
        if Score.objects.filter(period=period, unit=unit).delete()[0]:
            storing.reckon_group(period, place.group, at=at)


def _told(
    scheme: Scheme,
    unit: Unit,
    into: Unit,
    taken: bool,
    periods: Sequence[Period],
    by: Acting,
    at: datetime,
) -> Entry | None:
    """Write what becomes of the place; a draft is no deed."""
    if scheme.state == SchemeState.DRAFT:
        return None
    labels = [one.label for one in periods]
    facts = {"from": unit.name, "to": into.name, "taken": taken, "periods": labels}
    return write("scheme.move", about=scheme, by=by, at=at, facts=facts)


@override(settings.LANGUAGE_CODE)
def _end_appeals(
    periods: Sequence[Period], unit: Unit, into: Unit, by: Acting, at: datetime
) -> None:
    """End the appeals of a unit that is not assessed any more: there is no score to mend."""
    reason = _("并入%(unit)s，不再单独考核") % {"unit": into}
    held = Appeal.objects.filter(period__in=periods, unit=unit, state__in=OPEN_APPEALS)
    for appeal in held.order_by("id"):
        entry = APPEAL.make("lapse", appeal, by=by, at=at, reason=reason)
        excuse_all(dues_about("appeal", [appeal.pk]), reason=reason, at=at, entry=entry)


@override(settings.LANGUAGE_CODE)
def _reported_already(period: Period, into: Unit, at: datetime, entry: Entry | None) -> None:
    """Let a successor off the self-report that came along, where it made its own."""
    said = SelfReport.objects.filter(period=period, unit=into).exists()
    if entry is not None and said:
        owed = dues_about("period", [period.pk]).filter(rule=stepping.SELF_REPORT, debtor=into)
        reason = _("并入%(unit)s，同一应办不重复") % {"unit": into}
        excuse_all(owed, reason=reason, at=at, entry=entry)


CARRIER = Carrier("assessments", gettext_lazy("考核与评议"), open_of, move)
KEPT = Carrier("schemes", gettext_lazy("考核办法与评议（承办）"), kept_of, move_kept)
