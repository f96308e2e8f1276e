"""事项卷宗: one matter's whole life on one page, for those who may see it."""

import re

import pytest
from django.utils import timezone

from luoshi.breakdown.models import Milestone
from luoshi.breakdown.terms import MatterState as S
from luoshi.intake.models import Instruction
from luoshi.organisation.models import Term
from luoshi.reporting.operations import reports, signing
from luoshi.shell.dossier import dossier
from luoshi.shell.proving import prove
from luoshi.trail import home as keys
from luoshi.trail.models import Entry, ReadLog
from luoshi.trail.operations import sign_head
from luoshi.trail.queries import entries_about
from tests.road import ASSIST, LEAD, ROAD, ROOM, a_matter, a_report, notice_to, the
from tests.shell.pages import alerts, main_of, sign_in, swapped
from tests.world import MONDAY_NINE, nine_on, post_of, someone_of

pytestmark = pytest.mark.django_db
TUESDAY_NINE = nine_on(6, 2)


def page_of(matter):
    return f"/matters/{matter.number}/"


def buttons(client, matter):
    response = client.get(page_of(matter))
    return [str(one.words) for one in response.context["actions"]]


@pytest.mark.parametrize(
    ("unit", "title"),
    [
        (ROOM, "督查员"),
        (ROOM, "归档员"),
        (LEAD, "联络员"),
        ("市财政局", "联络员"),
        ("市政府", "副市长"),
        ("市政府", "市长"),
        ("市政府办公室", "秘书长"),
        ("市审计局", "观察员"),
    ],
)
def test_who_has_to_do_with_it_sees_it(client, unit, title):
    matter = a_matter(S.IN_PROGRESS)

    response = sign_in(client, the(title, unit)).get(page_of(matter))

    assert response.status_code == 200
    assert matter.title in main_of(response)


@pytest.mark.parametrize(
    ("unit", "title"),
    [
        ("市委督查室", "主任"),
        ("岚溪县", "联络员"),
        ("市政府办公室", "系统管理员"),
        ("市政府办公室", "安全管理员"),
        ("市政府办公室", "审计管理员"),
    ],
)
def test_for_anybody_else_it_is_not_there(client, unit, title):
    matter = a_matter(S.IN_PROGRESS)

    assert sign_in(client, the(title, unit)).get(page_of(matter)).status_code == 404


def test_an_observers_look_is_written_down_and_said(client):
    matter = a_matter(S.IN_PROGRESS)

    response = sign_in(client, the("观察员", "市审计局")).get(page_of(matter))

    assert "本次查阅已记入查阅记录" in response.text
    assert list(ReadLog.objects.values_list("about_id", "what")) == [(str(matter.pk), "dossier")]


def test_an_officers_look_is_not(client):
    sign_in(client, the("督查员")).get(page_of(a_matter(S.IN_PROGRESS)))

    assert ReadLog.objects.count() == 0


@pytest.mark.parametrize(
    ("state", "unit", "title", "shown"),
    [
        (S.ASSIGNED, LEAD, "联络员", ["签收", "拟退回"]),
        (S.ASSIGNED, LEAD, "局长", ["签收", "退回", "免除协办意见"]),
        (S.IN_PROGRESS, LEAD, "承办人", ["报送进展", "拟办结申请", "拟退回", "延期、变更"]),
        (S.IN_PROGRESS, LEAD, "局长", ["报送进展", "申请办结", "退回", "延期、变更", "再分解"]),
        (S.IN_PROGRESS, "市财政局", "局长", ["协办意见"]),
        (S.CLAIMED, ROOM, "督查员", ["初审"]),
        (S.CLAIMED, LEAD, "局长", []),
        (S.VERIFYING, ROOM, "核查员", ["核查"]),
        (S.DECIDING, ROOM, "主任", ["批准办结", "呈批"]),
        (S.COMPLETED, ROOM, "主任", ["销号", "重新督办"]),
        (S.WRITTEN_OFF, ROOM, "归档员", ["归档"]),
        (S.ARCHIVED, ROOM, "督查员", []),
    ],
)
def test_each_post_has_the_buttons_of_the_moves_open_to_it(client, state, unit, title, shown):
    matter = a_matter(state)

    assert buttons(sign_in(client, the(title, unit)), matter) == shown


