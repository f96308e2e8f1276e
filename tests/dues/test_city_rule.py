"""设定本地时限: from a day on, shown beforehand what moves, with what is owed kept or reckoned."""

from dataclasses import replace
from datetime import date
from threading import Thread

import pytest
from django.db import connection, transaction

from luoshi.dues import city, copies, operations, preview, queries
from luoshi.dues.models import CityRule
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.kit.rows import new_id
from luoshi.timelimits.rules import Limit, Rule, Start, Unit
from luoshi.trail.models import Entry
from luoshi.trail.operations import write
from tests.counting import counted, stored
from tests.dues.town import BRIDGE, ROAD, again, owed
from tests.road import the
from tests.world import (
    MONDAY,
    MONDAY_NINE,
    NEXT_MONDAY_NINE,
    TUESDAY,
    TUESDAY_NINE,
    someone_of,
    unit_named,
)

pytestmark = pytest.mark.django_db
PAPER = "澄政办发〔2026〕12号"
THURSDAY = date(2026, 6, 4)


def five_days(since=MONDAY, length=5, basis=PAPER, **more):
    return Rule("OPINION", Limit(length, Unit.WORKING), Start.RECEIPT, basis, since=since, **more)


def decide(rule=None, *, by=None, at=MONDAY_NINE, **how):
    by = by or someone_of("市政府督查室", "主任")
    words = {"subject": "部门征求意见", "step": "书面答复"}
    return operations.set_city_rule(rule or five_days(), **words, by=by, at=at, **how)


def foreseen(length=5, unit="市住建局"):
    limit = Limit(length, Unit.WORKING)
    return preview.by_rule("OPINION", limit, unit=unit_named(unit).pk)


def test_the_preview_names_each_day_that_would_move_and_writes_nothing():
    mine, other = owed(), owed(about=BRIDGE, by="市财政局", to="市统计局")

    seen = foreseen()

    monday = date(2026, 6, 8)
    assert (seen.examined, seen.moved) == (2, 2)
    assert seen.days == {(THURSDAY, monday): 2}
    assert [(one.due, one.was, one.to) for one in seen.own] == [(mine, THURSDAY, monday)]
    assert again(mine).due_date == again(other).due_date == THURSDAY
    assert not Entry.objects.exists()


def test_what_is_owed_to_others_is_counted_and_never_named():
    owed(about=BRIDGE, by="市财政局", to="市统计局")

    seen = preview.by_rule("OPINION", Limit(5, Unit.WORKING), unit=new_id())

    assert (seen.moved, seen.own) == (1, [])


def test_a_paused_clock_is_foreseen_with_its_pause():
    operations.set_city_rule(
        five_days(length=3, pausable=True), subject="征求意见", step="答复",
        by=someone_of("市政府督查室", "主任"), at=MONDAY_NINE,
    )  # fmt: skip
    due = owed()
    operations.pause(due, since=date(2026, 6, 2), reason="等待批复")
    operations.resume(due, on=date(2026, 6, 4))

    [move] = foreseen().own

    assert (again(due).due_date, move.to) == (date(2026, 6, 8), date(2026, 6, 10))


def test_what_is_owed_keeps_its_promise_and_only_the_new_follows():
    before = owed()

    decide()

    assert again(before).due_date == THURSDAY
    assert owed(about=BRIDGE).due_date == date(2026, 6, 8)


def test_open_dues_are_reckoned_again_where_the_director_says_so():
    due, met = owed(), owed(about=BRIDGE)
    operations.meet(met, at=MONDAY_NINE)

    decide(reckon=True)

    after = again(due)
    assert (after.due_date, after.original_due_date) == (date(2026, 6, 8), date(2026, 6, 8))
    assert after.measure == "LIMIT 5 WORKING ROLL"
    assert queries.working_of(after) == "收到 6月1日(一) + 5个工作日 → 6月8日(一)"
    assert again(met).due_date == THURSDAY


