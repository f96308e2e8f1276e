"""督查员: a decision in, broken down and submitted; reports and claims reviewed; words noted."""

import pytest
from django.utils.timezone import now

from luoshi.breakdown.models import MatterList
from luoshi.breakdown.terms import MatterState as S
from luoshi.intake.models import Instruction
from tests.browser import steps
from tests.browser.stations import STILL, go, sound
from tests.browser.steps import says
from tests.road import LEAD, ROOM, a_matter, a_report, the
from tests.world import post_of

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("reference")]


def test_a_decision_is_taken_in_broken_down_and_submitted(sign_in, tmp_path):
    page = sign_in(ROOM, "督查员", **STILL)
    page.goto("/")
    page.wait_for_url("**/desk/")
    sound(page)

    go(page, "文件与会议")
    sound(page)
    steps.take_in(page, steps.paper(tmp_path))
    sound(page)
    listed = steps.break_down(page)
    sound(page)

    assert MatterList.objects.get().state == "SUBMITTED"
    page.goto(listed)
    says(page, steps.STANDARD)


def test_what_units_say_is_reviewed_and_what_leaders_say_is_noted(page_of):
    reported = a_matter(S.IN_PROGRESS, at=now())
    a_report(reported, at=now())
    page = page_of(the("督查员"), **STILL)

    page.goto("/verify/")
    sound(page)
    steps.accept_report(page)
    reported.refresh_from_db()
    assert reported.progress == 30

    page.goto(f"/ledger/?q={reported.number}")
    sound(page)
    page.get_by_role("link", name=reported.title).first.click()
    page.click("#instructions summary")
    page.select_option("#id_leader", str(post_of("市政府", "副市长").pk))
    page.fill("#id_words", "请加快进度，月底前通水")
    page.click("#instructions button")
    says(page, "请加快进度，月底前通水")
    sound(page)

    assert Instruction.objects.get().matter_id == reported.pk
    head = page_of(the("局长", LEAD), **STILL)
    steps.claim(head, reported.number)
    sound(head)
    steps.review(page)
    assert type(reported).objects.get(pk=reported.pk).state == S.VERIFYING
