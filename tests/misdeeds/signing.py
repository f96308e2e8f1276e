"""Misdeeds inside a unit: going out unsigned, signing for others, taking back what was opened."""

from django.db.models import Q

from luoshi.breakdown.terms import MatterState as S
from luoshi.kit.rules import Rule
from luoshi.reporting.lifecycle import REPORT, SLIP
from luoshi.reporting.models import SigningRule
from luoshi.reporting.operations import reports, signing
from luoshi.reporting.terms import SlipKind
from tests.misdeeds import Attempt, again, shows
from tests.misdeeds.said import report, said
from tests.road import ASSIST, LEAD, a_matter, the
from tests.world import FRIDAY_NINE, TUESDAY_NINE, someone_of

OWN = Rule("填报人", lambda by: Q(reported_by_id=by.person_id))
THE_UNIT = Rule("本单位", lambda by: Q(unit_id=by.unit_id))
NOT_OPENED = Rule("未查看", lambda by: Q(unit_id=by.unit_id, opened_at__isnull=True))
DONE = signing.Prepared(SlipKind.CLAIM, "12公里已全部完工通水")


def signed_first(matter):
    """Let the lead's staff report only after a signature."""
    SigningRule.objects.create(unit=matter.lead, needed=True)
    return matter


def passed_on(matter, move, writer, by):
    """Write a report down in one hand and pass it on in another."""
    rest = {"by": writer, "at": TUESDAY_NINE, "corrects": None}
    made = reports._write_down(again(matter), said(), "2026-06-02", **rest)
    REPORT.make(move, made, by=by, at=TUESDAY_NINE)


@shows("REPORT.submit.may", "submit")
@shows("REPORT.put_up.may", "put_up")
def passing_on_what_another_wrote(move):
    """A report passed on by whoever did not write it."""
    matter = a_matter(S.IN_PROGRESS)
    writer, other = the("联络员", LEAD), the("承办人", LEAD)
    return Attempt(
        lambda: passed_on(matter, move, writer, other),
        lambda: passed_on(matter, move, writer, writer),
    )


@shows("REPORT.submit.may: signed first", instead=OWN)
def going_out_unsigned():
    """A report of the staff that goes out where the unit wants it signed."""
    matter = signed_first(a_matter(S.IN_PROGRESS))
    writer, head = the("联络员", LEAD), the("局长", LEAD)
    return Attempt(
        lambda: passed_on(matter, "submit", writer, writer),
        lambda: passed_on(matter, "submit", head, head),
    )


def waiting_report(by=None):
    """A report that waits for its signature."""
    return report(signed_first(a_matter(S.IN_PROGRESS)), by=by)


def decide(deed, one, by):
    """Sign or hand back on Friday."""
    rest = {"reason": "数字不实"} if deed is signing.hand_back else {}
    deed(again(one), by=by, at=FRIDAY_NINE, **rest)


@shows("REPORT.sign.may", signing.sign)
@shows("REPORT.hand_back.may", signing.hand_back)
def signing_for_another_unit(deed):
    """A report decided on by the head of another unit."""
    made = waiting_report()
    return Attempt(
        lambda: decide(deed, made, the("局长", ASSIST)),
        lambda: decide(deed, made, the("局长", LEAD)),
    )


@shows("REPORT.sign.may: another hand", signing.sign, instead=THE_UNIT)
@shows("REPORT.hand_back.may: another hand", signing.hand_back, instead=THE_UNIT)
def signing_one_s_own(deed):
    """A report signed by whoever wrote it, in another post."""
    writer = someone_of(LEAD, "承办人", named="又是副局长的同志")
    deputy = someone_of(LEAD, "副局长", named="又是副局长的同志")
    made = waiting_report(writer)
    return Attempt(
        lambda: decide(deed, made, deputy), lambda: decide(deed, made, the("局长", LEAD))
    )


@shows("REPORT.hand_back.a_reason")
def handing_back_without_a_word():
    """A report handed back, and nobody says why."""
    made, head = waiting_report(), the("局长", LEAD)

    def hand_back(reason):
        signing.hand_back(again(made), by=head, at=FRIDAY_NINE, reason=reason)

    return Attempt(lambda: hand_back(" "), lambda: hand_back("数字不实"))


@shows("REPORT.withdraw.may", False, instead=NOT_OPENED)
@shows("REPORT.withdraw.may: opened", True, instead=OWN)
def taking_back(opened):
    """A report taken back by somebody else, or after a reviewer opened it."""
    made = report(a_matter(S.IN_PROGRESS))
    other = report(a_matter(S.IN_PROGRESS, room="市委督查室"))
    if opened:
        signing.opened(made, by=the("督查员"), at=TUESDAY_NINE)
    hand = the("联络员", LEAD) if opened else the("承办人", LEAD)
    return Attempt(
        lambda: signing.withdraw(again(made), by=hand, at=FRIDAY_NINE),
        lambda: signing.withdraw(again(other), by=the("联络员", LEAD), at=FRIDAY_NINE),
    )


@shows("reports._check_none_waits")
def putting_up_two():
    """A second report put up while the first waits for its signature."""
    matter = signed_first(a_matter(S.IN_PROGRESS))
    report(matter)
    other = a_matter(S.IN_PROGRESS, room="市委督查室")
    return Attempt(lambda: report(matter), lambda: report(other))


def put_up(matter, prepared=DONE, by=None):
    """Prepare a claim for the head."""
    hand = by or the("联络员", LEAD)
    return signing.put_up(again(matter), prepared, by=hand, at=TUESDAY_NINE)


@shows("signing.may_prepare", instead=Rule("任何单位", lambda by: Q()))
def preparing_for_others():
    """A claim prepared by a unit that does not lead."""
    matter, other = a_matter(S.IN_PROGRESS), a_matter(S.IN_PROGRESS, room="市委督查室")
    hand = the("联络员", ASSIST)
    return Attempt(lambda: put_up(matter, by=hand), lambda: put_up(other))


@shows("signing._check_said")
def preparing_nothing():
    """A slip that says nothing."""
    matter = a_matter(S.IN_PROGRESS)
    nothing = signing.Prepared(SlipKind.CLAIM, " ")
    return Attempt(lambda: put_up(matter, nothing), lambda: put_up(matter))


@shows("SLIP.sign.may", "sign", "副局长")
@shows("SLIP.hand_back.may", "hand_back", "副局长")
@shows("SLIP.withdraw.may", "withdraw", "")
def deciding_on_a_slip(move, title):
    """A claim signed or handed back by the deputy, or taken back by another unit."""
    slip = put_up(a_matter(S.IN_PROGRESS))
    hand = the(title, LEAD) if title else the("联络员", ASSIST)
    rest = {"reason": "还没有验收"} if move == "hand_back" else {}
    note = {"note": "还没有验收"} if rest else {}
    right = the("局长", LEAD)
    return Attempt(
        lambda: SLIP.make(move, again(slip), by=hand, at=FRIDAY_NINE, columns=note, **rest),
        lambda: SLIP.make(move, again(slip), by=right, at=FRIDAY_NINE, columns=note, **rest),
    )


@shows("SLIP.hand_back.a_reason")
def handing_a_slip_back_without_a_word():
    """A slip handed back, and nobody says why."""
    slip, head = put_up(a_matter(S.IN_PROGRESS)), the("局长", LEAD)

    def hand_back(reason):
        signing.hand_slip_back(again(slip), by=head, at=FRIDAY_NINE, reason=reason)

    return Attempt(lambda: hand_back(" "), lambda: hand_back("还没有验收"))
