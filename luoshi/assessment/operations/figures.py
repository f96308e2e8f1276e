"""指标值 A figure is entered by the source department, signed by its head, corrected openly.

Until it is signed it may be typed over; from then on a correction is a further revision with its
reason, and the old one stays beside it (S2-15).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.assessment.bounds import MOST_FIGURE, demand_within
from luoshi.assessment.collecting import CLOSED, standings_of
from luoshi.assessment.lifecycle import FIGURE
from luoshi.assessment.models import AssessedUnit, Figure, Indicator, Period
from luoshi.assessment.operations import running
from luoshi.assessment.rules import source_staff
from luoshi.assessment.terms import FigureState, Source
from luoshi.dues.operations import meet_all
from luoshi.dues.queries import dues_about
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit
from luoshi.organisation.rules import demand, not_yours
from luoshi.organisation.terms import UNIT_ROLES
from luoshi.trail.models import Entry
from luoshi.trail.operations import write

# What stands for the reason of an absence where a method counts named numbers and no single one.
IN_PARTS = "分项数值"


@dataclass(frozen=True)
class Typed:
    """One figure as it was typed: a number, or why there is none, or named numbers."""

    indicator: Indicator
    unit: Unit
    value: Decimal | None = None
    absence: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> dict[str, Any]:
        """What is kept of it.

        :raises Unmet: if there is neither a number nor a reason, or a number cannot be kept
        """
        parts = {name: value for name, value in self.parts.items() if value != ""}
        demand_within(MOST_FIGURE, self.indicator.name, self.value, *map(Decimal, parts.values()))
        absence = "" if self.value is not None else self.absence.strip()[:200]
        if self.value is None and not absence:
            if not parts:
                words = {"unit": self.unit.name, "name": self.indicator.name}
                raise Unmet(_("%(unit)s的“%(name)s”没有数值，请写明缺数原因") % words)
            absence = IN_PARTS
        return {"value": self.value, "absence": absence, "parts": parts}


def enter(
    period: Period, typed: Sequence[Typed], *, by: Acting, at: datetime, key: str = ""
) -> Entry:
    """Enter figures of one's own department; what is not different is left as it is.

    :raises NotYours: if an indicator has another source
    :raises Unmet: if nothing is different, a figure has neither number nor reason, a unit is not
        assessed by the indicator, or a certified figure would be typed over
    :raises NotFromHere: if the period is approved, or a figure was signed meanwhile
    """
    with transaction.atomic():
        hold_open(period, _("填报"))
        _check_typed(period, typed, by)
        held = _current(period, typed)
        told = []
        for one in typed:
            before = held.get((one.indicator.pk, one.unit.pk))
            if before is None or not _same(before, one):
                _enter_one(period, one, before, by, at)
                told.append(_told(one, before))
        if not told:
            raise Unmet(_("没有改动"))
        facts = {"unit": by.unit_name, "figures": told}
        return write("figures.enter", about=period, by=by, at=at, key=key, facts=facts)


def certify(
    period: Period, figures: Sequence[Figure], *, by: Acting, at: datetime, key: str = ""
) -> list[Entry]:
    """Sign figures of one's department; only what is signed counts (核定).

    :raises NotYours: if `by` does not head the source department
    :raises NotFromHere: if one of them no longer waits, or the period is approved
    :raises Unmet: if there is none to sign
    """
    if not figures:
        raise Unmet(_("没有待核定的数据"))
    with transaction.atomic():
        hold_open(period, _("核定"))
        entries = []
        for one in figures:
            facts: dict[str, Any] = {
                "unit": one.unit.name,
                "value": one.value,
                "absence": one.absence,
            }
            entries.append(FIGURE.make("certify", one, by=by, at=at, key=key, **facts))
            key = ""
        # What was reckoned from these figures follows at once; an unreckoned period waits.
        units, lines = {one.unit_id for one in figures}, {one.indicator_id for one in figures}
        running.again(period, units=units, indicators=lines, at=at)
        _delivered(period, by, at, entries[-1])
    return entries


def send_back(figure: Figure, *, by: Acting, at: datetime, reason: str, key: str = "") -> Entry:
    """Return a figure to whoever entered it, with the reason (退回).

    :raises NotYours: if `by` does not head the source department
    :raises NotFromHere: if it does not wait to be signed
    :raises Unmet: without a reason
    """
    with transaction.atomic():
        hold_open(figure.period, _("退回"))
        # The first revision may say why it came back; it is cleared when it is entered again.
        columns = {"reason": reason.strip()[:500]}
        return FIGURE.make(
            "send_back", figure, by=by, at=at, key=key, columns=columns, reason=reason
        )


def correct(
    figure: Figure, said: Typed, *, by: Acting, at: datetime, reason: str, key: str = ""
) -> Figure:
    """Correct a certified figure by a further revision, which waits to be signed (更正).

    :raises NotYours: if `by` is not of the source department
    :raises NotFromHere: if it is not the certified one, or the period is approved
    :raises Unmet: without a reason, if it says the same, or was not typed
    """
    with transaction.atomic():
        hold_open(figure.period, _("更正"))
        demand(source_staff, by, figure, _("更正"))
        _demand_typed(figure.indicator)
        if not reason.strip():
            raise Unmet(_("请写明更正理由"))
        if _same(figure, said):
            raise Unmet(_("更正后的数值与原数值相同"))
        standing = Figure.objects.filter(pk=figure.pk, current=True, state=FigureState.CERTIFIED)
        if not standing.update(current=False):
            raise NotFromHere(_("只有现行的已核定数据才能更正"))
        fresh = _revision(figure, said, by, at, reason)
        write("figure.correct", about=fresh, by=by, at=at, key=key,
              facts=_told(said, figure) | {"reason": reason})  # fmt: skip
    return fresh


def hold_open(period: Period, deed: str) -> None:
    """Hold a period while its figures change.

    :raises NotFromHere: if it is approved
    """
    held = Period.objects.select_for_update().get(pk=period.pk)
    if held.state in CLOSED:
        words = {"state": held.get_state_display(), "move": deed}
        raise NotFromHere(_("考核周期为“%(state)s”，不能%(move)s") % words)


def _delivered(period: Period, by: Acting, at: datetime, entry: Entry) -> None:
    """Count what the department owed of this period as done once all of it is signed."""
    own = [one for one in standings_of(period) if one.unit.pk == by.unit_id]
    if own and own[0].complete:
        owed = dues_about("period", [period.pk]).filter(debtor=by.unit_id, rule="")
        meet_all(owed, at=at, entry=entry)


def _check_typed(period: Period, typed: Sequence[Typed], by: Acting) -> None:
    lines = {one.indicator.pk: one.indicator for one in typed}
    if by.role not in UNIT_ROLES or any(one.source_unit_id != by.unit_id for one in lines.values()):
        raise NotYours(not_yours(source_staff, _("填报")))
    places = set(
        AssessedUnit.objects.filter(scheme=period.scheme_id).values_list("group_id", "unit_id")
    )
    for one in typed:
        _demand_typed(one.indicator)
        if (one.indicator.group_id, one.unit.pk) not in places:
            words = _("“%(name)s”不考核%(unit)s")
            raise Unmet(words % {"name": one.indicator.name, "unit": one.unit.name})


def _demand_typed(line: Indicator) -> None:
    """Ask that a figure is one that people type: the record's and a vote's are nobody's to type."""
    if line.source != Source.ENTERED:
        raise Unmet(_("“%(name)s”由系统取数，不能填报") % {"name": line.name})