def test_what_the_preview_said_is_what_happens():
    for number, name in enumerate(("市住建局", "市财政局", "市统计局")):
        owed(by=name, since=date(2026, 6, 1 + number), about=ROAD if number else BRIDGE)
    seen = foreseen()

    decide(reckon=True)

    kept = Entry.objects.get(deed="city_rule.set").facts["reckoned"]
    assert kept["moves"] == {f"{was}→{to}": n for (was, to), n in seen.days.items()}
    assert (kept["examined"], kept["moved"]) == (seen.examined, seen.moved)


def test_an_extension_granted_is_not_taken_away_by_a_new_rule():
    due = owed()
    operations.move(due, to=date(2026, 6, 30), at=MONDAY_NINE)

    assert foreseen(length=1).examined == 0
    decide(five_days(length=1), reckon=True)

    assert (again(due).due_date, again(due).original_due_date) == (date(2026, 6, 30), THURSDAY)


def test_the_entry_says_what_held_before_and_what_holds_now():
    decide()
    decide(five_days(since=date(2026, 6, 2), length=4), at=TUESDAY_NINE)

    entry = Entry.objects.filter(deed="city_rule.set").order_by("-id").first()
    assert (entry.before, entry.after) == ("LIMIT 5 WORKING ROLL", "LIMIT 4 WORKING ROLL")
    assert (entry.facts["code"], entry.facts["basis"]) == ("OPINION", PAPER)
    assert [one.until for one in CityRule.objects.order_by("since")] == [MONDAY, None]


def test_rooms_that_keep_copies_are_told_when_open_dues_are_reckoned():
    owed()
    copies.register("seen", lambda at: 7)
    try:
        decide(reckon=True)
    finally:
        copies.withdraw("seen")

    facts = Entry.objects.get(deed="city_rule.set").facts
    assert facts["reckoned"]["copies"]["seen"] == 7


def test_a_version_of_the_same_day_is_corrected_and_not_laid_twice():
    decide()

    decide(five_days(length=4))

    assert [one.length for one in CityRule.objects.all()] == [4]
    assert Entry.objects.filter(deed="city_rule.set").count() == 2


def test_a_rule_of_a_day_to_come_stands_beside_the_one_that_holds():
    decide(five_days(since=date(2026, 7, 1)))

    said = city.rule_said("OPINION", MONDAY)

    assert (said.now.rule.limit.length, said.now.own) == (3, False)
    assert (said.to_come.rule.limit.length, said.to_come.own) == (5, True)
    assert city.rule_said("OPINION", date(2026, 7, 1)).now.rule.limit.length == 5


def test_open_dues_are_not_reckoned_by_a_rule_that_is_not_in_force_yet():
    with pytest.raises(Unmet, match="施行日期未到，在办的不能按新时限重算"):
        decide(five_days(since=date(2026, 7, 1)), reckon=True)

    assert not CityRule.objects.exists()


def test_a_version_before_one_that_is_set_already_is_refused():
    decide(five_days(since=date(2026, 7, 1)))

    with pytest.raises(NotFromHere, match="该时限已有更晚施行的规定"):
        decide()


@pytest.mark.parametrize("basis", ["", "  "])
def test_a_rule_without_its_paper_is_refused(basis):
    with pytest.raises(Unmet, match="须写明依据的文件"):
        decide(five_days(basis=basis))


@pytest.mark.parametrize(
    ("unit", "title"),
    [("市政府督查室", "督查员"), ("市住建局", "局长"), ("市政府办公室", "安全管理员")],
)
def test_a_limit_is_set_by_who_keeps_the_citys_time_and_nobody_else(unit, title):
    with pytest.raises(NotYours, match="设定本地时限须由督查室主任、秘书长或系统管理员办理"):
        decide(by=someone_of(unit, title))


@pytest.mark.parametrize(
    ("unit", "title"), [("市政府办公室", "系统管理员"), ("市政府办公室", "秘书长")]
)
def test_the_administrator_and_the_secretary_general_may_set_one(unit, title):
    decide(by=someone_of(unit, title))

    assert CityRule.objects.get().length == 5


def test_of_two_who_looked_at_the_same_rule_the_second_is_told_that_it_changed():
    seen = city.mark_of("OPINION")
    decide(seen=seen)

    with pytest.raises(NotFromHere, match="这一时限刚被修改，请刷新后再定"):
        decide(five_days(length=9), seen=seen)

    assert CityRule.objects.get().length == 5


