"""查看已办: what somebody did in this post, by kind and by time, and nothing of anybody else's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.breakdown.terms import MatterState as S
from luoshi.shell import done
from tests.road import LEAD, a_matter, a_report, an_issued_list, notice_to, the
from tests.shell.pages import main_of, sign_in
from tests.world import MONDAY_NINE, TUESDAY_NINE, post_of

pytestmark = pytest.mark.django_db


def told(by, **between):
    entries = list(done.deeds_of(by, **between))
    return [
        (one.words, one.thing.number if one.thing else "") for one in done.lines_of(entries, by)
    ]


def test_a_liaison_finds_the_receipt_and_the_report_and_the_head_the_claim():
    matter = a_matter(S.IN_PROGRESS)
    a_report(matter, at=TUESDAY_NINE)
    notice = notice_to(LEAD, matter.list)

    assert told(the("联络员", LEAD)) == [
        ("报送进展", matter.number),
        ("签收通知单", notice.number),
        ("签收", matter.number),
    ]
    assert told(the("局长", LEAD)) == []
    assert told(the("联络员", "岚溪县")) == []


def test_nothing_of_another_hand_or_of_another_post_of_mine_is_shown():
    a_matter(S.CLAIMED)
    head, officer = the("局长", LEAD), the("督查员")
    mine = {entry.person_id for entry in done.deeds_of(officer)}

    assert mine == {officer.person_id}
    assert [words for words, _number in told(head)] == ["申请办结"]


def test_it_is_narrowed_by_kind_and_by_day(client):
    matter = a_matter(S.IN_PROGRESS, at=MONDAY_NINE)
    a_report(matter, at=TUESDAY_NINE)
    by = the("联络员", LEAD)
    sign_in(client, by)

    monday, tuesday = "2026-06-01", "2026-06-02"
    reported = client.get("/done/", {"deed": "report.submit"}).context["lines"]
    on_tuesday = client.get("/done/", {"since": tuesday, "until": tuesday}).context
    on_monday = client.get("/done/", {"since": monday, "until": monday}).context

    assert [one.words for one in reported] == ["报送进展"]
    assert [one.words for one in on_tuesday["lines"]] == ["报送进展"]
    assert "report.submit" not in [deed for deed, _words, _number in on_monday["kinds"]]
    assert on_monday["total"] + on_tuesday["total"] == client.get("/done/").context["total"]


@pytest.mark.parametrize("asked", ["since=gestern", "until=9999-99-99", "deed=nothing", "page=x"])
def test_what_makes_no_sense_shows_all(client, asked):
    a_matter(S.IN_PROGRESS)
    sign_in(client, the("联络员", LEAD))

    page = client.get(f"/done/?{asked}")

    assert page.status_code == 200
    assert page.context["total"] == client.get("/done/").context["total"]


def test_what_went_out_of_sight_keeps_its_line_and_tells_nothing(client):
    matter = a_matter(S.IN_PROGRESS)
    by = the("联络员", LEAD)
    sign_in(client, by)
    assert matter.title in main_of(client.get("/done/"))

    matter.parts.filter(role="LEAD").update(unit=post_of("市统计局", "局长").unit)
    type(matter).objects.filter(pk=matter.pk).update(lead=post_of("市统计局", "局长").unit)
    page = main_of(client.get("/done/?deed=matter.sign"))

    assert matter.title not in page
    assert "现在的职务已看不到这件事" in page


def test_the_desk_leads_there_and_administrators_have_no_such_page(client):
    an_issued_list()
    for by in (the("督查员"), the("局长", LEAD), the("副市长", "市政府")):
        assert 'href="/done/"' in sign_in(client, by).get("/desk/").text
        assert client.get("/done/").status_code == 200

    assert sign_in(client, the("系统管理员", "市政府办公室")).get("/done/").status_code == 404


def test_more_deeds_ask_no_more_of_the_database(client):
    matter = a_matter(S.IN_PROGRESS)
    a_report(matter, at=TUESDAY_NINE)
    sign_in(client, the("联络员", LEAD))

    def asked():
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/done/").status_code == 200
        return len(seen)

    few = asked()
    for number in range(3):
        a_report(matter, at=TUESDAY_NINE, percent=40 + number)

    assert asked() == few