def test_the_stage_line_says_where_it_stands():
    matter = a_matter(S.VERIFYING)

    line = dossier(matter, the("督查员"), MONDAY_NINE).stages

    assert [(str(one.word), one.standing) for one in line] == [
        ("立项", "done"),
        ("交办", "done"),
        ("签收", "done"),
        ("办理", "done"),
        ("报结", "done"),
        ("核查", "now"),
        ("办结", "todo"),
        ("销号", "todo"),
    ]


@pytest.mark.parametrize("state", ROAD)
def test_it_can_be_read_in_every_state(client, state):
    matter = a_matter(state)

    assert sign_in(client, the("主任")).get(page_of(matter)).status_code == 200


def test_the_sentence_it_comes_from_is_quoted_and_the_room_is_led_to_it(client):
    matter = a_matter(S.IN_PROGRESS)
    quoted = "会议要求，市住建局牵头，市财政局配合，9月底前完成澄河路雨污分流改造12公里"

    room = sign_in(client, the("督查员")).get(page_of(matter))
    unit = sign_in(client, the("联络员", LEAD)).get(page_of(matter))

    assert quoted in room.text and quoted in unit.text
    assert "在原文中查看" in room.text
    assert "在原文中查看" not in unit.text


def test_the_light_says_why_and_what_turns_it():
    matter = a_matter(S.IN_PROGRESS)

    found = dossier(matter, the("督查员"), nine_on(10, 1))

    assert str(found.light.reason.label) == "逾期"
    assert found.why == "2026年10月1日起逾期；申请办结后停止计时。"


def test_progress_stands_beside_the_plan():
    matter = a_matter(S.IN_PROGRESS)
    Milestone.objects.create(matter=matter, name="开工", due_date=nine_on(7, 1).date(), percent=50)

    found = dossier(matter, the("督查员"), nine_on(7, 1))

    assert (found.pace.planned, found.pace.reported, found.pace.behind) == (50, 0, 50)


def test_a_report_stands_with_its_figures_and_its_review(client):
    matter = a_matter(S.IN_PROGRESS)
    reports.accept(a_report(matter), by=the("督查员"), at=TUESDAY_NINE)

    response = sign_in(client, the("联络员", LEAD)).get(page_of(matter))

    assert "已完成管沟开挖" in response.text
    assert "审核通过" in main_of(response)


def test_deeds_stand_in_the_fields_own_words_newest_first():
    matter = a_matter(S.CLAIMED)

    trail = dossier(matter, the("督查员"), MONDAY_NINE).trail

    assert [one.words for one in trail] == [
        "申请办结",
        "提出协办意见",
        "签收",
        "交办",
        "立项",
    ]
    assert trail[0].told == "12公里已全部完工通水"


def test_the_chain_names_the_head_and_counts_who_signed_and_who_was_heard(client):
    matter = a_matter(S.IN_PROGRESS)

    text = main_of(sign_in(client, the("督查员")).get(page_of(matter)))

    assert the("局长", LEAD).person_name in text
    assert re.findall("(?:签收|意见)[0-9]/[0-9]", text) == ["签收0/1", "意见1/1"]


def test_the_plan_is_drawn_with_a_sentence_and_a_table_for_who_cannot_see_it(client):
    matter = a_matter(S.IN_PROGRESS)
    reports.accept(a_report(matter), by=the("督查员"), at=TUESDAY_NINE)

    text = main_of(sign_in(client, the("督查员")).get(page_of(matter)))

    assert re.search('role="img" aria-label="截至.*序时应达[0-9]+%，审核通过的进度30%"', text)
    assert "<td>2026年6月1日</td>" in text


def test_what_waits_inside_the_unit_is_the_unit_s_own_affair(client):
    matter = a_matter(S.IN_PROGRESS)
    signing.ask_for_signature(True, by=the("局长", LEAD), at=MONDAY_NINE)
    a_report(matter)

    room = sign_in(client, the("督查员")).get(page_of(matter)).text
    unit = sign_in(client, the("承办人", LEAD)).get(page_of(matter)).text

    assert ("已完成管沟开挖" in room, "送审签" in room) == (False, False)
    assert ("已完成管沟开挖" in unit, "送审签" in unit) == (True, True)


