"""灯与时钟: a light is a shape and a word; a clock says how much is left, then when it ends."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from luoshi.kit import wording
from luoshi.kit.signs import LIGHTS, NOT_STARTED, clock_of, light_of
from tests.world import MONDAY, MONDAY_NINE


def said(ends, **others):
    shown = clock_of(ends, MONDAY_NINE, **others)
    return shown.tone, shown.text


def test_no_two_lights_share_a_shape():
    shapes = [light.icon for light in (*LIGHTS.values(), NOT_STARTED)]

    assert len(set(shapes)) == 8


def test_what_has_not_begun_has_no_level():
    assert light_of(None).word == "未启动"


def test_a_number_that_is_no_level_is_a_mistake():
    with pytest.raises(KeyError):
        light_of(7)


@pytest.mark.parametrize(
    ("left", "tone", "words"),
    [
        (timedelta(minutes=18), "soon", "剩18分"),
        (timedelta(hours=1, minutes=18), "soon", "剩1小时18分"),
        (timedelta(hours=9), "", "剩9小时0分"),
        (timedelta(hours=14, minutes=18), "", "剩14小时18分"),
        (timedelta(hours=23, minutes=30), "", "剩23小时"),
        (timedelta(days=1, hours=7), "far", "剩1天"),
        (timedelta(days=13), "far", "剩13天"),
        (timedelta(minutes=-5), "over", "逾期5分"),
        (timedelta(hours=-16), "over", "逾期16小时"),
        (timedelta(hours=-28), "over", "逾期1天4小时"),
        (timedelta(days=-17), "over", "逾期17天"),
    ],
)
def test_time_left_is_said_first(left, tone, words):
    assert said(MONDAY_NINE + left) == (tone, words)


def test_working_days_are_never_called_days():
    assert said(MONDAY_NINE + timedelta(days=4), working_days=2) == ("far", "剩2个工作日")


def test_a_clock_that_stands_still_counts_nothing_down():
    assert said(MONDAY_NINE + timedelta(days=4), paused_days=12) == ("pause", "停表，已停12天")


def test_a_day_without_an_hour_lasts_until_its_midnight():
    shown = clock_of(MONDAY, MONDAY_NINE)

    assert (shown.text, shown.full) == ("剩15小时0分", "2026年6月1日止")
    assert said(MONDAY - timedelta(days=1)) == ("over", "逾期1天")


def test_only_a_clock_that_shows_minutes_ticks():
    assert clock_of(MONDAY_NINE + timedelta(hours=2), MONDAY_NINE).ticks is True
    assert clock_of(MONDAY_NINE + timedelta(days=2), MONDAY_NINE).ticks is False


def test_days_are_written_as_officials_write_them():
    assert wording.full_date(MONDAY) == "2026年6月1日"
    assert wording.heading_date(MONDAY) == "6月1日 星期一"
    assert wording.full_time(MONDAY_NINE) == "2026年6月1日09:00"
    assert wording.short_date(MONDAY, 2026) == "06-01"
    assert wording.short_date(MONDAY, 2027) == "2026-06-01"


def test_the_end_of_a_row_names_the_day_as_it_is_spoken():
    assert wording.until_short(MONDAY_NINE, MONDAY) == "今天09:00止"
    assert wording.until_short(MONDAY + timedelta(days=1), MONDAY) == "明天止"
    assert wording.until_short(MONDAY_NINE + timedelta(days=21), MONDAY) == "22日09:00止"
    assert wording.until_short(date(2026, 5, 16), MONDAY) == "5月16日止"
    assert wording.until_short(date(2027, 5, 16), MONDAY) == "2027年5月16日止"


def test_english_days_stand_in_english_order():
    with translation.override("en"):
        assert wording.full_date(MONDAY) == "1 June 2026"
        assert wording.heading_date(MONDAY) == "Mon 1 June"
        assert wording.full_time(MONDAY_NINE) == "1 June 2026 09:00"


def test_counts_are_parted_by_a_thin_space_from_four_digits_on():
    assert wording.counted(486) == "486"
    assert wording.counted(4986) == "4\u2009986"
    assert wording.per_cent(47) == "47%"
    assert wording.per_cent(87.8) == "87.8%"
    assert [wording.file_size(size) for size in (812, 12 * 1024, 3_600_000)] == [
        "812 B",
        "12 KB",
        "3.4 MB",
    ]
