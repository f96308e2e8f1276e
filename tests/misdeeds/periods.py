"""Misdeeds with the steps of an assessment: by strangers, over what is missing, before its time."""

from luoshi.assessment.models import AppealOpinion, Figure, Period, Score, UnitCheck
from luoshi.assessment.operations import periods, running
from luoshi.assessment.period_lifecycle import PERIOD
from luoshi.assessment.terms import PeriodState as S
from tests.assessment.steps import (
    AFTER_THE_WINDOWS,
    APPROVED,
    CHECKED,
    PREVIEWED,
    PUBLICISED,
    PUBLISHED,
    REPORTED,
    REVIEWED,
    SELF_REPORTING,
    agree_to_all,
    lodged,
    of_the_office,
    report_all,
)
from tests.misdeeds import Attempt, again, shows
from tests.misdeeds.small import UNIT, a_small_period_at, proposed, smuggled
from tests.world import someone_of

HEAD, ASSESSOR = ("市考核办", "主任"), ("市考核办", "考核员")
LEADER, STRANGER = ("市政府", "副市长"), ("市统计局", "局长")
# step → where it is made from, when, by whom
MADE = {
    "begin_self_report": (S.COLLECTING, SELF_REPORTING, ASSESSOR),
    "begin_check": (S.SELF_REPORTING, REPORTED, ASSESSOR),
    "preview": (S.CHECKING, PREVIEWED, HEAD),
    "publicise": (S.PREVIEWING, PUBLICISED, HEAD),
    "put_up": (S.PUBLICITY, AFTER_THE_WINDOWS, HEAD),
    "send_back": (S.APPROVING, APPROVED, LEADER),
    "approve": (S.APPROVING, APPROVED, LEADER),
    "recall": (S.APPROVED, PUBLISHED, HEAD),
    "publish": (S.APPROVED, PUBLISHED, HEAD),
}
BACKWARDS = ("send_back", "recall")


def ready_for(move):
    """A period of which this step may be made, with all that it asks for."""
    period = a_small_period_at(MADE[move][0])
    if move == "begin_check":
        report_all(period)
    if move == "preview":
        running.run(period, by=of_the_office("计分员"), at=CHECKED)
        agree_to_all(period)
    return again(period)


def made(period, move, *, by=None):
    """Make a step, by whom it is for unless said otherwise."""
    _from, at, right = MADE[move]
    more = {"reason": "再核一遍"} if move in BACKWARDS else {}
    getattr(periods, move)(again(period), by=someone_of(*(by or right)), at=at, **more)


@shows("PERIOD.begin_self_report.may", "begin_self_report", STRANGER)
@shows("PERIOD.begin_check.may", "begin_check", STRANGER)
@shows("PERIOD.preview.may", "preview", ASSESSOR)
@shows("PERIOD.publicise.may", "publicise", ASSESSOR)
@shows("PERIOD.put_up.may", "put_up", ASSESSOR)
@shows("PERIOD.send_back.may", "send_back", HEAD)
@shows("PERIOD.approve.may", "approve", HEAD)
@shows("PERIOD.recall.may", "recall", ASSESSOR)
@shows("PERIOD.publish.may", "publish", ASSESSOR)
def stepping_out_of_turn(move, wrong):
    """A step by somebody whose word it is not."""
    period = ready_for(move)
    return Attempt(lambda: made(period, move, by=wrong), lambda: made(period, move))


@shows("PERIOD.send_back.a_reason", "send_back")
@shows("PERIOD.recall.a_reason", "recall")
def going_back_without_a_word(move):
    """Results sent back or recalled, and nobody says why."""
    period = ready_for(move)
    _from, at, right = MADE[move]

    def wrong():
        # The dues ask for a reason as well.
        PERIOD.make(move, again(period), by=someone_of(*right), at=at, reason=" ")

    return Attempt(wrong, lambda: made(period, move))


@shows("PERIOD.begin_check.all_reported")
def checking_before_all_have_spoken():
    """The check begins while a unit that still has time is silent."""
    period = a_small_period_at(S.SELF_REPORTING)

    def right():
        report_all(period)
        made(period, "begin_check")

    return Attempt(lambda: made(period, "begin_check"), right)


def unsigned(period):
    Figure.objects.filter(period=period).update(state="ENTERED", certified_at=None)


def unscored(period):
    Score.objects.filter(period=period).delete()
    Period.objects.filter(pk=period.pk).update(computed_at=None)


def unchecked(period):
    UnitCheck.objects.filter(period=period).update(verdict="OBJECTED", note="口径存疑")


def decided_by_a_scorer(period):
    """An appeal that was refused by whoever had computed the score."""
    appeal, scorer = smuggled(period), of_the_office("计分员")
    type(appeal).objects.filter(pk=appeal.pk).update(
        state="REFUSED", decision="口径无误", decided_at=REVIEWED
    )
    AppealOpinion.objects.create(
        appeal=appeal, stance="REFUSE", reason="口径无误", given_by_id=scorer.person_id,
        giver_name=scorer.person_name, given_at=REVIEWED,
    )  # fmt: skip


@shows("PERIOD.preview.all_certified", "preview", unsigned)
@shows("PERIOD.preview.all_scored", "preview", unscored)
@shows("PERIOD.preview.all_checked", "preview", unchecked)
@shows("PERIOD.preview.nothing_proposed", "preview", proposed)
@shows("PERIOD.publicise.all_certified", "publicise", unsigned)
@shows("PERIOD.publicise.nothing_proposed", "publicise", proposed)
@shows("PERIOD.put_up.all_certified", "put_up", unsigned)
@shows("PERIOD.put_up.nothing_proposed", "put_up", proposed)
@shows("PERIOD.put_up.no_open_appeal", "put_up", lambda period: lodged(period, UNIT))
@shows("PERIOD.approve.all_certified", "approve", unsigned)
@shows("PERIOD.approve.no_open_appeal", "approve", smuggled)
@shows("PERIOD.approve.no_scorer_decided", "approve", decided_by_a_scorer)
@shows("PERIOD.publish.all_certified", "publish", unsigned)
@shows("PERIOD.publish.no_open_appeal", "publish", smuggled)
@shows("PERIOD.publish.no_scorer_decided", "publish", decided_by_a_scorer)
def stepping_over_what_is_missing(move, spoil):
    """A step over a figure nobody signed, a score nobody checked, an appeal nobody ended."""
    period = ready_for(move)

    def wrong():
        spoil(period)
        made(period, move)

    return Attempt(wrong, lambda: made(period, move))
