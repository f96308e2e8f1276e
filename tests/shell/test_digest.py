"""每日提醒: once a working morning, each person one digest, and every line says why it came."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.breakdown.models import Matter
from luoshi.breakdown.operations import urging
from luoshi.breakdown.terms import MatterState as S
from luoshi.coordination.ask_terms import AskKind
from luoshi.dues.models import Due
from luoshi.intake.models import Document
from luoshi.intake.terms import Urgency
from luoshi.organisation.models import Sphere
from luoshi.organisation.operations import appointments
from luoshi.shell import digests, inbox
from luoshi.shell.delivery import deliver
from luoshi.shell.models import Digest, Message, ToldLevel
from luoshi.shell.reminded import parts_of
from luoshi.shell.terms import Seat, Section
from luoshi.shell.turned import changed, lines_for
from tests.breakdown.test_urge import copied
from tests.coordination.given import an_ask, staff
from tests.road import ASSIST, DUE, LEAD, a_matter, the
from tests.world import SHANGHAI, TUESDAY_NINE, person_behind, post_of, someone_of

pytestmark = pytest.mark.django_db


def morning(day: date) -> datetime:
    """Half past eight on a day, on the wall in Shanghai."""
    return datetime(day.year, day.month, day.day, 8, 30, tzinfo=SHANGHAI)


# Due on Wednesday 30 September 2026; 1-7 October are days off, Saturday the 10th is made up.
ON_THE_DAY = morning(DUE)
HOLIDAY = morning(date(2026, 10, 1))
BACK = morning(date(2026, 10, 8))
MADE_UP = morning(date(2026, 10, 10))


def read(by, at):
    """Return what somebody's digest of a morning says: section, words, why."""
    held = Digest.objects.filter(person=by.person_id, day=at.astimezone(SHANGHAI).date())
    return [
        (part.section, line.number or line.title, line.why)
        for one in held
        for part in parts_of(one, person_behind(by), at=at)
        for line in part.lines
    ]


def turned(by, at):
    """Return the lines that speak of a light."""
    lights = (Section.TURNED, Section.KNOWN, Section.WEEKLY, Section.LISTED)
    return [row for row in read(by, at) if row[0] in lights]


def test_what_is_due_today_is_told_by_the_matrix_each_with_seat_and_rule():
    number = a_matter(S.IN_PROGRESS).number

    digests.lay(at=ON_THE_DAY)

    said = "亮灯到“逾期”，提醒"
    assert turned(the("承办人", LEAD), ON_THE_DAY) == [
        (Section.TURNED, number, f"牵头单位承办人：{said}")
    ]
    assert turned(the("局长", LEAD), ON_THE_DAY) == [
        (Section.TURNED, number, f"牵头单位主要负责人：{said}")
    ]
    assert turned(the("督查员"), ON_THE_DAY) == [
        (Section.TURNED, number, f"督办该事项的督查员：{said}")
    ]
    assert turned(the("主任"), ON_THE_DAY) == [
        (Section.KNOWN, number, "督办该事项的督查室主任：亮灯到“逾期”，每日汇总")
    ]


def test_nobody_without_a_seat_is_told():
    a_matter(S.IN_PROGRESS)

    digests.lay(at=ON_THE_DAY)

    for title, unit in (("联络员", "岚溪县"), ("督查员", "市委督查室"), ("市长", "市政府"),
                        ("核查员", "市政府督查室"), ("联络员", ASSIST)):  # fmt: skip
        assert turned(the(title, unit), ON_THE_DAY) == []


def test_no_digest_on_the_national_day_and_one_on_the_made_up_saturday():
    a_matter(S.IN_PROGRESS)

    assert digests.lay(at=HOLIDAY) == 0
    assert Digest.objects.count() == 0
    assert digests.lay(at=MADE_UP) > 0
    assert {*Digest.objects.values_list("day", flat=True)} == {date(2026, 10, 10)}


def test_what_turned_over_the_holiday_is_told_on_the_first_morning_back_and_once():
    number = a_matter(S.IN_PROGRESS).number
    for day in range(7):
        digests.lay(at=HOLIDAY + timedelta(days=day))

    digests.lay(at=BACK)
    digests.lay(at=BACK + timedelta(days=1))

    liaison = the("联络员", LEAD)
    assert [row[1] for row in turned(liaison, BACK)] == [number]
    assert turned(liaison, BACK + timedelta(days=1)) == []


def test_a_second_run_on_one_morning_tells_nobody_again():
    a_matter(S.IN_PROGRESS)

    first, second = digests.lay(at=ON_THE_DAY), digests.lay(at=ON_THE_DAY + timedelta(hours=5))

    assert (first > 0, second) == (True, 0)
    assert Message.objects.filter(digest__isnull=False).count() == first


def test_an_emergency_is_told_on_a_day_off_and_nothing_beside_it():
    number = a_matter(S.IN_PROGRESS).number
    Document.objects.update(urgency=Urgency.EXTRA_URGENT)

    digests.lay(at=HOLIDAY)

    assert read(the("联络员", LEAD), HOLIDAY) == [
        (Section.TURNED, number, "牵头单位联络员：亮灯到“逾期”，提醒")
    ]
    assert {*Digest.objects.values_list("urgent", flat=True)} == {True}


