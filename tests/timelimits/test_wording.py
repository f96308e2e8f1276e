"""推算说明: every deadline says in one sentence how it came about."""

from datetime import date

import pytest
from django.utils import translation

from luoshi.timelimits.cadence import Cadence
from luoshi.timelimits.official import official_calendar
from luoshi.timelimits.rules import Limit, OwnDay, Span, Start, Unit
from luoshi.timelimits.wording import cadence_words, moved_words, period_words, sentence

OFFICIAL = official_calendar()


def said(measure, since, *pauses, **how):
    return sentence(measure.reckon(since, OFFICIAL, pauses=pauses, **how).working)


@pytest.mark.parametrize(
    ("measure", "since", "words"),
    [
        (
            Limit(3, Unit.WORKING),
            date(2026, 9, 30),
            "收到 9月30日(三) + 3个工作日；10月1-7日放假 → 10月10日(六,调休上班)",
        ),
        (
            Limit(7, Unit.CALENDAR),
            date(2025, 9, 30),
            "收到 9月30日(二) + 7天；原10月7日，国庆节顺延 → 10月9日(四)",
        ),
        (
            Limit(3, Unit.WORKING),
            date(2025, 9, 26),
            "收到 9月26日(五) + 3个工作日；含9月28日(日,调休上班) → 9月30日(二)",
        ),
        (
            Limit(10, Unit.WORKING),
            date(2026, 12, 30),
            "收到 12月30日(三) + 10个工作日 → 2027年1月13日(三)（暂定）",
        ),
        (
            Limit(1, Unit.MONTH),
            date(2026, 4, 30),
            "收到 4月30日(四) + 1个月；原5月30日，周末顺延 → 6月1日(一)",
        ),
        (OwnDay(date(2026, 6, 30)), date(2026, 5, 6), "定于6月30日(二) → 6月30日(二)"),
    ],
)
def test_the_working_is_one_sentence(measure, since, words):
    assert said(measure, since, start=Start.RECEIPT) == words


def test_a_pause_is_named_with_its_first_and_last_day():
    words = said(
        Limit(5, Unit.WORKING), date(2026, 6, 1), Span(date(2026, 6, 3), date(2026, 6, 15))
    )

    assert words == "收到 6月1日(一) + 5个工作日；6月3-14日停表 → 6月18日(四)"


def test_a_grid_day_off_names_the_festival_that_moved_it():
    slot = Cadence.of("TEN_DAYS").next_slots(date(2026, 6, 1), after=date(2026, 6, 10))[0]
    working = slot.reckon(date(2026, 6, 1), OFFICIAL).working

    assert moved_words(working) == "原6月20日，端午顺延"
    assert sentence(working) == "每月10日、20日和末日报送；原6月20日，端午顺延 → 6月22日(一)"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("2026-06-T1", "6月上旬"),
        ("2026-06-T3", "6月下旬"),
        ("2026-06", "6月"),
        ("2026-W25", "2026年第25周"),
        ("2026-Q2", "2026年二季度"),
        ("2026", "2026年度"),
        ("N3", "第3期"),
    ],
)
def test_a_period_is_said_in_the_words_of_the_field(code, words):
    assert period_words(code) == words


@pytest.mark.parametrize(
    ("measure", "since", "words"),
    [
        (
            Limit(3, Unit.WORKING),
            date(2026, 9, 30),
            "Received Wed 30 Sep + 3 working days; 1-7 Oct holiday → Sat 10 Oct (make-up workday)",
        ),
        (
            Limit(7, Unit.CALENDAR),
            date(2025, 9, 30),
            "Received Tue 30 Sep + 7 days; 7 Oct before, moved for National Day → Thu 9 Oct",
        ),
        (
            Limit(10, Unit.WORKING),
            date(2026, 12, 30),
            "Received Wed 30 Dec + 10 working days → Wed 13 Jan 2027 (provisional)",
        ),
    ],
)
def test_the_working_is_said_in_english_to_who_reads_english(measure, since, words):
    with translation.override("en"):
        assert said(measure, since, start=Start.RECEIPT) == words


def test_a_yearly_return_is_said_with_its_day():
    assert cadence_words("YEARLY:12-20") == "每年12月20日前报送"
    assert cadence_words("YEARLY:+01-31") == "次年1月31日前报送"


def test_a_period_and_a_cadence_are_said_in_english_too():
    with translation.override("en"):
        assert [period_words(code) for code in ("2026-06-T1", "2026-Q2", "N3")] == [
            "early June",
            "Q2 2026",
            "No. 3",
        ]
        assert cadence_words("WEEKLY:5") == "Reports every Fri"
