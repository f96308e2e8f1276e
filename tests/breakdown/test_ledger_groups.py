"""分组、列、回溯: the ledger in groups with sums, in chosen columns, and as it stood on a day."""

from datetime import date

import pytest
from django.utils.timezone import now

from luoshi.breakdown.ledger.groups import Tally, groups_of, pieces_of
from luoshi.breakdown.ledger.wanted import Wanted, wanted_in
from luoshi.breakdown.models import Matter
from luoshi.kit.wording import full_date
from luoshi.timelimits.days import ONE_DAY
from luoshi.timelimits.here import day_here
from tests.breakdown.given import asked_for, document, issued, let_in, officer
from tests.breakdown.test_ledger_page import LEDGER, titles
from tests.world import MONDAY, someone_of

pytestmark = pytest.mark.django_db
NEVER = date(2098, 6, 30)
LONG_AGO = date(2026, 6, 2)


def a_town():
    issued(
        ("清理拖欠账款", "市财政局", (), LONG_AGO),
        ("建成城市书房10个", "市住建局", ("市财政局",), NEVER),
        ("建成口袋公园20处", "市住建局", (), NEVER),
    )


def groups(page):
    return [(one.group.name, one.group.number, one.group.folded) for one in page.context["blocks"]]


def test_groups_stand_by_their_worst_light_with_their_sums(client):
    a_town()
    let_in(client, officer())

    page = client.get(LEDGER, {"group": "unit"})

    assert groups(page) == [("市财政局", 1, False), ("市住建局", 2, False)]
    assert titles(page) == ["清理拖欠账款", "建成城市书房10个", "建成口袋公园20处"]


@pytest.mark.parametrize("group", ["source", "light", "kind", "line", "month"])
def test_by_whatever_one_groups_nothing_is_lost(client, group):
    a_town()
    let_in(client, officer())

    page = client.get(LEDGER, {"group": group})

    assert sum(number for _name, number, _folded in groups(page)) == 3
    assert sorted(titles(page)) == ["建成口袋公园20处", "建成城市书房10个", "清理拖欠账款"]


def test_a_closed_group_shows_its_sums_alone_and_the_numbers_go_on(client):
    a_town()
    let_in(client, officer())
    lead = Matter.objects.get(title="清理拖欠账款").lead_id

    page = client.get(LEDGER, {"group": "unit", "fold": str(lead)})

    assert groups(page) == [("市财政局", 1, True), ("市住建局", 2, False)]
    assert titles(page) == ["建成城市书房10个", "建成口袋公园20处"]
    assert '<td class="fz fz1 c ink2">2</td>' in page.content.decode()


def test_a_page_holds_so_many_lines_whatever_the_groups():
    tallies = [Tally(key, 4, "", False, n, 0.0) for key, n in (("a", 30), ("b", 40), ("c", 5))]
    names = {key: (key, key) for key in "abc"}

    second = list(pieces_of(groups_of(tallies, names, ["a"]), 25, 50))

    assert [(one.group.key, one.first, one.number, one.before) for one in second] == [
        ("b", 24, 16, 30),
        ("c", 0, 5, 70),
    ]


def test_columns_are_chosen_moved_and_said_in_a_fixed_order(client):
    a_town()
    let_in(client, officer())

    answer = client.get(LEDGER, {"columns": ["due", "light", "state"], "up": "light", "q": ""})

    assert answer["Location"] == f"{LEDGER}?columns=light,due,state"
    assert [one.words for one in client.get(answer["Location"]).context["heads"]] == [
        "序号", "编号", "事项", "灯", "完成时限", "状态",
    ]  # fmt: skip


def test_an_address_and_its_question_are_one():
    for query in (
        "q=%E5%85%AC%E5%9B%AD&light=5,none&state=CLAIMED&since=2026-01-01&day=2026-06-30",
        "group=line&fold=%E7%94%B2%252C%E4%B9%99&columns=due,light&sort=-due&per=25&page=3",
    ):
        assert wanted_in(query).query == query
    assert wanted_in("light=99&sort=x&per=7&page=-1&day=2026-02-31&unit=1") == Wanted()


def test_the_ledger_of_a_day_says_so_and_knows_nothing_of_later(client):
    a_town()
    let_in(client, officer())

    before = client.get(LEDGER, {"day": (MONDAY - ONE_DAY).isoformat()})
    then = client.get(LEDGER, {"day": MONDAY.isoformat(), "group": "unit"})

    assert titles(before) == []
    assert len(titles(then)) == 3
    assert f"这是{full_date(MONDAY)}结束时的台账" in then.content.decode()


def test_an_earlier_day_shows_nobody_more_than_today_does(client):
    a_town()
    let_in(client, someone_of("市委督查室", "主任"))

    assert titles(client.get(LEDGER, {"day": MONDAY.isoformat()})) == []


def test_a_day_to_come_is_no_day_of_the_ledger(client):
    a_town()
    let_in(client, officer())

    page = client.get(LEDGER, {"day": (day_here(now()) + ONE_DAY).isoformat()})

    assert page.context["form"].errors["day"] == ["台账只能回溯到今天以前的日期"]
    assert len(titles(page)) == 3


def test_the_ledger_asks_as_often_for_one_three_and_fifty(client):
    asked = [
        LEDGER + query for query in ("", "?group=unit", f"?day={MONDAY.isoformat()}", "?q=公园")
    ]
    issued(("建成口袋公园1处", "市住建局", (), NEVER), paper=document(title="一"))
    let_in(client, officer())
    client.get(LEDGER)
    of_one = {address: asked_for(client, address) for address in asked}

    for number in (2, 47):
        lines = [(f"建成{number}{n:02}口袋公园", "市住建局", (), NEVER) for n in range(number)]
        issued(*lines, paper=document(title=f"{number}"))
        assert {address: asked_for(client, address) for address in asked} == of_one
    assert [len(titles(client.get(address))) for address in asked] == [50] * 4
