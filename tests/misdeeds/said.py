"""Misdeeds in what a unit reports, and in how the room reviews it."""

from datetime import date
from decimal import Decimal

from django.db.models import F, Q

from luoshi.breakdown.models import Matter, Target
from luoshi.breakdown.operations import matters
from luoshi.breakdown.terms import UNDER_WAY
from luoshi.breakdown.terms import MatterState as S
from luoshi.kit.rules import Rule
from luoshi.reporting.operations import reports
from tests.misdeeds import Attempt, again, shows
from tests.misdeeds.matters import words_on
from tests.road import LEAD, a_matter, bring, the
from tests.world import FRIDAY_NINE, MONDAY_NINE, TUESDAY_NINE, nine_on, someone_of

ANY_UNIT = Rule("在办", lambda by: Q(state__in=UNDER_WAY))
ANY_STATE = Rule("牵头单位", lambda by: Q(lead_id=by.unit_id))


def said(**given):
    """What a report says."""
    return reports.Said(**{"progress": "开挖6公里", "percent": Decimal(50), **given})


def report(matter, words=None, *, by=None, at=TUESDAY_NINE, corrects=None):
    """Report as the lead's liaison."""
    hand = by or the("联络员", LEAD)
    return reports.report(again(matter), words or said(), by=hand, at=at, corrects=corrects)


@shows("reports.may_report: unit", S.IN_PROGRESS, "市财政局", instead=ANY_UNIT)
@shows("reports.may_report: state", S.ASSIGNED, LEAD, instead=ANY_STATE)
def reporting_for_others(state, unit):
    """A report by a unit that does not lead, or on what nobody signed for."""
    matter, other = a_matter(state), a_matter(S.IN_PROGRESS, room="市委督查室")
    return Attempt(lambda: report(matter, by=the("联络员", unit)), lambda: report(other))


@shows("reports._check_words: progress", {"progress": " "})
@shows("reports._check_words: percent", {"percent": Decimal(101)})
def reporting_nothing(wrong):
    """A report that says nothing, or more than all."""
    matter = a_matter(S.IN_PROGRESS)
    return Attempt(lambda: report(matter, said(**wrong)), lambda: report(matter))


def not_returned(matter):
    """A report that still waits."""
    return report(matter)


def corrected(matter):
    """A report that was corrected."""
    wrong = send_back(report(matter))
    report(matter, corrects=wrong)
    return wrong


def send_back(one):
    """Return a report for correction."""
    reports.send_back(again(one), by=the("督查员"), at=TUESDAY_NINE, reason="没有数据")
    return again(one)


@shows("reports._check_correction: returned", not_returned)
@shows("reports._check_correction: once", corrected)
def correcting(wrong_of):
    """A correction of what was not returned, or was corrected."""
    matter = a_matter(S.IN_PROGRESS)
    wrong, sound = wrong_of(matter), send_back(report(matter))
    return Attempt(
        lambda: report(matter, at=FRIDAY_NINE, corrects=again(wrong)),
        lambda: report(matter, at=FRIDAY_NINE, corrects=again(sound)),
    )


def a_target(matter):
    """A figure the matter must reach."""
    return Target.objects.create(matter=matter, metric="改造管网", value=12, unit="公里")


@shows("reports._check_figures: fell", False)
@shows("reports._check_figures: of this matter", True)
def counting(of_another):
    """A figure that falls without a word, or is another matter's."""
    matter, other = a_matter(S.IN_PROGRESS), a_matter(S.IN_PROGRESS, room="市委督查室")
    target = a_target(matter)
    first = report(matter, said(figures={target.pk: Decimal(6)}))
    reports.accept(again(first), by=the("督查员"), at=TUESDAY_NINE.replace(hour=10))
    wrong = a_target(other) if of_another else target

    def count(which, value):
        report(matter, said(figures={which.pk: Decimal(value)}), at=FRIDAY_NINE)

    return Attempt(lambda: count(wrong, 5), lambda: count(target, 7))


def review(deed, one, by):
    """Review a report on Friday."""
    rest = {"reason": "没有数据"} if deed is reports.send_back else {}
    deed(again(one), by=by, at=FRIDAY_NINE, **rest)


@shows("REPORT.accept.may", reports.accept)
@shows("REPORT.return.may", reports.send_back)
def reviewing_for_another_room(deed):
    """A report reviewed by the other room."""
    made = report(a_matter(S.IN_PROGRESS))
    return Attempt(
        lambda: review(deed, made, the("督查员", "市委督查室")),
        lambda: review(deed, made, the("督查员")),
    )


OF_THE_ROOM = Rule("督查室", lambda by: Q(matter__office_id=by.unit_id))
THIS_ROUND = Rule("本轮", lambda by: Q(round__number=F("matter__round_number")))
ANOTHER = Rule("他人", lambda by: ~Q(reported_by=by.person_id))


@shows("REPORT.accept.may: another hand", reports.accept, instead=OF_THE_ROOM & THIS_ROUND)
@shows("REPORT.return.may: another hand", reports.send_back, instead=OF_THE_ROOM & THIS_ROUND)
def reviewing_oneself(deed):
    """A report reviewed by whoever wrote it."""
    writer = someone_of(LEAD, "承办人", named="两边任职的同志")
    officer = someone_of("市政府督查室", "督查员", named="两边任职的同志")
    made = report(a_matter(S.IN_PROGRESS), by=writer)
    return Attempt(lambda: review(deed, made, officer), lambda: review(deed, made, the("主任")))


@shows("REPORT.accept.may: this round", reports.accept, instead=OF_THE_ROOM & ANOTHER)
@shows("REPORT.return.may: this round", reports.send_back, instead=OF_THE_ROOM & ANOTHER)
def reviewing_what_is_over(deed):
    """A report of the last round reviewed in this one."""
    matter = a_matter(S.IN_PROGRESS)
    made = report(matter, at=MONDAY_NINE)
    for state in (S.CLAIMED, S.VERIFYING, S.DECIDING, S.COMPLETED, S.WRITTEN_OFF):
        bring(matter, state, at=MONDAY_NINE)
    closed = Matter.objects.select_related("lead", "list").get(pk=matter.pk)
    given = {"by": the("主任"), "at": nine_on(6, 3), "due_date": date(2026, 8, 31)}
    notice = matters.reopen(closed, words_on(matter), **given)
    matters.sign(notice, by=the("联络员", LEAD), at=nine_on(6, 3))
    fresh = report(matter, at=nine_on(6, 4))
    return Attempt(
        lambda: review(deed, made, the("督查员")), lambda: review(deed, fresh, the("督查员"))
    )


@shows("REPORT.return.a_reason")
def returning_without_a_word():
    """A report returned, and nobody says why."""
    made = report(a_matter(S.IN_PROGRESS))

    def send_back(reason):
        reports.send_back(again(made), by=the("督查员"), at=FRIDAY_NINE, reason=reason)

    return Attempt(lambda: send_back(" "), lambda: send_back("没有数据"))
