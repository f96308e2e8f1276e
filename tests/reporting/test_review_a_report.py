"""审核通过、退回补正: the room reviews what was said; what it returns is corrected once."""

from decimal import Decimal

import pytest

from luoshi.breakdown.operations import matters
from luoshi.breakdown.terms import MatterState as S
from luoshi.dues.queries import dues_about, open_dues
from luoshi.dues.terms import DueKind
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.reporting.operations import claims, reports, signing
from luoshi.reporting.queries import evidence_used_before
from luoshi.reporting.terms import ReportState
from tests.deeds import entry_of, owed, pressed_twice, refused
from tests.road import LEAD, a_matter, a_report, bring, the
from tests.world import FRIDAY_NINE, TUESDAY_NINE, nine_on, someone_of, unit_named

REVIEWER = "督办该事项的督查员或主任（子事项由交办单位负责人），且不得是填报人"
pytestmark = pytest.mark.django_db


def report(matter, *, at=TUESDAY_NINE, by=None, **rest):
    """Report as the lead's liaison on Tuesday."""
    said = reports.Said(progress="管沟开挖6公里", percent=Decimal(50))
    return reports.report(matter, said, by=by or the("联络员", LEAD), at=at, **rest)


def reports_owed(matter):
    """The reports still owed of a matter."""
    return dues_about("matter", [matter.pk]).filter(kind=DueKind.REPORT) & open_dues()


def returned(matter, said=None):
    """A report that came back."""
    made = said or report(matter)
    reports.send_back(made, by=the("督查员"), at=TUESDAY_NINE, reason="没有数据")
    return made


def test_a_returned_report_is_corrected_for_its_own_period():
    matter = a_matter(S.IN_PROGRESS)
    wrong = returned(matter)
    report(matter, at=FRIDAY_NINE)

    made = report(matter, at=FRIDAY_NINE, corrects=wrong)

    assert (made.period, made.corrects) == (wrong.period, wrong)
    assert owed(matter) == [(DueKind.COMPLETION, "市住建局")]


@pytest.mark.parametrize("accepted", [True, False])
def test_only_a_returned_report_is_corrected(accepted):
    matter = a_matter(S.IN_PROGRESS)
    said = report(matter)
    if accepted:
        reports.accept(said, by=the("督查员"), at=TUESDAY_NINE)

    with refused(Unmet, "只有退回补正的报告才能补正"):
        report(matter, corrects=said)


def test_a_report_is_corrected_once():
    matter = a_matter(S.IN_PROGRESS)
    wrong = returned(matter)
    report(matter, corrects=wrong)

    with refused(Unmet, "这份报告已经补正过"):
        report(matter, corrects=wrong)


def test_a_report_on_another_matter_is_not_corrected_here():
    matter, other = a_matter(S.IN_PROGRESS), a_matter(S.IN_PROGRESS, room="市委督查室")
    wrong = report(other)
    reports.send_back(wrong, by=the("督查员", "市委督查室"), at=TUESDAY_NINE, reason="没有数据")

    with refused(Unmet, "只有退回补正的报告才能补正"):
        report(matter, corrects=wrong)


def test_an_officer_accepts_and_the_figures_count():
    matter = a_matter(S.IN_PROGRESS)
    said = a_report(matter, percent=40)

    reports.accept(said, by=the("督查员"), at=TUESDAY_NINE)

    matter.refresh_from_db()
    assert (said.state, said.reviewed_by_id, said.reviewed_at) == (
        ReportState.ACCEPTED,
        the("督查员").person_id,
        TUESDAY_NINE,
    )
    assert matter.progress == 40
    assert entry_of(said, "report.accept").facts == {"percent": "40.00"}


def test_a_report_accepted_after_a_later_one_does_not_turn_the_matter_back():
    matter = a_matter(S.IN_PROGRESS)
    earlier = a_report(matter, percent=40)
    later = a_report(matter, percent=70, at=TUESDAY_NINE)
    reports.accept(later, by=the("督查员"), at=FRIDAY_NINE)

    reports.accept(earlier, by=the("督查员"), at=FRIDAY_NINE)

    matter.refresh_from_db()
    assert matter.progress == 70


def test_a_report_accepted_after_the_verification_leaves_the_matter_done():
    matter = a_matter(S.IN_PROGRESS)
    said = a_report(matter, percent=40)
    for state in (S.CLAIMED, S.VERIFYING, S.DECIDING):
        bring(matter, state, at=TUESDAY_NINE)

    reports.accept(said, by=the("督查员"), at=FRIDAY_NINE)

    matter.refresh_from_db()
    assert matter.progress == 100


def test_a_report_that_is_returned_is_owed_again_in_two_working_days():
    matter = a_matter(S.IN_PROGRESS)
    said = report(matter)

    reports.send_back(said, by=the("督查员"), at=FRIDAY_NINE, reason="没有数据")

    assert (said.state, said.review_note) == (ReportState.RETURNED, "没有数据")
    assert entry_of(said, "report.return").facts == {"reason": "没有数据"}
    days = reports_owed(matter).filter(series=None).values_list("period", "due_date")
    assert list(days) == [("2026-06-T1", nine_on(6, 9).date())]


def test_two_returned_reports_of_one_day_ask_for_one_correction():
    matter = a_matter(S.IN_PROGRESS)
    for _period in range(2):
        report(matter)
    loose = [report(matter, at=FRIDAY_NINE), report(matter, at=FRIDAY_NINE)]

    for said in loose:
        reports.send_back(said, by=the("督查员"), at=FRIDAY_NINE, reason="没有数据")

    assert reports_owed(matter).filter(series=None).count() == 1


