"""Misdeeds with points and with appeals: in one's own cause, without a word, too early."""

from luoshi.assessment.appeal_lifecycle import APPEAL
from luoshi.assessment.appeal_terms import OpinionStance
from luoshi.assessment.models import Adjustment, Figure
from luoshi.assessment.operations import adjusting, appealing
from luoshi.assessment.terms import PeriodState as S
from luoshi.dues.operations import excuse_all
from luoshi.dues.queries import dues_about
from tests.assessment.steps import (
    CORRECTED,
    DURING_PUBLICITY,
    REVIEWED,
    correct,
    lodged,
    of_the_office,
    opinion,
    the_leader,
)
from tests.misdeeds import Attempt, again, shows
from tests.misdeeds.small import UNIT, a_small_period_at, proposed
from tests.world import someone_of

UPHOLD, REFUSE = OpinionStance.UPHOLD, OpinionStance.REFUSE


def decided(one, move, by, *, reason="证据充分"):
    said = {"note": reason} if move == "confirm" else {"reason": reason}
    getattr(adjusting, move)(again(one), by=by, at=REVIEWED, **said)


@shows("ADJUSTMENT.confirm.may", "confirm")
@shows("ADJUSTMENT.refuse.may", "refuse")
def deciding_on_ones_own_points(move):
    """Points confirmed or refused by the very hand that proposed them."""
    one = proposed(a_small_period_at(S.COLLECTING))
    return Attempt(
        lambda: decided(one, move, of_the_office("考核员")),
        lambda: decided(one, move, of_the_office("复核员")),
    )


@shows("ADJUSTMENT.confirm.a_document")
def a_veto_on_no_paper():
    """A veto confirmed that names no paper."""
    one = proposed(a_small_period_at(S.COLLECTING), "VETO")

    def wrong():
        Adjustment.objects.update(document_number="")
        decided(one, "confirm", the_leader())

    return Attempt(wrong, lambda: decided(one, "confirm", the_leader()))


@shows("ADJUSTMENT.refuse.a_reason", "refuse", {"reason": " "})
@shows("ADJUSTMENT.revoke.a_reason", "revoke", {"reason": " "})
@shows("ADJUSTMENT.revoke.may", "revoke", {"by": "复审员"})
def taking_points_back_wrongly(move, wrong):
    """Points refused or revoked without a word, or revoked by an assessor."""
    one = proposed(a_small_period_at(S.COLLECTING))
    if move == "revoke":
        decided(one, "confirm", of_the_office("复核员"))

    def take_back(by="主任", **said):
        decided(one, move, of_the_office(by), **said)

    return Attempt(lambda: take_back(**wrong), take_back)


@shows("adjusting._check")
def points_for_no_fact():
    """Points proposed, and no fact is named."""
    period = a_small_period_at(S.COLLECTING)
    return Attempt(lambda: proposed(period, reason=" "), lambda: proposed(period))


@shows("adjusting._check_tolerance")
def excusing_what_nobody_deducted():
    """A tolerance for a deduction that was not confirmed yet."""
    period = a_small_period_at(S.COLLECTING)
    off = proposed(period, "RETURNED")

    def excuse():
        paper = {"paper": "澄委〔2026〕9号", "off": again(off), "at": REVIEWED}
        proposed(period, "TOLERANCE", **paper)

    def right():
        decided(off, "confirm", of_the_office("复核员"))
        excuse()

    return Attempt(excuse, right)


@shows("appealing._check_lodged")
def appealing_against_what_does_not_count():
    """An appeal against points nobody confirmed yet."""
    period = a_small_period_at(S.PUBLICITY)
    one = proposed(period, "RETURNED", at=DURING_PUBLICITY)

    def lodge():
        lodged(period, UNIT, adjustment=again(one), at=REVIEWED)

    def right():
        decided(one, "confirm", of_the_office("主任"))
        lodge()

    return Attempt(lodge, right)


def against_points():
    """An appeal against confirmed points, with the first of two opinions."""
    period = a_small_period_at(S.PUBLICITY)
    one = proposed(period, "RETURNED", at=DURING_PUBLICITY)
    decided(one, "confirm", of_the_office("主任"))
    appeal = lodged(period, UNIT, adjustment=again(one), at=REVIEWED)
    opinion(appeal, "复核员")
    return again(one), appeal


def excused(off):
    """A tolerance for a deduction, that the head is still to confirm."""
    paper = {"paper": "澄委〔2026〕9号", "off": again(off), "at": REVIEWED}
    return proposed(again(off).period, "TOLERANCE", **paper)


@shows("adjusting._check_still_deducted")
def excusing_what_is_gone():
    """A tolerance confirmed after its deduction was taken back."""
    off = proposed(a_small_period_at(S.COLLECTING), "RETURNED")
    decided(off, "confirm", of_the_office("复核员"))
    tolerance, chief = excused(off), of_the_office("主任")

    def wrong():
        decided(off, "revoke", chief)
        decided(tolerance, "confirm", chief)

    return Attempt(wrong, lambda: decided(tolerance, "confirm", chief))


