"""时限重算: a calendar that changes moves what it touches, in one run with one entry."""

from datetime import date

import pytest

from luoshi.dues import copies, operations, queries
from luoshi.dues.models import LocalDay
from luoshi.dues.terms import DueKind
from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.timelimits.calendar import SpecialDay
from luoshi.timelimits.terms import DayKind
from luoshi.trail.models import Entry
from tests.dues.town import BRIDGE, ROAD, again, completion, owed
from tests.world import MONDAY_NINE, nine_on, someone_of

pytestmark = pytest.mark.django_db
NOVEMBER = nine_on(11, 10)
NEW_YEAR = [SpecialDay(date(2027, 1, day), False, "元旦") for day in (1, 2, 3)] + [
    SpecialDay(date(2027, 1, 9), True, "元旦")
]
NOTICE = "国办发明电〔2026〕1号"
FOUNDING_DAY = date(2026, 6, 3)


def load():
    by = someone_of("市政府督查室", "主任")
    return operations.load_calendar(2027, NEW_YEAR, basis=NOTICE, by=by, at=NOVEMBER)


def declare(day=FOUNDING_DAY):
    return operations.declare_local_day(
        day, kind=DayKind.HOLIDAY, name="建市纪念日", basis="澄政发〔2026〕3号",
        by=someone_of("市政府督查室", "主任"), at=MONDAY_NINE,
    )  # fmt: skip


def test_what_was_provisional_is_certain_and_moves_with_the_notice():
    due = owed(since=date(2026, 12, 30))
    assert (due.due_date, due.provisional) == (date(2027, 1, 4), True)

    result = load()

    after = again(due)
    assert (after.due_date, after.provisional) == (date(2027, 1, 5), False)
    assert after.original_due_date == date(2027, 1, 5)
    assert queries.working_of(after) == (
        "收到 12月30日(三) + 3个工作日；2027年1月1-3日放假 → 2027年1月5日(二)"
    )
    assert result.moves == {(date(2027, 1, 4), date(2027, 1, 5)): 1}


def test_the_run_leaves_one_entry_beside_that_of_the_load():
    owed(since=date(2026, 12, 30))
    owed(since=date(2026, 12, 30), about=BRIDGE)

    load()

    assert list(Entry.objects.order_by("id").values_list("deed", flat=True)) == [
        "calendar.load",
        "dues.rederive",
    ]
    facts = Entry.objects.get(deed="dues.rederive").facts
    del facts["copies"]
    assert facts == {"examined": 2, "moved": 2, "moves": {"2027-01-04→2027-01-05": 2}}
    assert Entry.objects.get(deed="dues.rederive").followed["dues"] == [
        ["reckon", "2027-01-05", "OPINION", "2026-12-30", "RECEIPT", "LIMIT 3 WORKING ROLL"]
    ]


def test_rooms_that_keep_copies_of_the_days_are_told_in_the_same_run():
    told = []
    copies.register("seen", lambda at: told.append(at) or 3)
    try:
        load()
    finally:
        copies.withdraw("seen")

    assert told == [NOVEMBER]
    assert Entry.objects.get(deed="dues.rederive").facts["copies"]["seen"] == 3


def test_an_extension_granted_stays_an_extension():
    due = completion(date(2026, 12, 25))
    operations.move(due, to=date(2027, 1, 1), at=NOVEMBER)

    load()

    after = again(due)
    assert (after.due_date, after.original_due_date) == (date(2027, 1, 4), date(2026, 12, 25))


def test_what_is_met_is_not_touched():
    due = owed(since=date(2026, 12, 30))
    operations.meet(due, at=nine_on(12, 31))

    assert load().examined == 0
    assert again(due).due_date == date(2027, 1, 4)


def test_pauses_are_kept_when_the_day_is_reckoned_again():
    due = completion(date(2026, 6, 30))
    operations.pause(due, since=date(2026, 6, 8), reason="涉及诉讼")
    operations.resume(due, on=date(2026, 6, 10))

    declare(date(2026, 7, 2))

    assert again(due).due_date == date(2026, 7, 3)


def test_a_local_holiday_moves_what_runs_across_it_and_nothing_else():
    across, before = owed(), owed(DueKind.RECEIPT, about=BRIDGE, rule="RECEIPT")

    result = declare()

    assert [again(across).due_date, again(before).due_date] == [date(2026, 6, 5), date(2026, 6, 2)]
    assert result.moved == 1


def test_a_holiday_after_the_due_day_puts_off_the_day_it_is_long_overdue():
    due = owed(since=date(2026, 5, 27))
    assert (due.due_date, due.severe_date) == (date(2026, 6, 1), date(2026, 6, 9))

    declare()

    assert again(due).due_date == date(2026, 6, 1)
    assert again(due).severe_date == date(2026, 6, 10)


def test_a_local_holiday_taken_back_moves_it_back_and_the_row_stays():
    due = owed(about=ROAD)
    declare()
    with pytest.raises(NotFromHere, match="2026-06-03已设定，请先撤回"):
        declare()

    by = someone_of("市政府督查室", "主任")
    operations.withdraw_local_day(LocalDay.objects.get(), reason="日期有误", by=by, at=MONDAY_NINE)

    assert again(due).due_date == date(2026, 6, 4)
    assert LocalDay.objects.count() == 1
    assert queries.calendar_here().working(FOUNDING_DAY)


def test_a_calendar_without_its_paper_is_refused():
    by = someone_of("市政府督查室", "主任")

    with pytest.raises(Unmet, match="须写明依据的文件"):
        operations.load_calendar(2027, NEW_YEAR, basis=" ", by=by, at=NOVEMBER)
