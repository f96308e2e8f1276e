"""写Excel: words stay words, dates are dates, and the template offers what may be chosen."""

import io
import re
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
import python_calamine

from luoshi.papers import sheets, tables
from luoshi.papers.cells import Column, Kind
from luoshi.papers.tables import Page, TooLong

NINE = datetime(2026, 3, 5, 1, tzinfo=UTC)
ANY = Column("any", "内容")
UNITS = {f"第{number}个单位": str(number) for number in range(80)}


def part(content, name):
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def values(content, sheet=0):
    book = python_calamine.load_workbook(io.BytesIO(content))
    return book.get_sheet_by_index(sheet).to_python(skip_empty_area=False)


def written(*cells):
    rows = [{"any": cell} for cell in cells]
    return tables.write_rows([ANY], rows, at=NINE)


@pytest.mark.parametrize("words", ["=1+1", "+86", "-3", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_words_that_look_like_a_formula_are_words(words):
    content = written(words)

    assert values(content)[1] == [words]
    assert "<f>" not in part(content, "xl/worksheets/sheet1.xml")
    # The quote prefix keeps them words when somebody edits the cell.
    assert 'quotePrefix="1"' in part(content, "xl/styles.xml")


def test_an_address_does_not_become_a_link():
    assert "hyperlink" not in part(written("http://example.invalid/"), "xl/worksheets/sheet1.xml")


def test_dates_are_dates_and_figures_are_figures():
    assert values(
        written(
            date(2026, 6, 30),
            datetime(2026, 3, 4, 16, 30, tzinfo=UTC),
            3,
            2.5,
            Decimal("0.1"),
            True,
            "2026-06-30",
            "007",
            None,
            1234567890123456789,
            UUID(int=7),
            "末",
        )
    )[1:] == [
        [date(2026, 6, 30)],
        # Half past midnight on the wall in Shanghai.
        [datetime(2026, 3, 5, 0, 30)],  # noqa: DTZ001
        [3.0],
        [2.5],
        [0.1],
        ["是"],
        ["2026-06-30"],
        ["007"],
        [""],
        ["1234567890123456789"],
        ["00000000-0000-0000-0000-000000000007"],
        ["末"],
    ]


def test_a_choice_is_written_by_its_label():
    column = Column("unit", "单位", Kind.CHOICE, choices=UNITS)

    assert values(tables.write_rows([column], [{"unit": "3"}], at=NINE))[1] == ["第3个单位"]


def test_nothing_is_cut_off_silently():
    with pytest.raises(TooLong, match="row 2, column 1: 32768 characters"):
        written("字" * 32_768)


def test_the_sheet_is_ready_for_screen_and_paper():
    page = Page(
        "清单", [ANY, Column("day", "日期", Kind.DATE)], [{"any": "甲"}], caption="数据截至"
    )
    content = tables.write_book([page], at=NINE)

    sheet = part(content, "xl/worksheets/sheet1.xml")
    assert '<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/>' in sheet
    assert '<autoFilter ref="A2:B3"/>' in sheet
    assert re.search(r'<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"', sheet)
    names = part(content, "xl/workbook.xml")
    assert "清单!$2:$2</definedName>" in names


def test_the_template_offers_choices_and_explains_its_columns():
    columns = [
        Column("title", "事项", required=True, hint="一句话写清做什么。"),
        Column("unit", "牵头单位", Kind.CHOICE, required=True, choices=UNITS),
        Column("level", "级别", Kind.CHOICE, choices={"市级": "CITY", "县级": "COUNTY"}),
        Column("due", "办结时限", Kind.DATE),
    ]

    content = tables.template({"事项": columns}, at=NINE, instructions=["请勿改动表头。"])

    assert values(content)[0] == ["*事项", "*牵头单位", "级别", "办结时限"]
    sheet = part(content, "xl/worksheets/sheet1.xml")
    assert "<formula1>'选项'!$A$1:$A$80</formula1>" in sheet
    assert '<formula1>"市级,县级"</formula1>' in sheet
    assert values(content, 1) == [
        ["工作表", "列名", "是否必填", "填什么", "说明"],
        ["请勿改动表头。", "", "", "", ""],
        ["事项", "事项", "必填", "文字", "一句话写清做什么。"],
        ["事项", "牵头单位", "必填", "从下拉列表中选", ""],
        ["事项", "级别", "可不填", "从下拉列表中选", ""],
        ["事项", "办结时限", "可不填", "日期，如2026-03-05", ""],
    ]
    assert '<sheet name="选项" sheetId="3" state="hidden"' in part(content, "xl/workbook.xml")


def test_an_empty_template_read_back_has_neither_rows_nor_faults():
    columns = [Column("title", "事项", required=True), Column("due", "办结时限", Kind.DATE)]

    sheet = sheets.read_rows(tables.template({"事项": columns}, at=NINE), columns)

    assert (sheet.rows, sheet.faults, sheet.remarks) == ([], [], [])


def test_the_same_rows_at_the_same_moment_are_the_same_bytes():
    assert written("甲", 1) == written("甲", 1)


def test_rows_are_taken_one_by_one():
    taken = []

    def rows():
        for number in range(3):
            taken.append(number)
            yield {"any": number}

    content = tables.write_rows([ANY], rows(), at=NINE)

    assert (taken, values(content)[1:]) == ([0, 1, 2], [[0.0], [1.0], [2.0]])
