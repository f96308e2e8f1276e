"""审签 (T7): what staff wrote goes to the head, and to the room only with the head's signature."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.breakdown.operations import matters
from luoshi.breakdown.terms import MatterState as S
from luoshi.dues.models import Due
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.intake.models import Instruction
from luoshi.intake.operations import note_instruction
from luoshi.organisation.models import Post
from luoshi.organisation.operations import merging
from luoshi.organisation.terms import Role
from luoshi.reporting import signatures
from luoshi.reporting.models import Evidence, Report, SigningRule
from luoshi.reporting.operations import reports, signing
from luoshi.reporting.terms import SlipKind
from luoshi.trail.models import Entry
from tests.road import ASSIST, LEAD, a_matter, a_report, bring, the
from tests.shell.pages import alerts, main_of, sign_in
from tests.world import (
    FRIDAY_NINE,
    MONDAY,
    MONDAY_NINE,
    THURSDAY_NINE,
    TUESDAY_NINE,
    nine_on,
    someone_of,
    unit_named,
)

pytestmark = pytest.mark.django_db
AFTER_THE_TENTH = nine_on(6, 11)
DONE = signing.Prepared(SlipKind.CLAIM, "12公里已全部完工通水", files=[("验收单.txt", b"ok")])


@pytest.fixture
def matter():
    """A matter under way whose unit wants what its staff report signed first."""
    found = a_matter(S.IN_PROGRESS)
    signing.ask_for_signature(True, by=the("局长", LEAD), at=MONDAY_NINE)
    return found


def begun_again(matter):
    """Open the next round on a leader's words, and sign for it."""
    director, at = the("主任"), THURSDAY_NINE
    note_instruction(
        matter=(matter.pk, matter.number),
        by=director,
        at=at,
        leader=Post.objects.get(pk=the("市长", "市政府").post_id),
        words="再延伸到二期",
        given_date=MONDAY,
        read_only=False,
    )
    words, later = Instruction.objects.get(matter_id=matter.pk), date(2026, 12, 1)
    notice = matters.reopen(matter, words, by=director, at=at, due_date=later)
    matters.sign(notice, by=the("联络员", LEAD), at=at)
    matter.refresh_from_db()


def owed(period):
    return Due.objects.get(period=period, series__isnull=False)


def deeds_on(said):
    rows = Entry.objects.filter(about_id=str(said.pk)).order_by("id")
    return list(rows.values_list("deed", flat=True))


def test_what_the_liaison_reports_waits_for_the_head(matter):
    said = a_report(matter)

    assert (said.state, said.arrived_at, deeds_on(said)) == ("SIGNING", None, ["report.put_up"])
    assert owed(said.period).met_at is None


def test_signed_it_is_in_the_room_and_the_period_is_answered_then(matter):
    said = a_report(matter)

    signing.sign(said, by=the("副局长", LEAD), at=AFTER_THE_TENTH)

    due = owed(said.period)
    assert (said.state, said.arrived_at, said.signer_name) == (
        "SUBMITTED",
        AFTER_THE_TENTH,
        the("副局长", LEAD).person_name,
    )
    assert (due.met_at, due.late) == (AFTER_THE_TENTH, True)


def test_the_head_s_own_report_goes_out_at_once(matter):
    said = reports.report(
        matter, reports.Said(progress="已通水", percent=30), by=the("局长", LEAD), at=TUESDAY_NINE
    )

    assert (said.state, deeds_on(said)) == ("SUBMITTED", ["report.submit"])


def test_without_the_rule_the_liaison_s_goes_out_at_once():
    assert a_report(a_matter(S.IN_PROGRESS)).state == "SUBMITTED"


def test_handed_back_it_answers_nothing_and_another_can_be_written(matter):
    said = a_report(matter)

    signing.hand_back(said, by=the("局长", LEAD), at=TUESDAY_NINE, reason="数字与台账不符")
    again = a_report(matter, at=FRIDAY_NINE)

    assert (said.state, said.signing_note, again.state) == ("REDRAFT", "数字与台账不符", "SIGNING")


@pytest.mark.parametrize("title", ["联络员", "承办人"])
def test_staff_do_not_sign(matter, title):
    with pytest.raises(NotYours, match="审签报送须由牵头单位负责人，且不得是填报人办理"):
        signing.sign(a_report(matter), by=the(title, LEAD), at=TUESDAY_NINE)


