"""放假安排文件: a notice in a workbook or in lines of text; every wrong row is named."""

from datetime import date

import pytest

from luoshi.dues.notices import COLUMNS, lines_of, read_notice
from luoshi.papers.refusals import Unreadable
from luoshi.papers.tables import write_rows
from luoshi.timelimits.calendar import SpecialDay
from tests.world import MONDAY_NINE

pytestmark = pytest.mark.one_engine
DAYS = [
    SpecialDay(date(2027, 1, 1), False, "元旦"),
    SpecialDay(date(2027, 1, 3), True, "元旦"),
]
LINES = "日期,安排,名称\n2027-01-01,放假,元旦\n2027-01-03,调休上班,元旦\n"


def faults(text, year=2027):
    notice = read_notice(text.encode(), year)
    return [(one.row, one.heading, one.said()) for one in notice.faults]


@pytest.mark.parametrize(
    "content",
    [
        LINES.encode(),
        LINES.encode("utf-8-sig"),
        LINES.encode("gb18030"),
        LINES.replace(",", "\t").encode(),
        LINES.replace(",", "，").replace("\n", "\r\n").encode(),
        LINES.partition("\n")[2].encode(),
    ],
)
def test_lines_are_read_however_an_office_saves_them(content):
    notice = read_notice(content, 2027)

    assert (list(notice.days), list(notice.faults)) == (DAYS, [])


def test_a_workbook_says_the_same():
    rows = [
        {"date": date(2027, 1, 1), "worked": "放假", "name": "元旦"},
        {"date": date(2027, 1, 3), "worked": "调休上班", "name": "元旦"},
    ]
    content = write_rows(COLUMNS, rows, name="放假安排", at=MONDAY_NINE)

    assert list(read_notice(content, 2027).days) == DAYS


def test_what_was_read_is_written_out_so_that_it_is_read_again():
    assert list(read_notice(lines_of(DAYS).encode(), 2027).days) == DAYS


def test_every_row_that_cannot_be_read_is_named_with_why():
    wrong = "日期,安排,名称\n元旦,放假,元旦\n2027-01-02,休息,\n2027-01-03,,\n2027-01-04,放假,\n"

    assert faults(wrong) == [
        (2, "日期", "“元旦”不是日期，请写成2026-03-05这样的日期。"),
        (3, "安排", "“休息”不在可选范围内，只能填：放假、调休上班。"),
        (4, "安排", "必填，不能为空。"),
    ]


def test_a_day_twice_or_of_another_year_is_named():
    wrong = "2027-01-01,放假,\n2027-01-01,调休上班,\n2028-01-01,放假,\n2026-12-31,放假,\n"

    assert faults(wrong) == [
        (2, "日期", "同一日期写了两次"),
        (3, "日期", "不在2027年的范围内"),
    ]


def test_a_file_without_a_day_says_so():
    assert faults("\n\n") == [(0, "", "没有读到日期；须有“日期、安排、名称”三列")]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00\x81", b"2027-01-01" * 300_000])
def test_what_is_no_text_or_too_long_is_refused(content):
    with pytest.raises(Unreadable):
        read_notice(content, 2027)