def test_the_entries_are_proved_against_the_signed_head(home, client):
    keys.create_key()
    matter = a_matter(S.CLAIMED)
    sign_head(at=MONDAY_NINE)
    by = the("督查员")

    proved = prove(list(entries_about("matter", matter.pk).select_related("leaf")))
    response = sign_in(client, by).get(page_of(matter) + "?prove=1")

    assert (proved.sound, proved.uncovered, list(proved.spoilt)) == (5, 0, [])
    assert "5条与签署的树头相符；0条还未入树头。" in main_of(response)


def test_entries_without_a_place_are_told_as_not_yet_covered():
    matter = a_matter(S.CLAIMED)

    proved = prove(list(entries_about("matter", matter.pk)))

    assert (proved.sound, proved.uncovered, proved.head) == (0, 5, None)


def test_an_entry_changed_behind_our_back_is_found(home, unguarded):
    keys.create_key()
    matter = a_matter(S.CLAIMED)
    sign_head(at=MONDAY_NINE)
    entries = list(entries_about("matter", matter.pk).select_related("leaf"))
    Entry.objects.filter(pk=entries[0].pk).update(after="ARCHIVED")

    proved = prove(list(entries_about("matter", matter.pk).select_related("leaf")))

    assert (proved.sound, [one.pk for one in proved.spoilt]) == (4, [entries[0].pk])


def noted(**more):
    leader = post_of("市政府", "副市长")
    return {"leader": leader.pk, "words": "抓紧", "given_date": "2026-06-01", "once": "k"} | more


def test_an_officer_notes_a_leaders_words_on_the_matter(client):
    matter = a_matter(S.ARCHIVED)
    sign_in(client, the("督查员"))

    response = client.post(page_of(matter) + "instructions/", noted(), follow=True)

    assert response.redirect_chain[0][1] == 302
    assert Instruction.objects.get().matter_id == matter.pk
    assert "抓紧" in main_of(response)


def test_the_same_instruction_pressed_twice_is_one(client):
    matter = a_matter(S.ARCHIVED)
    sign_in(client, the("督查员"))

    for _press in range(2):
        response = client.post(page_of(matter) + "instructions/", noted())

    assert response.status_code == 302
    assert Instruction.objects.count() == 1


def test_words_that_are_missing_are_asked_for_with_the_rest_kept(client):
    matter = a_matter(S.ARCHIVED)
    sign_in(client, the("督查员"))

    response = client.post(page_of(matter) + "instructions/", noted(words=""))

    assert response.status_code == 409
    assert alerts(response) == ["请填写批示内容；仅圈阅的请勾选“仅圈阅”"]
    assert 'value="2026-06-01"' in response.text


def test_a_unit_may_not_note_instructions_and_a_stranger_finds_nothing(client):
    matter = a_matter(S.IN_PROGRESS)
    address = page_of(matter) + "instructions/"

    unit = sign_in(client, the("局长", LEAD)).post(address, noted())
    stranger = sign_in(client, the("督查员", "市委督查室")).post(address, noted())

    assert (unit.status_code, stranger.status_code) == (409, 404)
    assert alerts(unit) == ["批示登记须由督查室办理"]


def test_a_swap_of_the_dossier_equals_a_reload(client):
    matter = a_matter(S.ARCHIVED, at=timezone.now())
    sign_in(client, the("督查员"))

    swap = swapped(client, page_of(matter) + "instructions/", noted())

    assert main_of(swap) == main_of(client.get(page_of(matter)))


def test_who_holds_no_post_finds_nothing(client):
    matter = a_matter(S.IN_PROGRESS)
    by = someone_of("市住建局", "联络员")
    sign_in(client, by)
    Term.objects.filter(person_id=by.person_id).update(until=nine_on(1, 1).date())

    assert client.get(page_of(matter)).status_code == 404


def test_a_unit_is_led_to_its_own_notice_and_not_to_the_notices_of_others(client):
    matter = a_matter(S.IN_PROGRESS)
    own = notice_to(LEAD, matter.list)
    other = notice_to(ASSIST, matter.list)

    text = sign_in(client, the("联络员", LEAD)).get(page_of(matter)).text

    assert f"/notices/{own.pk}/" in text
    assert f"/notices/{other.pk}/" not in text
    assert other.number in text
