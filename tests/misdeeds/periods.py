"""Misdeeds with the steps of an assessment: by strangers, over what is missing, before its time."""

from datetime import date

from luoshi.assessment.models import AppealOpinion, Figure, Period, Score, UnitCheck
from luoshi.assessment.operations import periods, running
from luoshi.assessment.period_lifecycle import PERIOD
from luoshi.assessment.terms import PeriodState as S
from tests.assessment.steps import (
    AFTER_THE_WINDOWS,
    APPROVED,
    CHECKED,
    DURING_PUBLICITY,
    OPENED,
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
from tests.misdeeds.small import UNIT, a_small_period_at, a_small_scheme, proposed, smuggled
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


@shows("periods.window_open", instead=lambda period, today: "")
def putting_up_before_the_windows_are_over():
    """Results put up while units may still appeal."""
    period, chief = ready_for("put_up"), someone_of(*HEAD)

    def put_up(at):
        periods.put_up(again(period), by=chief, at=at)

    return Attempt(lambda: put_up(DURING_PUBLICITY), lambda: put_up(AFTER_THE_WINDOWS))


@shows("periods._claim_the_scheme")
def opening_anothers_period():
    """A period opened by a source of its figures."""
    scheme = a_small_scheme()

    def opened(by):
        periods.open_period(scheme, "2026-Q2", by=someone_of(*by), at=OPENED)

    return Attempt(lambda: opened(STRANGER), lambda: opened(ASSESSOR))


@shows("periods._check_once", "new")
@shows("periods._check_no_later", "old")
def opening_under_the_wrong_version(wrong):
    """Days opened anew under the next version, or its own days under the one before it."""
    hand, since = someone_of(*ASSESSOR), date(2026, 6, 1)
    versions = {"old": a_small_scheme(state="SUPERSEDED")}
    if wrong == "new":
        periods.open_period(versions["old"], "2026-06", by=hand, at=OPENED)
    versions["new"] = a_small_scheme(version=2, since=since, in_force_at=SELF_REPORTING)

    def opened(version, label):
        periods.open_period(versions[version], label, by=hand, at=REPORTED)

    return Attempt(lambda: opened(wrong, "2026-06"), lambda: opened("new", "2026-Q3"))


@shows("running.hold", instead=lambda period: again(period))
def computing_what_was_put_up():
    """Scores reckoned again while they lie before the leaders."""
    put_up, hand = a_small_period_at(S.APPROVING), someone_of(*ASSESSOR)
    open_one = periods.open_period(put_up.scheme, "2026-06", by=hand, at=OPENED)
    scorer = of_the_office("计分员")
    return Attempt(
        lambda: running.run(again(put_up), by=scorer, at=APPROVED),
        lambda: running.run(again(open_one), by=scorer, at=APPROVED),
    )


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


def unshown(period):
    Figure.objects.filter(period=period).update(certified_at=REVIEWED)


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
@shows("PERIOD.put_up.as_shown", "put_up", unshown)
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
