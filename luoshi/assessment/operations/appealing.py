"""申诉 A unit appeals, two who did not score decide, and what was wrong is put right.

Two alike opinions decide; where the first two differ a third is asked. An upheld appeal against a
figure waits for its source to correct and certify it; one against an adjustment takes it back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from luoshi.assessment import standing
from luoshi.assessment.appeal_lifecycle import APPEAL
from luoshi.assessment.appeal_rules import assessed_head
from luoshi.assessment.appeal_terms import OpinionStance
from luoshi.assessment.collecting import leaves_asked
from luoshi.assessment.models import (
    Adjustment,
    Appeal,
    AppealFile,
    AppealOpinion,
    Figure,
    Indicator,
    Period,
)
from luoshi.assessment.operations import adjusting, running
from luoshi.assessment.terms import AdjustmentState
from luoshi.dues import operations as dues
from luoshi.dues.queries import calendar_here, dues_about
from luoshi.dues.terms import DueKind
from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.organisation.acting import Acting
from luoshi.organisation.rules import demand
from luoshi.timelimits.here import day_here
from luoshi.timelimits.rules import Start
from luoshi.trail import files as kept_files
from luoshi.trail.models import Entry
from luoshi.trail.operations import write

CORRECTION = "ASSESSMENT_CORRECTION"


@dataclass(frozen=True)
class Lodged:
    """What a unit appeals against, why, and with what beside it; one thing of the two."""

    ground: str
    indicator: Indicator | None = None
    adjustment: Adjustment | None = None
    files: Sequence[tuple[str, bytes]] = field(default=())


def lodge(period: Period, what: Lodged, *, by: Acting, at: datetime, key: str = "") -> Appeal:
    """Appeal against one figure or one adjustment of one's own unit's score (申诉).

    The office then owes its decision within the days the scheme gives.

    :raises NotYours: if `by` does not head a unit that is assessed
    :raises Unmet: if nothing is said, or the thing is not of one's own score
    :raises NotFromHere: if the window is over, or the same was appealed against before
    """
    demand(assessed_head, by, period, _("申诉"))
    last = period.appeal_until
    if last is not None and day_here(at) > last:
        raise NotFromHere(_("申诉期已满"))
    with transaction.atomic():
        standing.hold(period, standing.SHOWN_TO_UNITS, _("申诉"))
        _check_lodged(period, what, by)
        made = _lay(period, what, by=by, at=at)
        said = {"about": made.about_words, "reason": what.ground}
        entry = write("appeal.lodge", about=made, by=by, at=at, facts=said, key=key)
        _owe_the_decision(made, at=at, entry=entry)
    return made


def withdraw(appeal: Appeal, *, by: Acting, at: datetime, key: str = "") -> None:
    """Take an appeal back that nobody has decided (撤回申诉)."""
    with transaction.atomic():
        entry = APPEAL.make("withdraw", appeal, by=by, at=at, key=key)
        owed = dues_about("appeal", [appeal.pk])
        with override(settings.LANGUAGE_CODE):
            dues.excuse_all(owed, reason=_("申诉已撤回"), at=at, entry=entry)


def give_opinion(
    appeal: Appeal, stance: str, *, by: Acting, at: datetime, reason: str, key: str = ""
) -> None:
    """Say what one thinks of an appeal (复核意见); the second of two alike decides it.

    :raises NotYours: if `by` had a hand in what is appealed against, or spoke before
    :raises Unmet: without a reason
    """
    said = list(appeal.opinions.values_list("stance", flat=True))
    move = _move_for(appeal, OpinionStance(stance), said)
    columns = {"decision": reason[:500]} if move in ("uphold", "grant", "refuse") else {}
    with transaction.atomic():
        standing.hold(appeal.period, standing.MENDABLE, _("复核"))
        given = {"columns": columns, "stance": stance, "reason": reason}
        entry = _make(move, appeal, by=by, at=at, key=key, **given)
        AppealOpinion.objects.create(
            appeal=appeal,
            stance=stance,
            reason=reason.strip()[:500],
            given_by_id=by.person_id,
            giver_name=by.person_name,
            given_at=at,
        )
        if columns:
            _decided(appeal, move, by=by, at=at, reason=reason, entry=entry)


def settle(appeal: Appeal, *, by: Acting, at: datetime, key: str = "") -> None:
    """Note that the figure stands corrected and certified, and reckon the group anew (更正办结).

    :raises Unmet: if its source has not corrected and certified it
    """
    period, indicator = appeal.period, appeal.indicator
    with transaction.atomic():
        standing.hold(period, standing.MENDABLE, APPEAL.moves["settle"].label)
        entry = APPEAL.make("settle", appeal, by=by, at=at, key=key)
        dues.meet_all(dues_about("appeal", [appeal.pk]), at=at, entry=entry)
        if indicator is not None:
            running.again(period, indicators=[indicator], at=at)


def _move_for(appeal: Appeal, stance: OpinionStance, said: list[str]) -> str:
    """Name the move an opinion makes, by the opinions before it."""
    if stance in said:
        if stance == OpinionStance.REFUSE:
            return "refuse"
        return "grant" if appeal.adjustment_id else "uphold"
    return "differ" if said else "review"


def _make(move: str, appeal: Appeal, **said: Any) -> Entry:
    if move == "review":
        return APPEAL.make("review", appeal, **said)
    if move == "differ":
        return APPEAL.make("differ", appeal, **said)
    if move == "uphold":
        return APPEAL.make("uphold", appeal, **said)
    if move == "grant":
        return APPEAL.make("grant", appeal, **said)
    return APPEAL.make("refuse", appeal, **said)


def _decided(
    appeal: Appeal, move: str, *, by: Acting, at: datetime, reason: str, entry: Entry
) -> None:
    dues.meet_all(dues_about("appeal", [appeal.pk]), at=at, entry=entry)
    # What was taken back while the appeal ran needs no second taking back.
    stands = Adjustment.objects.filter(appeals=appeal, state=AdjustmentState.CONFIRMED)
    if move == "grant" and (one := stands.select_related("period", "rule", "unit").first()):
        adjusting.overturn(one, by=by, at=at, reason=reason)
    if move == "uphold" and appeal.indicator is not None:
        source = appeal.indicator.source_unit or appeal.period.scheme.office
        dues.owe(
            DueKind.RECTIFICATION,
            debtor=source,
            creditor=appeal.period.scheme.office,
            about=appeal,
            since=day_here(at),
            rule=CORRECTION,
            entry=entry,
        )


def _check_lodged(period: Period, what: Lodged, by: Acting) -> None:
    if not what.ground.strip():
        raise Unmet(_("请写明申诉理由"))
    if (what.indicator is None) == (what.adjustment is None):
        raise Unmet(_("请选择一项指标或一项加减分申诉"))
    own = True
    if what.indicator is not None:
        # A line without a figure of its own could never be corrected.
        lines = leaves_asked(period).filter(group__units__unit=by.unit_id)
        own = lines.filter(pk=what.indicator.pk).exists()
    if what.adjustment is not None:
        own = Adjustment.objects.filter(
            pk=what.adjustment.pk,
            period=period,
            unit=by.unit_id,
            state=AdjustmentState.CONFIRMED,
        ).exists()
    if not own:
        raise Unmet(_("只能就本单位本期的得分项申诉"))


def _lay(period: Period, what: Lodged, *, by: Acting, at: datetime) -> Appeal:
    standing_figure = Figure.objects.filter(
        period=period, indicator=what.indicator, unit=by.unit_id, current=True
    )
    revision = standing_figure.values_list("revision", flat=True).first()
    try:
        with transaction.atomic():
            made = Appeal.objects.create(
                period=period,
                unit_id=by.unit_id,
                indicator=what.indicator,
                adjustment=what.adjustment,
                figure_revision=revision if what.indicator is not None else None,
                ground=what.ground.strip(),
                lodged_by_id=by.person_id,
                lodger_name=by.person_name,
                lodged_at=at,
            )
    except IntegrityError as twice:
        raise NotFromHere(_("该项已经申诉过，不再重复受理")) from twice
    for name, content in what.files:
        file = kept_files.keep(content, name=name, by=by, at=at)
        AppealFile.objects.create(appeal=made, file=file, name=name[:200])
    return made


def _owe_the_decision(appeal: Appeal, *, at: datetime, entry: Entry) -> None:
    """Let the office owe its decision, in the working days the scheme gives."""
    since, scheme = day_here(at), appeal.period.scheme
    dues.owe(
        DueKind.APPEAL,
        debtor=scheme.office,
        creditor=appeal.unit,
        about=appeal,
        since=since,
        on=calendar_here().add_working_days(since, scheme.decide_days),
        start=Start.SUBMISSION,
        entry=entry,
    )
