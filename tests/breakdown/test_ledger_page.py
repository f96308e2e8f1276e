"""台账: what somebody may see, filtered from the address, with its lights."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils.timezone import now

from luoshi.breakdown.ledger.columns import DEFAULT
from luoshi.breakdown.lifecycle import MATTER
from luoshi.breakdown.lights import light_of, says_done, with_light
from luoshi.breakdown.models import IssueNotice, Matter
from luoshi.breakdown.operations.matters import sign
from luoshi.breakdown.terms import MatterState
from luoshi.dues.terms import Level, Reason
from luoshi.papers.cells import Column, Kind
from luoshi.papers.sheets import read_rows
from luoshi.timelimits.here import day_here
from luoshi.trail.models import ReadLog
from tests.breakdown.given import (
    LINES,
    approved,
    asked_for,
    director,
    document,
    issued,
    let_in,
    officer,
)
from tests.road import a_matter
from tests.world import CITY, TUESDAY_NINE, someone_of

pytestmark = pytest.mark.django_db
LEDGER = "/ledger/"
COLUMNS = ["pick", "seq", "number", "title", *DEFAULT]
NEVER = date(2098, 6, 30)
LONG_AGO = date(2026, 6, 2)


def cells(response, column):
    """What stands in a column of the page, row by row."""
    found = []
    for row in re.findall(r'<tr id="t-.*?</tr>', response.content.decode(), re.S):
        every = re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)
        words = re.sub(r"<[^>]*>", "", every[COLUMNS.index(column)])
        found.append(unescape(words).strip())
    return found


def titles(response):
    return cells(response, "title")


def counts(response):
    """Each light with its number, as the bar shows them."""
    return [(level, number) for level, number, _on, _href in response.context["lamps"]]


def a_mixed_ledger():
    """One matter long overdue, one with years to go, one not issued yet."""
    issued(
        ("清理拖欠账款", "市财政局", ("市发改委",), LONG_AGO),
        ("建成城市书房10个", "市住建局", (), NEVER),
    )
    approved(("编制年度计划", "市发改委", (), NEVER), paper=document(title="计划通知"))


def without_reports():
    """Let no report be missing, so that only the deadline speaks."""
    names = ["report_warn_date", "missed_date", "missed_twice_date", "lag_date", "far_lag_date"]
    Matter.objects.update(**dict.fromkeys(names))


def test_the_ledger_stands_by_date_owed_with_a_light_in_words(client):
    a_mixed_ledger()
    without_reports()
    let_in(client, officer())

    page = client.get(LEDGER)

    assert list(zip(titles(page), cells(page, "light"), strict=True)) == [
        ("清理拖欠账款", "严重逾期"),
        ("建成城市书房10个", "按期"),
        ("编制年度计划", "未启动"),
    ]
    assert counts(page) == [(Level.SERIOUS, 1), (Level.NORMAL, 1), (None, 1)]


def test_what_came_to_its_end_stands_below_what_is_still_to_be_done(client):
    filed, under_way = a_matter(MatterState.ARCHIVED), a_matter(MatterState.IN_PROGRESS)
    let_in(client, officer())

    page = client.get(LEDGER)
    by_due = client.get(LEDGER, {"sort": "due"})

    assert cells(page, "number") == [under_way.number, filed.number]
    assert cells(by_due, "number") == [filed.number, under_way.number]


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ({"q": "书房"}, ["建成城市书房10个"]),
        ({"q": "财政"}, ["清理拖欠账款"]),
        ({"q": "市发改委"}, ["编制年度计划"]),
        ({"q": "计划通知"}, ["编制年度计划"]),
        ({"light": "5"}, ["清理拖欠账款"]),
        ({"light": "1,none"}, ["建成城市书房10个", "编制年度计划"]),
        ({"state": "REGISTERED"}, ["编制年度计划"]),
        ({"until": "2026-12-31"}, ["清理拖欠账款"]),
        ({"since": "2027-01-01", "state": "ASSIGNED"}, ["建成城市书房10个"]),
        ({"sort": "-due"}, ["编制年度计划", "建成城市书房10个", "清理拖欠账款"]),
    ],
)
def test_the_address_filters_and_sorts(client, query, left):
    a_mixed_ledger()
    without_reports()
    let_in(client, officer())

    page = client.get(LEDGER, query)

    if query.get("sort"):
        numbered = Matter.objects.order_by("-due_date", "number").values_list("title", flat=True)
        left = list(numbered)
    assert titles(page) == left


def test_units_and_documents_are_offered_from_what_is_seen(client):
    a_mixed_ledger()
    let_in(client, someone_of("市住建局", "联络员"))

    fields = client.get(LEDGER, {"open": "filters"}).context["form"].fields

    assert [str(name) for _pk, name in fields["unit"].choices] == [
        "全部",
        f"{CITY}住房和城乡建设局",
    ]
    assert len(fields["document"].choices) == 2


def test_light_counts_stand_over_the_other_filters_but_not_over_the_light(client):
    a_mixed_ledger()
    without_reports()
    let_in(client, officer())

    page = client.get(LEDGER, {"light": "5", "q": "清理"})

    assert counts(page) == [(Level.SERIOUS, 1)]


def test_a_filter_that_makes_no_sense_is_said_and_hides_nothing(client):
    a_mixed_ledger()
    let_in(client, officer())

    page = client.get(LEDGER, {"until": "明天"})

    assert len(titles(page)) == 3
    assert list(page.context["form"].errors) == ["until"]


@pytest.mark.parametrize(
    ("unit", "post", "seen"),
    [
        ("市住建局", "联络员", ["建成城市书房10个"]),
        ("市发改委", "联络员", ["清理拖欠账款"]),
        ("岚溪县", "联络员", []),
        ("市委督查室", "主任", []),
        ("市审计局", "观察员", ["清理拖欠账款", "建成城市书房10个"]),
        ("市政府", "副市长", ["建成城市书房10个"]),
    ],
)
def test_everybody_sees_their_own_and_nothing_before_it_is_issued(client, unit, post, seen):
    a_mixed_ledger()
    let_in(client, someone_of(unit, post))

    assert titles(client.get(LEDGER)) == seen


def test_work_said_to_be_done_is_marked_apart_from_its_light_and_its_clock_stands(client):
    # given a matter claimed done in time, and looked at after its date
    issued(("建成口袋公园20处", "市住建局", (), LONG_AGO + timedelta(days=30)))
    notice = IssueNotice.objects.get()
    sign(notice, by=someone_of("市住建局", "联络员"), at=TUESDAY_NINE)
    matter = Matter.objects.get()
    head = someone_of("市住建局", "局长")
    MATTER.make("claim", matter, by=head, at=TUESDAY_NINE, statement="全部建成开放")
    without_reports()
    let_in(client, officer())

    page = client.get(LEDGER)

    assert cells(page, "state") == ["待初审 已报完成"]
    assert cells(page, "light") == [str(Reason.ON_TIME.label)]
    assert "超" not in cells(page, "due")[0]


def test_the_light_in_sql_is_the_light_in_words():
    a_mixed_ledger()
    today = day_here(now())
    days = [today, LONG_AGO, LONG_AGO - timedelta(days=1), date(2026, 6, 20), NEVER]

    for day in days:
        for matter in with_light(Matter.objects.all(), day):
            shown = light_of(matter, day)
            assert matter.light_level == (shown.level if shown else None)
            assert says_done(matter) is False


def test_the_ledger_goes_out_to_excel_with_its_filters_and_the_export_is_noted(client):
    a_mixed_ledger()
    by = let_in(client, officer())

    response = client.get(reverse("breakdown:ledger_excel"), {"q": "书房"})

    columns = [Column("title", "事项"), Column("due", "完成时限", Kind.DATE)]
    rows = read_rows(response.content, columns).rows
    noted = ReadLog.objects.get()
    assert [(row.text("title"), row["due"]) for row in rows] == [("建成城市书房10个", NEVER)]
    assert (noted.person_id, noted.about_kind, noted.about_title) == (
        by.person_id,
        "ledger",
        "台账（查找：书房）",
    )


def test_the_ledger_has_pages_of_fifty(client):
    lines = [(f"整治易涝点{n:02d}号", "市住建局", (), NEVER) for n in range(1, 53)]
    issued(*lines)
    let_in(client, director())

    first, second = client.get(LEDGER), client.get(LEDGER, {"page": "2"})
    whole = client.get(LEDGER, {"per": "100"})

    assert (len(titles(first)), len(titles(second)), len(titles(whole))) == (50, 2, 52)


def test_the_page_asks_the_database_as_often_for_one_matter_as_for_three(client):
    issued(LINES[0], paper=document())
    let_in(client, officer())
    of_one = asked_for(client, LEDGER)

    three = ((f"{title}（二期）", *rest) for title, *rest in LINES)
    issued(*three, paper=document(title="二期"))
    assert len(titles(client.get(LEDGER))) == 4
    assert asked_for(client, LEDGER) == of_one
