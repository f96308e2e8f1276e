"""From a Word file that no test has read to the archive, by ten pairs of hands in a browser."""

import pytest
from playwright.sync_api import expect

from luoshi.breakdown.models import Matter
from luoshi.breakdown.terms import MatterState
from luoshi.trail.models import Entry
from tests.browser import steps
from tests.road import ASSIST, LEAD, ROOM
from tests.world import town

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("reference")]
DEEDS = [
    "matter.register",
    "matter.issue",
    "matter.sign",
    "matter.claim",
    "matter.pass_review",
    "matter.verify",
    "matter.complete",
    "matter.write_off",
    "matter.file",
]


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_decision_goes_all_the_way_by_hand(sign_in, tmp_path, script):
    town()

    def hand(unit, title):
        return sign_in(unit, title, java_script_enabled=script)

    officer, director = hand(ROOM, "督查员"), hand(ROOM, "主任")
    liaison, head = hand(LEAD, "联络员"), hand(LEAD, "局长")

    steps.take_in(officer, steps.paper(tmp_path))
    number = steps.set_up_and_issue(director, steps.break_down(officer))
    steps.sign(liaison, number)
    steps.report(liaison, number, figure="12", percent="33", words="城南片区12公里已换管")
    steps.accept_report(officer)
    steps.report(liaison, number, figure="36", percent="100", words="全部换管通水")
    steps.accept_report(officer)
    steps.give_input(hand(ASSIST, "联络员"), number)
    steps.claim(head, number)
    steps.review(officer)
    steps.verify(hand(ROOM, "核查员"))
    steps.complete_and_write_off(director)
    steps.file(hand(ROOM, "归档员"))

    matter = Matter.objects.get(number=number)
    entries = Entry.objects.filter(about_id=str(matter.pk), deed__startswith="matter.")
    assert matter.state == MatterState.ARCHIVED
    assert [entry.deed for entry in entries.order_by("id")] == DEEDS
    shown_in_the_dossier(officer, number)


def shown_in_the_dossier(page, number):
    page.goto(f"/matters/{number}/?all=1")
    main = page.locator("#main")
    for words in (
        f"{steps.YEAR}年3月31日前改造老旧供水管网36公里",
        steps.STANDARD,
        "城南片区12公里已换管",
        "三十六公里管网全部通水",
        "抽看五处接口",
        "供水科 承办人 8800",
        "市财政局",
    ):
        expect(main).to_contain_text(words)
    said = page.locator(".trail li").all_inner_texts()
    assert len(said) == len(DEEDS) + 5
    assert "归档" in said[0]