def test_a_leader_hears_once_a_week_of_what_stands_late():
    number = a_matter(S.IN_PROGRESS).number
    deputy = the("副市长", "市政府")
    week = [BACK + timedelta(days=on) for on in (0, 1, 2)]

    for at in week:
        digests.lay(at=at)

    why = "包抓或分管该事项的领导：亮灯到“逾期”，每周汇总"
    assert [turned(deputy, at) for at in week] == [[(Section.WEEKLY, number, why)], [], []]


def test_a_sphere_is_told_to_its_last_day_and_not_before_it_begins():
    a_matter(S.IN_PROGRESS)
    Matter.objects.update(leader=None)
    told = {}
    for until in (BACK.date(), BACK.date() - timedelta(days=1)):
        Sphere.objects.update(until=until)
        spheres = [one for _seat, one in leaders_told()]
        told[until] = len(spheres)

    assert told == {BACK.date(): 1, BACK.date() - timedelta(days=1): 0}


def leaders_told():
    """Return who hears as a leader of what stands late on the first morning back."""
    found = changed(BACK.date(), only=Q(), weekly=True)
    lines = lines_for(found, at=BACK, weekly=True)
    return [(line.seat, holder) for holder, line, _urgent in lines if line.seat == Seat.LEADER]


def test_an_ask_stands_in_the_digest_of_who_answers_and_leads_to_it():
    ask = an_ask(AskKind.MATERIAL)
    liaison = staff("市住建局")
    due = Due.objects.get(about_kind="ask", debtor=liaison.unit_id)

    digests.lay(at=morning(date(2026, 6, 2)))
    digests.lay(at=morning(due.due_date))

    asked = read(liaison, morning(date(2026, 6, 2)))
    assert [row[0] for row in asked] == [Section.ASKED]
    [held] = Digest.objects.filter(person=liaison.person_id, day=due.due_date)
    [part] = parts_of(held, person_behind(liaison), at=morning(due.due_date))
    assert [(one.title, one.href) for one in part.lines] == [
        (ask.title, reverse("coordination:ask", args=[ask.pk]))
    ]


def test_who_holds_two_posts_gets_one_digest_and_each_line_names_its_post():
    a_matter(S.IN_PROGRESS)
    liaison = the("联络员", LEAD)
    appointments.appoint(
        person_behind(liaison),
        to=post_of("市政府督查室", "督查员"),
        by=someone_of("市政府办公室", "系统管理员"),
        at=TUESDAY_NINE,
        since=TUESDAY_NINE.date(),
    )

    digests.lay(at=ON_THE_DAY)

    [digest] = Digest.objects.filter(person=liaison.person_id)
    parts = parts_of(digest, person_behind(liaison), at=ON_THE_DAY)
    assert {part.post.split("·")[1] for part in parts} == {"联络员", "督查员"}


def test_a_line_goes_with_what_went_out_of_sight():
    matter = a_matter(S.IN_PROGRESS)
    digests.lay(at=ON_THE_DAY)
    liaison = the("联络员", LEAD)
    matter.parts.update(given_up_at=ON_THE_DAY)
    Matter.objects.update(lead=the("联络员", "岚溪县").unit_id)

    assert turned(liaison, ON_THE_DAY) == []


def test_the_digest_stands_in_the_inbox_and_rings_the_bell_once():
    a_matter(S.IN_PROGRESS)
    liaison = the("联络员", LEAD)
    deliver(at=ON_THE_DAY)
    before = inbox.unread(liaison)

    digests.lay(at=ON_THE_DAY)

    assert inbox.unread(liaison) == before + 1
    newest = inbox.with_things(inbox.messages_of(liaison))[0]
    assert inbox.page_of(newest, liaison) == "/inbox/digests/2026-09-30/"


def test_a_run_asks_the_same_number_of_questions_for_one_matter_and_for_three():
    matter = a_matter(S.IN_PROGRESS)
    digests.lay(at=ON_THE_DAY)
    counted = []
    for number, at in enumerate((BACK, BACK + timedelta(days=1))):
        ToldLevel.objects.all().delete()
        with CaptureQueriesContext(connection) as asked:
            assert digests.lay(at=at) > 0
        counted.append(len(asked))
        for copy in range(3):
            Matter.objects.create(**copied(matter, f"{matter.number}-{number}{copy}"))

    assert counted[0] == counted[1]


def test_what_was_urged_says_so_in_the_line():
    a_matter(S.IN_PROGRESS)
    urging.urge_overdue(at=BACK - timedelta(hours=8))
    digests.lay(at=BACK)

    [digest] = Digest.objects.filter(person=the("联络员", LEAD).person_id)
    parts = parts_of(digest, person_behind(the("联络员", LEAD)), at=BACK)
    lines = [line for part in parts if part.section == Section.TURNED for line in part.lines]
    told = [(line.what, line.told, line.until) for line in lines]
    assert told == [("逾期", "已催办1次", "2026年9月30日到期")]


def test_old_digests_are_swept_and_their_messages_with_them():
    a_matter(S.IN_PROGRESS)
    digests.lay(at=ON_THE_DAY)

    assert digests.sweep(before=ON_THE_DAY) == 0
    assert digests.sweep(before=ON_THE_DAY + timedelta(days=1)) > 0
    assert (Digest.objects.count(), Message.objects.filter(why="DIGEST").count()) == (0, 0)