def test_what_was_signed_is_not_signed_again(matter):
    said = a_report(matter)
    seen = Report.objects.get(pk=said.pk)
    signing.sign(said, by=the("局长", LEAD), at=TUESDAY_NINE)

    with pytest.raises(NotFromHere):
        signing.sign(seen, by=the("副局长", LEAD), at=TUESDAY_NINE)


def test_one_waits_at_a_time(matter):
    a_report(matter)

    with pytest.raises(Unmet, match="已有一份报告待审签"):
        a_report(matter, at=TUESDAY_NINE)


def test_what_nobody_signed_in_the_round_before_stands_in_nobodys_way(matter):
    a_report(matter)
    for state in (S.CLAIMED, S.VERIFYING, S.DECIDING, S.COMPLETED):
        matter.refresh_from_db()
        bring(matter, state, at=TUESDAY_NINE)
    matter.refresh_from_db()
    begun_again(matter)

    said = a_report(matter, at=FRIDAY_NINE)

    hand = the("联络员", LEAD)
    assert (said.state, said.round.number) == ("SIGNING", 2)
    assert [one.report.pk for one in signatures.own_reports(hand, FRIDAY_NINE)] == [said.pk]


def test_taken_back_before_it_was_opened_the_period_is_owed_again():
    matter = a_matter(S.IN_PROGRESS)
    said = a_report(matter)

    signing.withdraw(said, by=the("联络员", LEAD), at=TUESDAY_NINE)

    assert (said.state, owed(said.period).met_at) == ("WITHDRAWN", None)


def test_once_a_reviewer_opened_it_it_is_not_taken_back():
    said = a_report(a_matter(S.IN_PROGRESS))
    signing.opened(said, by=the("督查员"), at=TUESDAY_NINE)

    with pytest.raises(NotYours, match="督查室尚未查看"):
        signing.withdraw(said, by=the("联络员", LEAD), at=TUESDAY_NINE)


def test_a_look_by_who_may_not_review_opens_nothing():
    said = a_report(a_matter(S.IN_PROGRESS))

    signing.opened(said, by=the("局长", LEAD), at=TUESDAY_NINE)

    said.refresh_from_db()
    assert said.opened_at is None


def test_a_correction_that_was_taken_back_can_be_written_again(matter):
    said = a_report(matter)
    signing.sign(said, by=the("局长", LEAD), at=TUESDAY_NINE)
    reports.send_back(said, by=the("督查员"), at=TUESDAY_NINE, reason="没有数据")
    words = reports.Said(progress="铺管4公里", percent=30)
    first = reports.report(matter, words, by=the("联络员", LEAD), at=FRIDAY_NINE, corrects=said)
    signing.withdraw(first, by=the("联络员", LEAD), at=FRIDAY_NINE)

    again = reports.report(matter, words, by=the("联络员", LEAD), at=FRIDAY_NINE, corrects=said)

    assert (first.state, again.state) == ("WITHDRAWN", "SIGNING")


def test_a_claim_prepared_by_staff_is_the_head_s_word_when_signed():
    matter = a_matter(S.IN_PROGRESS)
    slip = signing.put_up(matter, DONE, by=the("联络员", LEAD), at=MONDAY_NINE)

    signing.sign_slip(slip, by=the("局长", LEAD), at=TUESDAY_NINE)

    matter.refresh_from_db()
    claim = matter.claims.get()
    assert (matter.state, claim.claimant_name) == ("CLAIMED", the("局长", LEAD).person_name)
    assert (claim.claimed_at, slip.state) == (TUESDAY_NINE, "SIGNED")
    assert [one.name for one in Evidence.objects.filter(claim=claim)] == ["验收单.txt"]


def test_a_return_prepared_by_staff_is_the_head_s_word_when_signed():
    matter = a_matter(S.IN_PROGRESS)
    other = unit_named(ASSIST)
    prepared = signing.Prepared(SlipKind.RETURN, "职责已划转", proposed_unit=other)
    slip = signing.put_up(matter, prepared, by=the("承办人", LEAD), at=MONDAY_NINE)

    signing.sign_slip(slip, by=the("局长", LEAD), at=TUESDAY_NINE)

    matter.refresh_from_db()
    assert (matter.state, slip.state) == ("RETURNED", "SIGNED")


def test_a_claim_is_not_signed_by_the_deputy():
    slip = signing.put_up(a_matter(S.IN_PROGRESS), DONE, by=the("联络员", LEAD), at=MONDAY_NINE)

    with pytest.raises(NotYours):
        signing.sign_slip(slip, by=the("副局长", LEAD), at=TUESDAY_NINE)


