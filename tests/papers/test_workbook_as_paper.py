"""读表格文件: a list of tasks sent as a workbook is a paper like any other."""

import io
from datetime import date

import pytest
import xlsxwriter

from luoshi.papers.refusals import Unreadable
from luoshi.papers.sheets import Column, Kind, read_rows
from luoshi.papers.text import text_of
from tests.papers.makers import old_workbook


def workbook(fill):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        fill(book)
    return out.getvalue()


def tasks(book):
    sheet, day = book.add_worksheet("任务分解"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.merge_range("A1:D1", "重点任务分解表")
    for at, heading in enumerate(("序号", "任务", "牵头单位", "时限")):
        sheet.write(1, at, heading)
    sheet.merge_range("C3:C4", "市住建局")
    sheet.write_row(2, 0, (1, "修路\n并验收"))
    sheet.write_row(3, 0, (2.5, "架桥"))
    sheet.write_datetime(2, 3, date(2026, 6, 30), day)
    book.add_worksheet("空")
    book.add_worksheet("底稿").hide()


def test_rows_are_lines_with_cells_parted_by_tabs():
    paper = text_of(workbook(tasks), "分解表.xlsx")

    assert paper.text.split("\n") == [
        "任务分解",
        "重点任务分解表",
        "序号\t任务\t牵头单位\t时限",
        "1\t修路 并验收\t市住建局\t2026年6月30日",
        "2.5\t架桥\t市住建局",
    ]
    assert [str(remark) for remark in paper.remarks] == ["隐藏的工作表没有读取：底稿。"]


def test_an_old_workbook_is_read_alike():
    content = old_workbook([("任务", "牵头单位"), ("修路", "市住建局")])

    assert text_of(content, "分解表.xls").text == "事项\n任务\t牵头单位\n修路\t市住建局"


def test_a_workbook_without_words_is_refused():
    with pytest.raises(Unreadable, match="文件里没有文字。"):
        text_of(workbook(lambda book: book.add_worksheet()), "空.xlsx")


def figures(book):
    sheet = book.add_worksheet("指标")
    for row, (form, figure) in enumerate((
        ("0%", 0.85), ("0.0%", 0.8549), ("0.00", 3.14159), ("#,##0", 12500), ('0"个"', 126),
        ('"不少于"0.0"亿元"', 1.25), ("General", 0.1 + 0.2), ("0.00_);[红](0.00)", -2.5),
        ("0%", 1), ("@", 7), ("#.##", 0.5), ("0\\.0,", 12500),
    )):  # fmt: skip
        sheet.write(row, 0, figure, book.add_format({"num_format": form}))
    sheet.write(20, 0, "0.9", book.add_format({"num_format": "0%"}))


def test_a_figure_is_written_as_its_cell_shows_it():
    lines = text_of(workbook(figures), "指标.xlsx").text.split("\n")

    assert lines == [
        "指标", "85%", "85.5%", "3.14", "12500", "126个", "不少于1.3亿元", "0.3", "-2.50", "100%",
        "7", "0.5", "12500", "0.9",
    ]  # fmt: skip


def days(book):
    sheet = book.add_worksheet("时限")
    for row, form in enumerate(("yyyy-mm-dd", 'yyyy"年"m"月"', 'm"月"d"日"', "mmm-yy")):
        sheet.write_datetime(row, 0, date(2026, 6, 30), book.add_format({"num_format": form}))


def test_a_month_shown_without_its_day_is_no_day():
    lines = text_of(workbook(days), "时限.xlsx").text.split("\n")

    assert lines == ["时限", "2026年6月30日", "2026年6月", "2026年6月30日", "2026年6月"]


def test_a_figure_shown_per_cent_is_not_taken_in_as_its_hundredth():
    def figures(book):
        sheet, form = book.add_worksheet("指标值"), book.add_format({"num_format": "0.0%"})
        sheet.write_row(0, 0, ("单位", "数值"))
        sheet.write(1, 0, "岚溪县")
        sheet.write(1, 1, 0.955, form)

    columns = (Column("unit", "单位"), Column("value", "数值", Kind.NUMBER))
    found = read_rows(workbook(figures), columns)

    assert (found.rows, [(one.row, str(one.words)) for one in found.faults]) == (
        [],
        [(2, "“95.5%”带百分号，请改为常规格式，只填百分号前的数。")],
    )
