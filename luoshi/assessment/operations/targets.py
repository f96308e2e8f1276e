"""目标 What each unit is to reach: set by the office, agreed by the unit's head."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from luoshi.assessment.bounds import MOST_FIGURE, SPAN, demand_within
from luoshi.assessment.models import AssessedUnit, IndicatorTarget, Scheme
from luoshi.assessment.rules import assessed_head, assessor
from luoshi.assessment.seen import mark_of_targets
from luoshi.assessment.terms import SchemeState
from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.organisation.acting import Acting
from luoshi.organisation.rules import demand
from luoshi.trail.models import Entry
from luoshi.trail.operations import write

STANDING = (SchemeState.DRAFT, SchemeState.IN_FORCE)
Places = Mapping[tuple[UUID, UUID, str], Decimal | None]


@dataclass(frozen=True)
class Laid:
    """What became of the targets that were typed."""

    new: int
    changed: int
    gone: int

    @property
    def any(self) -> bool:
        """Whether anything is different."""
        return bool(self.new or self.changed or self.gone)


def lay_targets(
    scheme: Scheme, typed: Places, *, by: Acting, at: datetime, reason: str = "", key: str = ""
) -> Laid:
    """Set targets by indicator, unit and span; None takes one away.

    In a draft it is no deed. Once the scheme is in force every change leaves an entry with its
    reason, and whoever had agreed to the old target is asked again.

    :raises NotYours: if `by` is no assessor of the office
    :raises NotFromHere: if the scheme stands no more
    :raises Unmet: if a target that was agreed is changed without a reason, a span is none of the
        year, or a number cannot be kept
    """
    with transaction.atomic():
        held = Scheme.objects.select_for_update().get(pk=scheme.pk)
        demand(assessor, by, held, _("下达目标"))
        if held.state not in STANDING:
            words = {"state": held.get_state_display(), "move": _("下达目标")}
            raise NotFromHere(_("当前状态为“%(state)s”，不能%(move)s") % words)
        _check_spans(held, {span for _line, _unit, span in typed})
        laid, told = _lay(held, typed, reason)
        if held.state == SchemeState.IN_FORCE:
            if not laid.any:
                raise Unmet(_("没有改动"))
            write("scheme.set_targets", about=held, by=by, at=at, key=key,
                  facts={"reason": reason, "targets": told})  # fmt: skip
    return laid


def _check_spans(scheme: Scheme, spans: Iterable[str]) -> None:
    """Ask that every span is the whole year, or a period of the scheme's year: no other is read."""
    for span in spans:
        if span and not (SPAN.fullmatch(span) and span.startswith(f"{scheme.year}-")):
            words = {"span": span, "year": scheme.year}
            raise Unmet(_("周期“%(span)s”应写作%(year)s-Q2或%(year)s-06，全年的空着") % words)


def _lay(scheme: Scheme, typed: Places, reason: str) -> tuple[Laid, list[dict[str, object]]]:
    # Those of the lines that were typed: an import lays one after another.
    lines = {line for line, _unit, _span in typed}
    rows = IndicatorTarget.objects.filter(indicator__group__scheme=scheme, indicator__in=lines)
    known = {(one.indicator_id, one.unit_id, one.span): one for one in rows}
    fresh: list[IndicatorTarget] = []
    changed: list[tuple[IndicatorTarget, Decimal]] = []
    gone: list[IndicatorTarget] = []
    told: list[dict[str, object]] = []
    for place, value in typed.items():
        one = known.get(place)
        demand_within(MOST_FIGURE, _("目标值"), value)
        if one is None and value is not None:
            indicator, unit, span = place
            fresh.append(
                IndicatorTarget(indicator_id=indicator, unit_id=unit, span=span, value=value)
            )
        elif one is not None and value != one.value:
            if one.agreed_at is not None and not reason.strip():
                raise Unmet(_("改动单位已确认的目标，请写明理由"))
            if value is None:
                gone.append(one)
            else:
                changed.append((one, value))
        else:
            continue
        told.append({"indicator": place[0], "unit": place[1], "span": place[2],
                     "before": one.value if one else None, "after": value})  # fmt: skip
    for one, value in changed:
        one.value, one.agreed_at, one.agreed_name = value, None, ""
    IndicatorTarget.objects.bulk_create(fresh)
    IndicatorTarget.objects.bulk_update(
        [one for one, _value in changed], ["value", "agreed_at", "agreed_name"]
    )
    IndicatorTarget.objects.filter(pk__in=[one.pk for one in gone]).delete()
    return Laid(len(fresh), len(changed), len(gone)), told


def waiting_for(place: AssessedUnit) -> QuerySet[IndicatorTarget]:
    """Return the targets of a unit that its head has not agreed to."""
    return IndicatorTarget.objects.filter(
        indicator__group=place.group_id, unit=place.unit_id, agreed_at__isnull=True
    )


def agree(place: AssessedUnit, *, by: Acting, at: datetime, seen: str = "", key: str = "") -> Entry:
    """Agree, as the unit's head, to every target the unit has in a scheme in force (确认目标).

    :param seen: the mark of what was shown (`seen.mark_of_targets`), if anything was
    :raises NotYours: if `by` does not head the unit
    :raises NotFromHere: if the scheme is not in force, nothing waits to be agreed, or something
        else waits than was shown
    """
    with transaction.atomic():
        scheme = Scheme.objects.select_for_update().get(pk=place.scheme_id)
        demand(assessed_head, by, place, _("确认目标"))
        if scheme.state != SchemeState.IN_FORCE:
            raise NotFromHere(_("办法施行后才能确认目标"))
        waiting = waiting_for(place)
        if seen and seen != mark_of_targets(waiting):
            raise NotFromHere(_("目标值在您打开之后已有变化，请核对后再确认"))
        number = waiting.update(agreed_at=at, agreed_name=by.person_name)
        if not number:
            raise NotFromHere(_("没有待确认的目标"))
        return write("scheme.agree_targets", about=scheme, by=by, at=at, key=key,
                     facts={"unit": by.unit_name, "number": number})  # fmt: skip