def _current(period: Period, typed: Sequence[Typed]) -> dict[tuple[Any, Any], Figure]:
    lines = {one.indicator.pk for one in typed}
    figures = Figure.objects.filter(period=period, current=True, indicator__in=lines)
    return {(one.indicator_id, one.unit_id): one for one in figures.select_related("unit")}


def _enter_one(period: Period, one: Typed, before: Figure | None, by: Acting, at: datetime) -> None:
    signed = {"entered_by_id": by.person_id, "enterer_name": by.person_name, "entered_at": at}
    columns = one.columns | signed
    if before is None:
        Figure.objects.create(period=period, indicator=one.indicator, unit=one.unit, **columns)
    elif before.state == FigureState.CERTIFIED:
        words = {"unit": one.unit.name, "name": one.indicator.name}
        raise Unmet(_("%(unit)s的“%(name)s”已核定，改动请用“更正”并写明理由") % words)
    elif before.state == FigureState.RETURNED:
        # A correction keeps the reason it was made for.
        kept = {"reason": ""} if before.revision == 1 else {}
        FIGURE.make("enter_again", before, by=by, at=at, columns=columns | kept)
    else:
        waiting = Figure.objects.filter(pk=before.pk, current=True, state=FigureState.ENTERED)
        if not waiting.update(**columns):
            raise NotFromHere(_("数据在您打开之后已有变化，请刷新后再填"))


def _revision(figure: Figure, said: Typed, by: Acting, at: datetime, reason: str) -> Figure:
    return Figure.objects.create(
        period=figure.period,
        indicator=figure.indicator,
        unit=figure.unit,
        revision=figure.revision + 1,
        reason=reason.strip()[:500],
        entered_by_id=by.person_id,
        enterer_name=by.person_name,
        entered_at=at,
        **said.columns,
    )


def _same(figure: Figure, said: Typed) -> bool:
    columns = said.columns
    return bool(
        figure.state != FigureState.RETURNED
        and figure.value == columns["value"]
        and figure.absence == columns["absence"]
        and figure.parts == columns["parts"]
    )


def _told(one: Typed, before: Figure | None) -> dict[str, Any]:
    return {
        "indicator": one.indicator.name,
        "unit": one.unit.name,
        "before": before.value if before else None,
        "after": one.value,
        "absence": one.absence,
        "parts": dict(one.parts),
    }
