"""我的工作台: what is owed, by time, each with the one action that answers it."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from luoshi.breakdown.models import Matter, Receipt
from luoshi.breakdown.operations import drafts, lists
from luoshi.breakdown.operations.matters import return_, sign
from luoshi.breakdown.terms import MatterState as S
from luoshi.dues.models import Due
from luoshi.dues.queries import calendar_here
from luoshi.dues.terms import DueKind
from luoshi.organisation.models import Term
from luoshi.shell import desk, waiting
from luoshi.trail.models import Entry
from tests.road import (
    ASSIST,
    BASIS,
    LEAD,
    a_document,
    a_matter,
    a_report,
    a_settled_list,
    add_draft,
    an_issued_list,
    answer_the_rest,
    days_after,
    notice_to,
    the,
)
from tests.shell.pages import alerts, main_of, sign_in, swapped
from tests.world import MONDAY, MONDAY_NINE, nine_on, person_behind, someone_of

pytestmark = pytest.mark.django_db


def rows_of(by, at):
    found = desk.groups(desk.owed_here(by, at.date()), by, at, calendar_here())
    return [
        (str(group.group.label), [(one.due.kind, one.words) for one in group.duties])
        for group in found
    ]


def test_a_notice_stands_on_the_desk_of_the_unit_it_was_sent_to():
    an_issued_list(at=MONDAY_NINE)

    rows = rows_of(the("联络员", LEAD), MONDAY_NINE)

    assert rows[0] == ("明天", [("RECEIPT", "签收")])
    assert rows_of(the("联络员", "岚溪县"), MONDAY_NINE) == []


def test_only_the_next_report_of_a_cadence_is_anybodys_work():
    matter = a_matter(S.IN_PROGRESS, at=MONDAY_NINE)

    rows = dict(rows_of(the("联络员", LEAD), MONDAY_NINE))

    assert matter.state == S.IN_PROGRESS
    assert rows == {"以后": [("REPORT", "报送"), ("COMPLETION", "拟办结申请")]}


def test_the_head_of_a_unit_is_led_to_the_claim_and_its_deputy_may_prepare_it():
    a_matter(S.IN_PROGRESS, at=MONDAY_NINE)

    assert ("COMPLETION", "申请办结") in rows_of(the("局长", LEAD), MONDAY_NINE)[0][1]
    assert ("COMPLETION", "拟办结申请") in rows_of(the("副局长", LEAD), MONDAY_NINE)[0][1]


def test_a_room_sees_the_checks_it_owes_each_post_its_own():
    a_matter(S.CLAIMED, at=MONDAY_NINE)

    assert rows_of(the("督查员"), MONDAY_NINE) == [("本周", [("REVIEW", "初审")])]
    assert rows_of(the("核查员"), MONDAY_NINE) == []


@pytest.mark.parametrize(
    ("today", "late", "words"),
    [
        (4, 1, "今天要办4件，另有1件逾期"),
        (2, 0, "今天要办2件"),
        (0, 3, "今天没有到期的，另有3件逾期"),
        (0, 0, "今天没有到期的事"),
    ],
)
def test_the_heading_is_the_answer(today, late, words):
    assert desk.heading(today, late) == words


def test_the_strip_shows_ten_days_and_which_are_off():
    # given the first of October, a holiday, within the ten days
    owed = desk.owed_here(the("联络员", LEAD), MONDAY)

    strip = desk.strip(owed, nine_on(9, 28).date(), calendar_here())

    assert [one.off for one in strip] == [False] * 3 + [True] * 7
    assert desk.holidays(nine_on(9, 28).date(), calendar_here()) == ["10月1日至10月7日国庆节放假。"]


def test_the_page_shows_the_rows_and_filters_by_kind(client):
    an_issued_list(at=timezone.now())
    sign_in(client, the("联络员", LEAD))

    whole, filtered = client.get("/desk/"), client.get("/desk/?kind=REPORT")

    assert "澄川市人民政府常务会议纪要" in main_of(whole)
    assert "没有这一类要办的事" in main_of(filtered)


def test_a_notice_is_signed_straight_from_its_row(client):
    issued = an_issued_list(at=timezone.now())
    notice = notice_to(LEAD, issued)
    sign_in(client, the("联络员", LEAD))

    response = client.post(f"/desk/sign/{notice.pk}/", {"once": "k"}, follow=True)

    due = Due.objects.get(kind=DueKind.RECEIPT, met_at__isnull=False)
    assert response.redirect_chain == [(f"/desk/?done={due.pk}", 302)]
    assert Receipt.objects.get().signer_name == "市住建局联络员"
    assert f"{notice.number}已签收" in response.text


def test_the_same_press_twice_leaves_one_receipt(client):
    notice = notice_to(LEAD, an_issued_list(at=timezone.now()))
    sign_in(client, the("联络员", LEAD))

    first = client.post(f"/desk/sign/{notice.pk}/", {"once": "k"})
    second = client.post(f"/desk/sign/{notice.pk}/", {"once": "k"})

    assert (first.status_code, second.status_code) == (302, 302)
    assert Entry.objects.filter(deed="issuenotice.sign").count() == 1


def test_a_swap_of_the_desk_equals_a_reload(client):
    notice = notice_to(LEAD, an_issued_list(at=timezone.now()))
    sign_in(client, the("联络员", LEAD))

    swap = swapped(client, f"/desk/sign/{notice.pk}/", {"once": "k"})

    there = swap.redirect_chain[0][0]
    assert main_of(swap) == main_of(client.get(there))
    assert "data-say" in main_of(swap)
    assert "data-say" not in main_of(client.get("/desk/"))


def test_the_row_below_the_signed_one_is_where_the_work_goes_on():
    at = MONDAY_NINE
    an_issued_list(at=at)
    two_more_matters(at)
    by = the("联络员", LEAD)
    signed = Due.objects.get(kind=DueKind.RECEIPT, met_at__isnull=False, debtor=by.unit_id)

    found = desk.groups(
        desk.owed_here(by, MONDAY),
        by,
        at,
        calendar_here(),
        done=desk.just_signed(by, str(signed.pk)),
    )
    rows = [row for group in found for row in group.duties]
    place = next(place for place, row in enumerate(rows) if row.said)

    assert [row.focus for row in rows].index(True) == place + 1
    assert sum(row.focus for row in rows) == 1


def test_another_unit_finds_no_line_about_what_was_signed_here(client):
    matter = a_matter(S.IN_PROGRESS, at=timezone.now())
    due = Due.objects.get(kind=DueKind.RECEIPT, debtor=matter.lead_id)
    sign_in(client, the("联络员", ASSIST))

    assert "data-say" not in client.get(f"/desk/?done={due.pk}").text
    assert "data-say" not in client.get("/desk/?done=nonsense").text


def test_the_filter_stays_on_when_a_row_is_signed(client):
    notice = notice_to(LEAD, an_issued_list(at=timezone.now()))
    sign_in(client, the("联络员", LEAD))

    response = client.post(f"/desk/sign/{notice.pk}/?kind=RECEIPT", {"once": "k"})

    assert response.url.startswith("/desk/?kind=RECEIPT&done=")


def test_nobody_is_led_to_a_claim_on_a_matter_that_was_returned():
    matter = a_matter(S.IN_PROGRESS, at=MONDAY_NINE)
    head = the("局长", LEAD)
    before = dict(rows_of(head, MONDAY_NINE))
    return_(matter, by=head, at=MONDAY_NINE, reason="不属", proposed_unit="市发改委")

    assert ("COMPLETION", "申请办结") in before["以后"]
    assert "申请办结" not in [words for _day, held in rows_of(head, MONDAY_NINE)
                          for _kind, words in held]  # fmt: skip


def test_three_reports_of_one_period_stand_as_one_row_until_asked_for(client):
    at = timezone.now()
    a_matter(S.IN_PROGRESS, at=at)
    two_more_matters(at)
    sign_in(client, the("联络员", LEAD))

    whole, alone = client.get("/desk/"), client.get("/desk/?kind=REPORT")

    assert main_of(whole).count("逐项报送") == 1
    assert "进展：3项应报" in main_of(whole)
    assert main_of(alone).count(">报送<") == 3


def test_what_was_sent_and_not_answered_stands_beside_the_desk(client):
    matter = a_matter(S.CLAIMED, at=timezone.now())
    sign_in(client, the("联络员", LEAD))

    page = client.get("/desk/")

    assert [(one.number, one.stands) for one in page.context["sent"]] == [(matter.number, "待初审")]


def test_what_the_unit_did_today_is_counted_below_the_desk(client):
    a_matter(S.IN_PROGRESS, at=timezone.now())
    sign_in(client, the("联络员", LEAD))

    assert client.get("/desk/").context["done_today"] == [("签收", 1)]


def test_the_numbers_asked_for_by_the_page_do_not_keep_the_session_alive(client):
    a_matter(S.IN_PROGRESS, at=timezone.now())
    sign_in(client, the("联络员", LEAD))
    client.get("/desk/")
    until = Session.objects.get().expire_date

    told = client.get("/desk/counts/")

    assert (told.json()["counts"]["desk"], told.json()["unread"]) == (2, 0)
    assert Session.objects.get().expire_date == until
    assert client.get("/desk/").status_code == 200
    assert Session.objects.get().expire_date > until


def test_who_may_not_sign_is_told_so_and_a_stranger_finds_nothing(client):
    notice = notice_to(LEAD, an_issued_list(at=timezone.now()))

    handler = sign_in(client, the("承办人", LEAD)).post(f"/desk/sign/{notice.pk}/", {"once": "a"})
    other = sign_in(client, the("联络员", ASSIST)).post(f"/desk/sign/{notice.pk}/", {"once": "b"})

    assert handler.status_code == 409
    assert alerts(handler) == ["签收须由主送单位的联络员或主要负责人办理"]
    assert other.status_code == 404


def test_a_notice_signed_by_somebody_else_is_refused_with_the_desk_around_it(client):
    notice = notice_to(LEAD, an_issued_list(at=timezone.now()))
    sign(notice, by=the("局长", LEAD), at=timezone.now())
    sign_in(client, the("联络员", LEAD))

    response = client.post(f"/desk/sign/{notice.pk}/", {"once": "k"})

    assert response.status_code == 409
    assert alerts(response) == ["该通知单已签收"]
    assert "未来10天" in response.text


def test_a_director_is_told_what_waits_beside_what_is_owed():
    a_matter(S.DECIDING, at=MONDAY_NINE)
    lines = waiting.waits_for(the("主任"))

    assert [(str(one.label), one.number) for one in lines] == [("待批办结", 1)]


def test_a_paper_waits_for_an_officer_until_its_list_goes_to_the_director():
    paper = a_document()
    lines = [(str(one.label), one.number, one.href) for one in waiting.waits_for(the("督查员"))]
    opened = a_settled_list(document=paper)
    in_hand = [one.number for one in waiting.waits_for(the("督查员"))]
    lists.submit(opened, by=the("督查员"), at=MONDAY_NINE)

    assert lines == [("文件待分解", 1, f"/docs/{paper.pk}/breakdown/")]
    assert (in_hand, waiting.waits_for(the("督查员"))) == ([1], [])


def test_reports_wait_for_the_room_and_not_for_the_unit():
    a_report(a_matter(S.IN_PROGRESS, at=MONDAY_NINE))

    assert [str(one.label) for one in waiting.waits_for(the("督查员"))] == ["报告待审核"]
    assert waiting.queue_count(the("督查员"), MONDAY_NINE) == 1
    assert waiting.queue_count(the("联络员", LEAD), MONDAY_NINE) == 0


def test_a_leader_sees_the_matters_of_the_sphere_by_light(client):
    a_matter(S.IN_PROGRESS, at=MONDAY_NINE)

    deputy, day = the("副市长", "市政府"), nine_on(11, 1).date()
    late = desk.lit(desk.by_lateness(deputy, day), day)
    sign_in(client, deputy)

    assert [one.light.level.label for one in late] == ["严重逾期"]
    assert list(desk.by_lateness(the("市委书记", "市委"), day)) == []
    assert "滞后和逾期的在前" in client.get("/desk/").text


def test_a_leader_sees_all_that_is_open_what_is_late_first_and_what_stands_still_last(client):
    issued = an_issued_list(at=MONDAY_NINE)
    given = {"list": issued, "office": issued.office, "owner": issued.owner, "standard": "验收"}
    [first] = issued.matters.all()
    given |= {"kind": first.kind, "lead": first.lead, "leader": first.leader, "cadence": "NONE"}

    def another(number, state, due, **more):
        columns = {"requirement": number, "original_due_date": due, "due_date": due} | given | more
        return Matter.objects.create(number=number, title=number, state=state, **columns)

    day = nine_on(11, 1).date()
    late = another("逾期", S.IN_PROGRESS, nine_on(10, 1).date())
    fine = another("正常", S.IN_PROGRESS, nine_on(12, 31).date())
    stands = {"suspended_date": day, "review_date": nine_on(11, 20).date()}
    still = another("停表", S.SUSPENDED, nine_on(10, 2).date(), **stands)

    found = [one.pk for one in desk.by_lateness(the("副市长", "市政府"), day)]

    assert [one for one in found if one != first.pk] == [late.pk, fine.pk, still.pk]
    sign_in(client, the("副市长", "市政府"))
    assert len(client.get("/desk/").context["matters"]) == 4


def test_who_holds_no_post_is_told_so(client):
    by = someone_of("市住建局", "联络员")
    sign_in(client, by)
    Term.objects.filter(person=person_behind(by)).update(until=nine_on(1, 1).date())

    response = client.get("/desk/")

    assert response.status_code == 200
    assert "目前没有在任职务" in response.text


def test_an_administrator_has_no_duties(client):
    sign_in(client, someone_of("市政府办公室", "系统管理员"))

    assert "管理员不经办督查事项" in client.get("/desk/").text


def two_more_matters(at):
    """Issue another list with two matters to the same lead, and sign for it."""
    opened = lists.open_list(a_document(), by=the("督查员"), at=at)
    for found in opened.drafts.all():
        drafts.skip(found, by=the("督查员"), reason="另列事项")
    for road in ("澄江路", "澄湖路"):
        add_draft(opened, f"完成{road}雨污分流改造", due_date=days_after(at, 90).date())
    answer_the_rest(opened.document)
    lists.submit(opened, by=the("督查员"), at=at)
    lists.approve(opened, by=the("主任"), at=at, basis=BASIS)
    lists.issue(opened, by=the("主任"), at=at)
    sign(notice_to(LEAD, opened), by=the("联络员", LEAD), at=at)


def test_the_desk_costs_the_same_for_one_and_for_three_matters(client):
    at = timezone.now()
    a_matter(S.IN_PROGRESS, at=at)
    sign_in(client, the("联络员", LEAD))
    client.get("/desk/")

    with CaptureQueriesContext(connection) as one:
        client.get("/desk/")
    two_more_matters(at)
    with CaptureQueriesContext(connection) as three:
        response = client.get("/desk/")

    # Three reports of one period are one row.
    assert response.text.count('class="duty') == 4
    assert len(three) == len(one)