@pytest.mark.django_db(transaction=True)
def test_two_hands_at_once_leave_one_rule_and_one_entry():
    by, seen, refused = someone_of("市政府督查室", "主任"), city.mark_of("OPINION"), []

    def hand(length):
        try:
            decide(five_days(length=length), by=by, seen=seen)
        except NotFromHere as why:
            refused.append(str(why))
        finally:
            connection.close()

    hands = [Thread(target=hand, args=(length,)) for length in (5, 6)]
    for one in hands:
        one.start()
    for one in hands:
        one.join()

    assert (CityRule.objects.count(), len(refused)) == (1, 1)
    assert Entry.objects.filter(deed="city_rule.set").count() == 1


def test_a_later_day_of_the_rule_is_what_a_later_start_follows():
    decide(five_days(since=date(2026, 6, 2)))

    assert owed().due_date == THURSDAY
    assert owed(since=date(2026, 6, 2), about=BRIDGE).due_date == date(2026, 6, 9)


def back(since=TUESDAY, *, by=None, at=TUESDAY_NINE, basis=PAPER, **how):
    """Go back to the default, as the director does."""
    by = by or someone_of("市政府督查室", "主任")
    return operations.restore_default("OPINION", since=since, basis=basis, by=by, at=at, **how)


def test_the_default_holds_again_from_its_day_and_what_is_owed_keeps_its_promise():
    decide()
    due = owed()

    back()

    assert queries.rule_here("OPINION", on=MONDAY).limit.length == 5
    assert queries.rule_here("OPINION", on=TUESDAY).limit.length == 3
    assert again(due).due_date == date(2026, 6, 8)
    entry = Entry.objects.get(deed="city_rule.end")
    assert (entry.before, entry.after) == ("LIMIT 5 WORKING ROLL", "LIMIT 3 WORKING ROLL")


def test_what_is_open_is_reckoned_by_the_default_where_that_is_chosen():
    decide()
    with transaction.atomic():
        due = owed(entry=write("ask.send", about=ROAD, by=the("督查员"), at=MONDAY_NINE))

    back(reckon=True)

    assert again(due).due_date == THURSDAY
    assert counted() == stored()


def test_a_limit_of_its_own_may_be_set_again_after_the_default_held():
    decide()
    back()

    decide(five_days(since=date(2026, 6, 8), length=4), at=NEXT_MONDAY_NINE)

    days = (MONDAY, TUESDAY, date(2026, 6, 8))
    assert [queries.rule_here("OPINION", on=day).limit.length for day in days] == [5, 3, 4]


def test_there_is_no_way_back_where_nothing_was_set_or_on_its_first_day():
    with pytest.raises(NotFromHere, match="没有本地规定，已按默认时限"):
        back()
    decide()
    with pytest.raises(NotFromHere, match="最早可自2026-06-02起恢复默认"):
        back(MONDAY)
    back()
    with pytest.raises(NotFromHere, match="没有本地规定，已按默认时限"):
        back(THURSDAY)


def test_a_rule_that_has_no_default_cannot_go_back_to_it():
    operations.set_city_rule(
        replace(five_days(), code="OWN"), subject="本市", step="自定",
        by=someone_of("市政府督查室", "主任"), at=MONDAY_NINE,
    )  # fmt: skip

    with pytest.raises(Unmet, match="没有默认值"):
        operations.restore_default(
            "OWN", since=TUESDAY, basis=PAPER, by=the("主任"), at=TUESDAY_NINE
        )


def test_the_way_back_names_its_paper_and_is_gone_by_who_keeps_the_citys_time():
    decide()

    with pytest.raises(Unmet, match="须写明依据的文件"):
        back(basis=" ")
    with pytest.raises(NotYours, match="恢复默认时限须由督查室主任、秘书长或系统管理员办理"):
        back(by=someone_of("市政府督查室", "督查员"))
    with pytest.raises(NotFromHere, match="这一时限刚被修改"):
        back(seen="-")
