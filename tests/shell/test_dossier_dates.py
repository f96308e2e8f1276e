"""时限沿革: the dossier tells every change of a date, from, to, by which deed, when and why."""

from datetime import date

import pytest

from luoshi.breakdown.operations import children, suspending
from luoshi.breakdown.terms import MatterState as S
from luoshi.reporting.operations import leaders
from luoshi.shell.dossier import dossier
from tests.road import LEAD, a_matter, the
from tests.shell.pages import main_of, sign_in
from tests.world import TUESDAY_NINE, nine_on, post_of, someone_of

pytestmark = pytest.mark.django_db


def page_of(matter):
    return f"/matters/{matter.number}/"


def changes_of_date(matter):
    shown = dossier(matter, the("督查员"), nine_on(6, 30)).moved
    return [(one.was, one.now, one.words, one.why) for one in shown]


def test_each_change_of_the_date_is_told_from_to_by_which_deed_and_why():
    matter = a_matter(S.IN_PROGRESS)
    first, by = matter.due_date, the("主任")
    second, third = date(2026, 10, 30), date(2026, 10, 15)
    children.move_date(matter, second, by=by, at=TUESDAY_NINE, reason="任务增加")
    children.move_date(matter, third, by=by, at=nine_on(6, 3), reason="提前通水")
    stops = {"cause": "APPROVAL", "review_date": date(2026, 7, 1)}
    suspending.suspend(matter, by=by, at=nine_on(6, 10), reason="等待批复", **stops)
    suspending.resume(matter, by=by, at=nine_on(6, 20), reason="已批复")
    matter.refresh_from_db()

    assert changes_of_date(matter) == [
        (first, second, "调整完成时限", "任务增加"),
        (second, third, "调整完成时限", "提前通水"),
        (third, date(2026, 10, 25), "恢复办理", "已批复"),
    ]
    assert matter.due_date == date(2026, 10, 25)


def test_a_date_put_back_where_it_was_is_told_all_the_same(client):
    matter = a_matter(S.IN_PROGRESS)
    first, by = matter.due_date, the("主任")
    children.move_date(matter, date(2026, 10, 30), by=by, at=TUESDAY_NINE, reason="任务增加")
    children.move_date(matter, first, by=by, at=nine_on(6, 3), reason="任务减回")

    page = main_of(sign_in(client, the("联络员", LEAD)).get(page_of(matter)))

    assert "调整2次" in page
    assert "任务减回" in page
    assert "时限未调整过" not in page


def test_a_new_round_begins_with_a_date_of_its_own():
    matter = a_matter(S.DECIDING)
    first, mayor = matter.due_date, someone_of("市政府", "副市长")
    leaders.submit(
        matter, post_of("市政府", "副市长"), by=the("主任"), at=TUESDAY_NINE, opinion="核查属实"
    )
    leaders.instruct(
        matter, by=mayor, at=TUESDAY_NINE, words="请再查支管", due_date=date(2026, 12, 31)
    )

    assert changes_of_date(matter) == [(first, date(2026, 12, 31), "批示再办", "请再查支管")]


def test_a_matter_whose_date_never_moved_says_so(client):
    matter = a_matter(S.IN_PROGRESS)

    page = main_of(sign_in(client, the("联络员", LEAD)).get(page_of(matter)))

    assert changes_of_date(matter) == []
    assert "时限未调整过" in page