@shows("adjusting._check_not_tolerated")
def taking_back_under_a_tolerance():
    """A deduction revoked while a tolerance rests on it: it would be taken off twice."""
    off = proposed(a_small_period_at(S.COLLECTING), "RETURNED")
    decided(off, "confirm", of_the_office("复核员"))
    tolerance, chief = excused(off), of_the_office("主任")
    decided(tolerance, "confirm", chief)

    def right():
        decided(tolerance, "revoke", chief)
        decided(off, "revoke", chief)

    return Attempt(lambda: decided(off, "revoke", chief), right)


@shows("ADJUSTMENT.overturn.may")
def overturning_without_an_appeal():
    """Points taken back before the appeal against them is upheld."""
    one, appeal = against_points()
    return Attempt(
        lambda: adjusting.overturn(one, by=of_the_office("复核员"), at=REVIEWED, reason="属实"),
        lambda: opinion(again(appeal), "复审员"),
    )


@shows("ADJUSTMENT.overturn.a_reason")
def overturning_without_a_word():
    """Points taken back by an upheld appeal, and nobody says why."""
    one, appeal = against_points()

    def wrong():
        said = {"reason": "属实", "columns": {"decision": "属实"}}
        APPEAL.make("grant", again(appeal), by=of_the_office("复审员"), at=REVIEWED, **said)
        adjusting.overturn(one, by=of_the_office("复核员"), at=REVIEWED, reason=" ")

    return Attempt(wrong, lambda: opinion(again(appeal), "复审员"))


def an_appeal(*stances):
    """An appeal against the figure, with opinions given by those who did not score."""
    appeal = lodged(a_small_period_at(S.PUBLICITY), UNIT)
    for title, stance in zip(("复核员", "复审员"), stances, strict=False):
        opinion(again(appeal), title, stance)
    return appeal


@shows("APPEAL.withdraw.may")
def taking_back_anothers_appeal():
    """An appeal taken back by another unit."""
    appeal = an_appeal()

    def withdraw(unit):
        by = someone_of(unit, "县长")
        appealing.withdraw(again(appeal), by=by, at=DURING_PUBLICITY)

    return Attempt(lambda: withdraw("云渡县"), lambda: withdraw(UNIT))


@shows("APPEAL.review.may", (), UPHOLD, {"by": "计分员"})
@shows("APPEAL.review.a_reason", (), UPHOLD, {"reason": " "})
@shows("APPEAL.differ.may", (UPHOLD,), REFUSE, {"by": "计分员"})
@shows("APPEAL.differ.a_reason", (UPHOLD,), REFUSE, {"reason": " "})
@shows("APPEAL.uphold.may", (UPHOLD,), UPHOLD, {"by": "计分员"})
@shows("APPEAL.uphold.a_reason", (UPHOLD,), UPHOLD, {"reason": " "})
@shows("APPEAL.refuse.may", (REFUSE,), REFUSE, {"by": "计分员"})
@shows("APPEAL.refuse.a_reason", (REFUSE,), REFUSE, {"reason": " "})
def deciding_what_one_scored(before, stance, wrong):
    """An opinion by whoever had computed the score, or one that says nothing."""
    appeal = an_appeal(*before)

    def say(by="复审员", **said):
        opinion(again(appeal), by, stance, **said)

    return Attempt(lambda: say(**wrong), say)


@shows("APPEAL.grant.may", {"by": "考核员"})
@shows("APPEAL.grant.a_reason", {"reason": " "})
def deciding_on_points_one_proposed(wrong):
    """An appeal against points granted by whoever had proposed them, or without a word."""
    _one, appeal = against_points()

    def say(by="复审员", **said):
        opinion(again(appeal), by, **said)

    return Attempt(lambda: say(**wrong), say)


def put_right(appeal):
    """Let the source correct and sign the figure an appeal was upheld against."""
    correct(Figure.objects.get(period=appeal.period_id, current=True), 95)


@shows("APPEAL.settle.may", {"by": ("市统计局", "局长")})
@shows("APPEAL.settle.corrected", {"corrected": False})
def settling_wrongly(wrong):
    """An upheld appeal settled by its source, or before anything was corrected."""
    appeal = an_appeal(UPHOLD, UPHOLD)

    def settle(by=("市考核办", "考核员"), corrected=True):
        if corrected:
            put_right(appeal)
        later = CORRECTED.replace(hour=15)
        appealing.settle(again(appeal), by=someone_of(*by), at=later)

    return Attempt(lambda: settle(**wrong), settle)


@shows("APPEAL.lapse.may", {"by": ("市考核办", "主任")})
@shows("APPEAL.lapse.a_reason", {"reason": " "})
def letting_an_appeal_lapse_wrongly(wrong):
    """An appeal that ends because the office says so, or for no reason."""
    appeal = an_appeal()

    def lapse(by=("市政府办公室", "系统管理员"), reason="单位并入"):
        hand = someone_of(*by)
        entry = APPEAL.make("lapse", again(appeal), by=hand, at=REVIEWED, reason=reason)
        excuse_all(dues_about("appeal", [appeal.pk]), reason="并入", at=REVIEWED, entry=entry)

    return Attempt(lambda: lapse(**wrong), lapse)