def test_another_unit_prepares_nothing():
    with pytest.raises(NotYours, match="申请办结须由牵头单位的联络员、承办人或分管领导办理"):
        signing.put_up(a_matter(S.IN_PROGRESS), DONE, by=the("联络员", ASSIST), at=MONDAY_NINE)


def test_what_waits_for_a_signature_waits_for_the_head_of_the_unit_merged_into(matter):
    said = a_report(matter, at=MONDAY_NINE)
    slip = signing.put_up(matter, DONE, by=the("联络员", LEAD), at=MONDAY_NINE)
    keeper = someone_of("市政府办公室", Role.SYSTEM_ADMIN)
    into = unit_named("市发改委")

    merging.merge(unit_named(LEAD), into=into, last_day=MONDAY, by=keeper, at=TUESDAY_NINE)

    said.refresh_from_db()
    slip.refresh_from_db()
    assert (said.unit, slip.unit) == (into, into)
    signing.sign(said, by=the("主任", "市发改委"), at=TUESDAY_NINE)
    assert said.state == "SUBMITTED"


def test_how_a_unit_reports_is_set_by_its_head():
    with pytest.raises(NotYours, match="报送方式须由单位主要负责人设定"):
        signing.ask_for_signature(True, by=the("联络员", LEAD), at=MONDAY_NINE)

    assert SigningRule.objects.count() == 0


def test_the_queue_shows_the_difference_and_the_head_agrees(client, matter):
    signing.sign(a_report(matter, percent=20), by=the("局长", LEAD), at=MONDAY_NINE)
    said = a_report(matter, percent=45, at=TUESDAY_NINE)
    sign_in(client, the("局长", LEAD))

    page = client.get("/sign/")
    answer = client.post(f"/sign/reports/{said.pk}/", {"verdict": "agree", "once": "k"})

    said.refresh_from_db()
    assert "有1件待审签" in page.text
    assert "比上次＋25" in page.text
    assert (answer.url, said.state) == (reverse("reporting:sign_queue"), "SUBMITTED")


def test_to_hand_back_a_reason_is_asked_for_and_what_was_typed_stays(client, matter):
    said = a_report(matter)
    sign_in(client, the("局长", LEAD))
    address = f"/sign/reports/{said.pk}/"

    without = client.post(address, {"verdict": "return", "once": "a"})
    client.post(address, {"verdict": "return", "reason": "数字不实", "once": "b"})

    said.refresh_from_db()
    assert (without.status_code, alerts(without)) == (409, ["请写明理由"])
    assert (said.state, said.signing_note) == ("REDRAFT", "数字不实")


def test_the_writer_is_told_what_came_back_and_finds_the_words_again(client, matter):
    said = a_report(matter)
    signing.hand_back(said, by=the("局长", LEAD), at=TUESDAY_NINE, reason="数字不实")
    sign_in(client, the("联络员", LEAD))

    assert "数字不实" in main_of(client.get("/sign/"))
    assert "已完成管沟开挖</textarea>" in client.get(f"/matters/{matter.number}/report/").text


def test_several_are_signed_by_a_deed_each(client, matter):
    other = a_matter(S.IN_PROGRESS, room="市委督查室")
    both = [a_report(matter), a_report(other)]
    sign_in(client, the("局长", LEAD))

    client.post("/sign/chosen/", {"report": [one.pk for one in both], "once": "k"})

    assert Entry.objects.filter(deed="report.sign").count() == 2
    assert set(Report.objects.values_list("state", flat=True)) == {"SUBMITTED"}


def test_the_queue_is_a_unit_s_own(client, matter):
    said = a_report(matter)

    room = sign_in(client, the("督查员"))
    assert room.get("/sign/").status_code == 404
    head = sign_in(client, the("局长", ASSIST))
    assert head.post(f"/sign/reports/{said.pk}/", {"verdict": "agree"}).status_code == 404
    assert matter.title not in head.get("/sign/").text


def test_the_queue_costs_the_same_for_one_and_for_three(client, matter):
    sign_in(client, the("局长", LEAD))
    a_report(matter)
    client.get("/sign/")
    with CaptureQueriesContext(connection) as one:
        client.get("/sign/")
    other = a_matter(S.IN_PROGRESS, room="市委督查室")
    a_report(other)
    signing.put_up(other, DONE, by=the("联络员", LEAD), at=MONDAY_NINE)
    with CaptureQueriesContext(connection) as more:
        client.get("/sign/")

    # The files of a slip are read with all slips at once.
    assert len(more) == len(one) + 1