def test_a_claim_ends_every_correction_that_was_asked_for():
    matter = a_matter(S.IN_PROGRESS)
    returned(matter)

    bring(matter, S.CLAIMED, at=TUESDAY_NINE)

    assert owed(matter) == [(DueKind.COMPLETION, "市住建局"), (DueKind.REVIEW, "市政府督查室")]


def test_a_report_returned_after_the_claim_asks_for_no_correction():
    matter = a_matter(S.IN_PROGRESS)
    said = report(matter)
    bring(matter, S.CLAIMED, at=TUESDAY_NINE)

    reports.send_back(said, by=the("督查员"), at=TUESDAY_NINE, reason="没有数据")

    assert owed(matter) == [(DueKind.COMPLETION, "市住建局"), (DueKind.REVIEW, "市政府督查室")]


def test_a_correction_of_the_week_the_work_was_sent_back_in_answers_that_weeks_report():
    matter = a_matter(S.IN_PROGRESS)
    said = report(matter)
    bring(matter, S.CLAIMED, at=TUESDAY_NINE)
    claims.fail_review(
        matter,
        by=the("督查员"),
        at=TUESDAY_NINE,
        reason="缺验收单",
        rework_date=nine_on(6, 20).date(),
    )
    reports.send_back(said, by=the("督查员"), at=TUESDAY_NINE, reason="没有数据")

    report(matter, corrects=said)

    assert list(reports_owed(matter).values_list("period", flat=True)) == ["2026-06-T2"]


def test_what_the_former_lead_said_is_not_corrected_by_the_new_one():
    matter = a_matter(S.IN_PROGRESS)
    said = report(matter)
    head, director = the("局长", LEAD), the("主任")
    matters.return_(matter, by=head, at=TUESDAY_NINE, reason="已划转", proposed_unit="发改委")
    lead = the("主任", "市发改委")
    matters.reassign(matter, unit_named("市发改委"), by=director, at=TUESDAY_NINE, reason="调整")

    reports.send_back(said, by=the("督查员"), at=TUESDAY_NINE, reason="没有数据")

    assert lead.unit_id == matter.lead_id
    assert owed(matter) == [(DueKind.COMPLETION, "市发改委")]


@pytest.mark.parametrize("deed", ["accept", "send_back"])
@pytest.mark.parametrize(
    ("unit", "title"), [("市委督查室", "督查员"), ("市政府督查室", "核查员"), (LEAD, "局长")]
)
def test_nobody_else_reviews_a_report(deed, unit, title):
    said = report(a_matter(S.IN_PROGRESS))
    rest = {"reason": "没有数据"} if deed == "send_back" else {}
    move = {"accept": "审核通过", "send_back": "退回补正"}[deed]

    with refused(NotYours, f"{move}须由{REVIEWER}办理"):
        getattr(reports, deed)(said, by=the(title, unit), at=TUESDAY_NINE, **rest)


def test_nobody_reviews_what_they_reported_themselves():
    writer = someone_of(LEAD, "承办人", named="两边任职的同志")
    officer = someone_of("市政府督查室", "督查员", named="两边任职的同志")
    said = report(a_matter(S.IN_PROGRESS), by=writer)

    with refused(NotYours, f"审核通过须由{REVIEWER}办理"):
        reports.accept(said, by=officer, at=TUESDAY_NINE)


def test_a_report_is_not_returned_without_a_reason():
    said = report(a_matter(S.IN_PROGRESS))

    with refused(Unmet, "请写明理由"):
        reports.send_back(said, by=the("督查员"), at=TUESDAY_NINE, reason=" ")


def test_what_was_reviewed_is_not_reviewed_again():
    said = report(a_matter(S.IN_PROGRESS))
    reports.accept(said, by=the("督查员"), at=TUESDAY_NINE)

    with refused(NotFromHere, "当前状态为“审核通过”，不能退回补正"):
        reports.send_back(said, by=the("督查员"), at=TUESDAY_NINE, reason="没有数据")


@pytest.mark.parametrize("deed", ["accept", "send_back"])
def test_the_same_key_reviews_once(deed):
    said, officer = report(a_matter(S.IN_PROGRESS)), the("督查员")
    rest = {"reason": "没有数据"} if deed == "send_back" else {}

    entry = pressed_twice(
        lambda key: getattr(reports, deed)(said, by=officer, at=TUESDAY_NINE, key=key, **rest),
        by=officer,
    )

    assert entry.about_id == str(said.pk)


PHOTO = [("现场.txt", "管沟开挖".encode())]


def used_before(said, by):
    """What a reader is told of where the files of a report were used before."""
    return list(evidence_used_before(said.evidence.all(), said, by).values())


def test_where_a_file_was_used_before_is_named_only_to_who_may_see_that_matter():
    elsewhere = a_matter(S.IN_PROGRESS, room="市委督查室")
    a_report(elsewhere, files=PHOTO)

    said = a_report(a_matter(S.IN_PROGRESS), at=TUESDAY_NINE, files=PHOTO)

    assert used_before(said, the("督查员")) == [""]
    assert used_before(said, the("局长", LEAD)) == [elsewhere.number]


def test_what_never_left_the_unit_counts_as_used_nowhere():
    matter = a_matter(S.IN_PROGRESS)
    taken_back = a_report(matter, files=PHOTO)
    signing.withdraw(taken_back, by=the("联络员", LEAD), at=TUESDAY_NINE)

    said = a_report(matter, at=FRIDAY_NINE, files=PHOTO)

    assert used_before(said, the("督查员")) == []
