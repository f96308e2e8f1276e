"""延期: the liaison asks, the head signs and sends, the director reads the effect and grants."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from luoshi.breakdown.models import Matter
from luoshi.breakdown.terms import MatterState as S
from luoshi.coordination.models import Request
from tests.browser.stations import PHONE, STILL, sound
from tests.browser.steps import press, says
from tests.road import LEAD, ROOM, a_matter, the

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("reference")]
WORDS = {
    "申请理由": "管线迁改手续未办完",
    "目前进展": "已完成9公里",
    "已采取措施": "增加两个作业面",
    "保障措施": "每周调度一次",
}


def test_more_time_is_asked_for_signed_and_granted(page_of):
    matter = a_matter(S.IN_PROGRESS, at=now())
    to = matter.due_date + timedelta(days=10)

    liaison = page_of(the("联络员", LEAD), **PHONE, **STILL)
    liaison.goto(f"/matters/{matter.number}/")
    liaison.get_by_role("link", name="延期、变更").click()
    liaison.get_by_label("拟完成时间").fill(to.isoformat())
    for label, words in WORDS.items():
        liaison.get_by_label(label).fill(words)
    sound(liaison)
    press(liaison, "先看影响")
    says(liaison, "延长10天")
    sound(liaison)
    press(liaison, "送主要负责人签发")
    says(liaison, "已送本单位主要负责人签发")
    sound(liaison)

    head = page_of(the("局长", LEAD), **STILL)
    head.goto("/requests/")
    sound(head)
    press(head, "审签")
    press(head, "签发")
    says(head, "已签发，申请已报送")
    sound(head)

    director = page_of(the("主任", ROOM), **STILL)
    director.goto("/requests/")
    sound(director)
    press(director, "审批")
    says(director, "按延期后的时限认定是否按期。")
    sound(director)
    press(director, "同意")
    says(director, "已同意，并已办理")

    assert Request.objects.get().state == "GRANTED"
    assert Matter.objects.get(pk=matter.pk).due_date == to
