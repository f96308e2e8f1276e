"""考评页: who reads whose points, how they came about, and that no phone shows a rank."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.assessment.account import account_of
from luoshi.assessment.amends import amends_of, can_be_mended
from luoshi.assessment.models import AssessedGroup, AssessedUnit, Figure, Indicator, Score
from luoshi.assessment.operations import running
from luoshi.assessment.ranking import places_of
from luoshi.assessment.sight import sight_of
from luoshi.assessment.terms import AdjustmentState, PeriodState, Source
from tests.assessed import (
    AFTER_THE_QUARTER_NINE,
    BUREAUS,
    COUNTIES,
    a_period,
    a_scheme,
    an_adjustment,
    figures,
)
from tests.assessment.boards import OFFICE, PHONE, address, counted, rows, seen, words
from tests.world import someone_of, unit_named

pytestmark = pytest.mark.django_db
COUNTY = ("岚溪县", "联络员")
ASSESSOR, MAYOR, ROOM = (OFFICE, "考核员"), ("市政府", "市长"), ("市政府督查室", "主任")


def figure_of(period, unit, code):
    return Figure.objects.filter(period=period, indicator__code=code, unit=unit_named(unit))


def account(period, unit="岚溪县"):
    group = AssessedGroup.objects.get(scheme=period.scheme_id, name=COUNTIES)
    score = Score.objects.select_related("unit").get(period=period, unit=unit_named(unit))
    return account_of(score, period, group)


def test_an_assessor_reads_the_whole_group_in_the_order_of_its_points(client):
    period = counted()

    page = seen(client, someone_of(*ASSESSOR), address(period))

    ranks = rows(page, "ranks")[1:]
    scores = Score.objects.filter(period=period, group__name=COUNTIES).order_by("rank")
    assert [(one[0], one[1], one[3]) for one in ranks] == [
        (str(one.rank), one.unit.short_name, f"{one.points:.2f}") for one in scores
    ]
    for unit in ("LXX", "YDX", "SJJ"):
        assert (
            seen(client, someone_of(*ASSESSOR), address(period) + f"?unit={unit}").status_code
            == 200
        )


def test_a_unit_reads_its_own_score_whole_with_the_formula_of_every_term(client):
    period = counted()

    page = seen(client, someone_of(*COUNTY), address(period))

    told = {one[0]: one[1:] for one in rows(page, "explain")[1:]}
    assert told["重点任务完成率"][:6] == ["20", "100", "87.5", "20×87.5÷100", "17.50", "2.50"]
    assert told["重点任务"][0] == "40"
    assert told["合计"][4] == f"{account(period).total.points:.2f}"
    assert len(told) == 4 + 11 + 1


def test_of_the_others_a_unit_reads_total_and_place_and_nothing_beneath(client):
    period = counted(before=lambda one: an_adjustment(one, "云渡县", "BRIGHT", "0.5"))

    page = seen(client, someone_of(*COUNTY), address(period))

    [other] = [one for one in rows(page, "ranks") if "云渡县" in one]
    total = Score.objects.get(period=period, unit=unit_named("云渡县"))
    assert other == [str(total.rank), "云渡县", "", f"{total.points:.2f}", "—"]
    # 92 and 8.4 are reached by 云渡县 alone; the bonus is its own.
    assert [one in page.text for one in ("20×92÷100", "省级现场会", "unit=YDX")] == [False] * 3
    assert seen(client, someone_of(*COUNTY), address(period) + "?unit=YDX").status_code == 404


def test_a_unit_does_not_read_another_group(client):
    period = counted()

    for page in ("board", "sheet", "composition"):
        there = address(period, page, BUREAUS)
        assert seen(client, someone_of(*COUNTY), there).status_code == 404


@pytest.mark.parametrize("state", [PeriodState.COLLECTING, PeriodState.CHECKING])
def test_before_the_preview_a_unit_reads_nothing_and_the_office_all(client, state):
    period = counted(state)

    assert seen(client, someone_of(*COUNTY), address(period)).status_code == 404
    assert seen(client, someone_of(OFFICE, "主任"), address(period)).status_code == 200
    assert seen(client, someone_of(*MAYOR), address(period)).status_code == 200


@pytest.mark.parametrize(
    ("unit", "title"),
    [
        ("市政府督查室", "主任"),
        ("市政府督查室", "核查员"),
        ("市审计局", "观察员"),
        ("市政府办公室", "系统管理员"),
    ],
)
def test_who_neither_assesses_nor_is_assessed_finds_no_such_page(client, unit, title):
    period = counted(PeriodState.PUBLISHED)
    by = someone_of(unit, title)

    pages = [address(period), address(period, "sheet"), address(period, "composition")]
    pages += [address(period, "term", COUNTIES, "LXX", "1.1"), reverse("assessment:latest")]
    assert {seen(client, by, one).status_code for one in pages} == {404}


def test_a_unit_that_is_not_assessed_is_told_that_there_is_nothing_yet(client):
    counted(PeriodState.PUBLISHED)

    page = seen(client, someone_of("市统计局", "联络员"), reverse("assessment:latest"))

    assert (page.status_code, "还没有可以看的考核周期" in page.text) == (200, True)


def test_one_is_led_to_the_period_under_way_and_to_ones_own_group(client):
    scheme = a_scheme()
    counted(PeriodState.PUBLISHED, "2026-06", scheme=scheme)
    period = counted(PeriodState.PUBLICITY, "2026-Q2", scheme=scheme)

    led = seen(client, someone_of("市住建局", "联络员"), reverse("assessment:latest"))

    assert led.headers["Location"] == address(period, "board", BUREAUS)


def test_a_phone_is_sent_no_rank_and_the_whole_of_ones_own_points(client):
    period = counted()

    page = seen(client, someone_of(*COUNTY), address(period), **PHONE)

    assert [one in page.text for one in ('id="ranks"', "名</b>", "云渡县")] == [False] * 3
    assert "手机上不显示排名" in page.text
    assert len(rows(page, "explain")) == 1 + 4 + 11 + 1
    assert "Sec-CH-UA-Mobile" in page.headers["Vary"]


def test_a_phone_of_an_older_browser_says_so_in_its_name(client):
    period = counted()
    name = "Mozilla/5.0 (Linux; Android 10) Chrome/88.0 Mobile Safari/537.36"

    for one in ("board", "sheet"):
        page = seen(client, someone_of(*ASSESSOR), address(period, one), **{"User-Agent": name})
        assert [word in page.text for word in ('id="ranks"', 'class="even"')] == [False, False]
    book = seen(client, someone_of(*ASSESSOR), address(period, "scores_excel"), **PHONE)
    assert book.headers["Location"] == address(period, "sheet")


def test_what_lost_most_stands_first_and_a_deduction_may_be_appealed_against(client):
    def deducted(period):
        an_adjustment(period, "岚溪县", "OVERDUE", "-1.0", reason="通知单逾期十日")

    period = counted(PeriodState.PUBLICITY, before=deducted)
    period.appeal_until = date(2026, 7, 15)

    mine = account(period)
    lost = [one.lost for one in mine.worst]
    assert (lost, len(lost)) == (sorted(lost, reverse=True), 3)
    on_time, late = (amends_of(mine, period, day) for day in (date(2026, 7, 15), date(2026, 7, 16)))
    assert (str(on_time.taken), on_time.by_appeal, late) == ("-1.0000", True, None)
    page = seen(client, someone_of(*COUNTY), address(period))
    assert "扣分：逾期每个工作日" in words(page.text)


def test_while_the_days_run_a_target_not_reached_can_still_be_reached():
    period = counted(PeriodState.COLLECTING)

    found = amends_of(account(period), period, date(2026, 6, 30))

    losing = {one.indicator.code for one in account(period).terms if one.loses}
    assert (found.by_appeal, found.until) == (False, date(2026, 6, 30))
    assert [one.indicator.name for one in found.lines] == [
        "重点任务完成率",
        "固定资产投资增速",
        "单位产值能耗",
    ]
    # What was overdue and what people answered were lost as well, and are lost for good.
    assert {"2.2", "4.1"} <= losing
    assert amends_of(account(period), period, date(2026, 7, 1)) is None


def test_what_a_month_does_not_ask_for_stands_neither_in_the_tree_nor_in_the_bar():
    scheme = a_scheme()
    lines = Indicator.objects.filter(group__scheme=scheme)
    lines.exclude(code__startswith="3").update(frequency="季")

    def only_of_the_month(period):
        Figure.objects.filter(period=period).exclude(indicator__code__startswith="3").delete()

    period = counted(label="2026-06", scheme=scheme, before=only_of_the_month)

    group = AssessedGroup.objects.get(scheme=scheme, name=COUNTIES)
    places = places_of(period, group, sight_of(someone_of(*ASSESSOR), period))

    told = [one.indicator.code for one in account(period).lines]
    assert told == ["3", "3.1", "3.2", "3.3", "3.4"]
    assert {tuple(part.name for part in one.segments) for one in places} == {("指标运行",)}


@pytest.mark.parametrize(("record", "mended"), [("REPORTS_IN_TIME", False), ("COMPLETED", True)])
def test_what_was_late_stays_late_and_what_grows_with_the_work_can_grow(record, mended):
    period = counted(PeriodState.COLLECTING)
    lines = Indicator.objects.filter(group__scheme=period.scheme_id, code="1.1")
    lines.update(source=Source.RECORD, record=record)

    line = account(period).line("1.1")

    assert (line.loses, can_be_mended(line)) == (True, mended)


def test_a_proposed_deduction_is_shown_and_not_counted(client):
    def proposed(period):
        an_adjustment(period, "岚溪县", "OVERDUE", "-1.0", state=AdjustmentState.PROPOSED)

    period = counted(before=proposed)
    told = account(period)

    page = seen(client, someone_of(*COUNTY), address(period))

    assert "待认定" in words(page.text)
    assert told.total.points == sum(one.points for one in told.terms)


def test_a_veto_that_is_proposed_is_marked_and_takes_no_place(client):
    def proposed(period):
        an_adjustment(period, "岚溪县", "VETO", "0", state=AdjustmentState.PROPOSED)

    period = counted(before=proposed)

    page = seen(client, someone_of(*ASSESSOR), address(period))
    [row] = [one for one in rows(page, "ranks") if "岚溪县" in one[1]]
    assert row[1] == "岚溪县 否决待认定"
    assert row[0] == str(Score.objects.get(period=period, unit=unit_named("岚溪县")).rank)
    # of another unit nobody is told of a veto that is not decided
    other = seen(client, someone_of("云渡县", "联络员"), address(period))
    assert "否决待认定" not in other.text


def test_what_is_missing_is_not_assessed_and_its_weight_is_spread(client):
    def missing(period):
        Figure.objects.filter(
            period=period, indicator__code="1.2", unit=unit_named("岚溪县")
        ).update(value=None, absence="本期无民生实事")

    period = counted(before=missing)

    page = seen(client, someone_of(*COUNTY), address(period))

    told = {one[0]: one[1:] for one in rows(page, "explain")[1:]}
    assert told["民生实事形象进度"][:6] == ["—", "", "", "不予考核：本期无民生实事", "—", "—"]
    assert told["重点任务完成率"][0] == "26.67"


def test_a_move_of_places_is_told_with_who_passed_whom(client):
    scheme = a_scheme()
    counted(PeriodState.PUBLISHED, "2026-Q1", scheme=scheme)

    def better(period):
        Figure.objects.filter(
            period=period, indicator__code="1.1", unit=unit_named("云渡县")
        ).update(value=60)

    period = counted(PeriodState.PUBLICITY, "2026-Q2", scheme=scheme, before=better)
    score = Score.objects.get(period=period, unit=unit_named("云渡县"))
    assert (score.previous_rank is not None, score.rank > score.previous_rank) == (True, True)

    told = words(seen(client, someone_of("云渡县", "联络员"), address(period)).text)

    assert (
        f"第{score.rank}名 ，上期第{score.previous_rank}名、{score.previous_points:.2f}分" in told
    )
    assert "得分降6.40，位次降" in told
    assert "重点任务完成率 －6.40" in told


def test_a_group_too_small_is_not_ranked(client):
    scheme = a_scheme(smallest=4)
    period = counted(scheme=scheme)

    page = seen(client, someone_of(*ASSESSOR), address(period))

    assert [one[0] for one in rows(page, "ranks")[1:]] == ["—"] * 3
    assert "本组不足4个单位，不排位次" in page.text


def test_a_period_without_scores_says_so(client):
    period = a_period(state=PeriodState.PREVIEWING)

    page = seen(client, someone_of(*COUNTY), address(period))

    assert (page.status_code, "本期还没有计分" in page.text) == (200, True)


def test_the_same_unit_is_found_in_another_period(client):
    scheme = a_scheme()
    first = counted(PeriodState.PUBLISHED, "2026-Q1", scheme=scheme)
    counted(PeriodState.PUBLISHED, "2026-Q2", scheme=scheme)
    by = someone_of(*ASSESSOR)

    led = seen(client, by, f"/assess/2026-Q1/?group={COUNTIES}&unit=YDX")

    assert led.headers["Location"] == address(first) + "?unit=YDX"
    # a unit of another group is not asked for there
    assert seen(client, by, "/assess/2026-Q1/?unit=ZJJ").headers["Location"] == address(first)
    assert seen(client, by, "/assess/2025-Q1/").status_code == 404


def test_a_group_of_three_and_of_six_asks_the_database_as_often(client):
    period = a_period(state=PeriodState.PREVIEWING)
    figures(period)
    by = someone_of(*ASSESSOR)

    def asked(path):
        visitor = Client()
        seen(visitor, by, path)
        with CaptureQueriesContext(connection) as asked_for:
            assert visitor.get(path).status_code == 200
        return len(asked_for)

    def run():
        running.run(period, by=by, at=AFTER_THE_QUARTER_NINE)
        return [asked(address(period)), asked(address(period, "sheet"))]

    of_three = run()
    group = AssessedGroup.objects.get(scheme=period.scheme_id, name=COUNTIES)
    AssessedUnit.objects.filter(group__name=BUREAUS).update(group=group)

    assert run() == of_three
    assert Score.objects.filter(period=period, group=group).count() == 6


def test_leaders_assessors_and_units_are_led_to_it_and_rooms_are_not(client):
    counted()

    def led(unit, title):
        return 'href="/assess/"' in seen(client, someone_of(unit, title), "/help/").text

    assert [led(*one) for one in (MAYOR, ASSESSOR, COUNTY, ROOM)] == [True, True, True, False]
