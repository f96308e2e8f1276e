"""读Excel: every row without fault, and every fault by sheet, row and heading."""

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import xlsxwriter

from luoshi.papers import sheets, tables, workbooks
from luoshi.papers.refusals import Unreadable
from luoshi.papers.sheets import Column, Kind
from tests.papers.makers import compound, old_workbook, word, zipped

NINE = datetime(2026, 3, 5, 1, tzinfo=UTC)
HALF_PAST_EIGHT = datetime(2026, 6, 30, 8, 30)  # noqa: DTZ001
TITLE = Column("title", "事项", required=True, longest=10)
UNIT = Column(
    "unit", "牵头单位", Kind.CHOICE, required=True, choices={"市住建局": "ZJJ", "市水利局": "SLJ"}
)
DUE = Column("due", "办结时限", Kind.DATE, also=("完成时限",))
TARGET = Column("target", "目标值", Kind.NUMBER, least=Decimal(0), most=Decimal(100))
COLUMNS = (TITLE, UNIT, DUE, TARGET)
HEADINGS = ("事项", "牵头单位", "办结时限", "目标值")


def workbook(*rows, name="事项", merged=(), more=()):
    """A workbook as any other program may write it: cells as given, dates as dates."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"})
    for title, lines in ((name, rows), *more):
        sheet = book.add_worksheet(title)
        for at, row in enumerate(lines):
            for column, value in enumerate(row):
                if isinstance(value, tuple):
                    sheet.write_formula(at, column, value[0], None, value[1])
                elif value is not None:
                    sheet.write(at, column, value)
        for place in merged if title == name else ():
            sheet.merge_range(*place)
    book.close()
    return out.getvalue()


def read(*rows, columns=COLUMNS, **more):
    return sheets.read_rows(workbook(*rows, **more), columns)


def faults(sheet):
    return [(fault.sheet, fault.row, fault.heading, str(fault.words)) for fault in sheet.faults]


def test_a_row_is_read_as_what_its_columns_say():
    sheet = read(HEADINGS, ("修路", "市住建局", date(2026, 6, 30), 12.5))

    [line] = sheet.rows
    assert line.number == 2
    assert line.values == {
        "title": "修路",
        "unit": "ZJJ",
        "due": date(2026, 6, 30),
        "target": Decimal("12.5"),
    }
    assert (line["unit"], line.text("target")) == ("ZJJ", "12.5")
    assert (sheet.name, sheet.faults, sheet.remarks) == ("事项", [], [])


def test_headings_stand_in_any_order_below_a_title_with_stars_and_spaces():
    sheet = read(
        ("澄川市2026年重点任务",),
        (),
        ("完成时限", " 牵头 单位 ", "*事项"),
        ("2026-06-30", "市水利局", "修渠"),
    )

    [line] = sheet.rows
    assert line.number == 4
    assert line.values == {
        "title": "修渠",
        "unit": "SLJ",
        "due": date(2026, 6, 30),
        "target": None,
    }


def test_every_bad_cell_is_named_and_good_rows_are_kept():
    sheet = read(
        HEADINGS,
        ("修路", "市住建局", "六月底", "很多"),
        ("架桥", "市住建局", "2026-06-30", 1),
        ("", "市教育局", "2026-02-30", 101),
        ("十一个字的事项名称太长啦", "市水利局", HALF_PAST_EIGHT, -1),
    )

    assert [line["title"] for line in sheet.rows] == ["架桥"]
    assert faults(sheet) == [
        ("事项", 2, "办结时限", "“六月底”不是日期，请写成2026-03-05这样的日期。"),
        ("事项", 2, "目标值", "“很多”不是数字。"),
        ("事项", 4, "事项", "必填，不能为空。"),
        ("事项", 4, "牵头单位", "“市教育局”不在可选范围内，只能填：市住建局、市水利局。"),
        ("事项", 4, "办结时限", "“2026-02-30”不是日期，请写成2026-03-05这样的日期。"),
        ("事项", 4, "目标值", "101大于100。"),
        ("事项", 5, "事项", "共12字，超过10字。"),
        ("事项", 5, "办结时限", "“2026-06-30 08:30”带有时刻，这里只填日期。"),
        ("事项", 5, "目标值", "-1小于0。"),
    ]
    assert str(sheet.faults[1]) == "事项第2行“目标值”：“很多”不是数字。"


@pytest.mark.parametrize(
    "written",
    [
        date(2026, 3, 5),
        datetime(2026, 3, 5),  # noqa: DTZ001
        "2026-03-05",
        "2026/3/5",
        "2026.3.5",
        "2026年3月5日",
        " ２０２６年３月５日　",
        "20260305",
    ],
)
def test_a_day_may_be_written_as_people_write_it(written):
    sheet = read(("事项", "牵头单位", "办结时限"), ("甲", "市住建局", written))

    assert [line["due"] for line in sheet.rows] == [date(2026, 3, 5)]


@pytest.mark.parametrize(
    ("written", "figure"),
    [(3, "3"), (0.1, "0.1"), ("１２．５", "12.5"), (" 3 ", "3"), ("0", "0"), ("+7", "7")],
)
def test_a_figure_is_exactly_what_is_shown(written, figure):
    sheet = read(("事项", "牵头单位", "目标值"), ("甲", "市住建局", written))

    assert [line["target"] for line in sheet.rows] == [Decimal(figure)]


def test_thousands_may_be_grouped():
    columns = (TITLE, Column("sum", "金额", Kind.NUMBER))

    sheet = read(("事项", "金额"), ("甲", "1,234,567.8"), ("乙", "１，２３４"), columns=columns)

    assert [line["sum"] for line in sheet.rows] == [Decimal("1234567.8"), Decimal(1234)]


@pytest.mark.parametrize("written", ["nan", "Infinity", "1e999", "1_000", "1,2", True, "", "约3"])
def test_what_is_no_figure_is_refused(written):
    columns = (TITLE, Column("sum", "金额", Kind.NUMBER, required=True))

    sheet = read(("事项", "金额"), ("甲", written), columns=columns)

    assert [fault.code for fault in sheet.faults] == ["not_a_number" if written else "required"]


def test_what_a_formula_left_behind_the_last_place_is_rounded_away():
    columns = (TITLE, Column("sum", "金额", Kind.NUMBER, places=4))
    written = (("甲", 100 / 3), ("乙", "33.33335"), ("丙", "1e30"), ("丁", 7), ("戊", "-0.00005"))

    sheet = read(("事项", "金额"), *written, columns=columns)

    assert [str(line["sum"]) for line in sheet.rows] == [
        "33.3333",
        "33.3334",
        "1E+30",
        "7",
        "-0.0001",
    ]


def test_a_whole_number_is_asked_for_where_only_whole_ones_make_sense():
    columns = (TITLE, Column("count", "户数", Kind.NUMBER, whole=True))

    sheet = read(("事项", "户数"), ("甲", 3.0), ("乙", 3.5), columns=columns)

    assert [line["count"] for line in sheet.rows] == [Decimal(3)]
    assert faults(sheet) == [("事项", 3, "户数", "“3.5”不是整数。")]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("　修路 ", "修路"),
        ("２０２６年ＡＢ项目（一期）", "2026年AB项目（一期）"),
        (13800001234, "13800001234"),
        (1.5, "1.5"),
        (True, "是"),
        (date(2026, 3, 5), "2026-03-05"),
        ("\ufeff\u200b修路\xa0", "修路"),
        ("上\n下", "上\n下"),
    ],
)
def test_a_text_is_trimmed_and_its_digits_made_narrow(written, words):
    columns = (Column("words", "内容"),)

    assert [line["words"] for line in read(("内容",), (written,), columns=columns).rows] == [words]


def test_a_choice_is_known_in_any_width_and_case():
    columns = (TITLE, Column("kind", "类别", Kind.CHOICE, choices={"PPP项目": "ppp"}))

    sheet = read(("事项", "类别"), ("甲", "ＰＰＰ 项目"), ("乙", "ppp项目"), columns=columns)

    assert [line["kind"] for line in sheet.rows] == ["ppp", "ppp"]


def test_empty_rows_are_passed_over_and_rows_keep_their_numbers():
    sheet = read(HEADINGS, (), ("修路", "市住建局"), ("", " ", "　"), ("架桥", "市住建局"))

    assert [(line.number, line["title"]) for line in sheet.rows] == [(3, "修路"), (5, "架桥")]
    assert sheet.faults == []


def test_a_heading_nobody_knows_is_named_but_stops_nothing():
    sheet = read(("序号", *HEADINGS[:2], "备注"), (1, "修路", "市住建局", "急"))

    assert len(sheet.rows) == 1
    assert [str(remark) for remark in sheet.remarks] == [
        "事项第1行：表头“序号”不认识，这一列没有读取。",
        "事项第1行：表头“备注”不认识，这一列没有读取。",
    ]


def test_a_required_column_that_is_missing_is_one_fault_not_one_per_row():
    sheet = read(("事项", "目标值"), ("修路", 1), ("架桥", "多"))

    assert faults(sheet) == [
        ("事项", 1, "", "缺少“牵头单位”这一列。"),
        ("事项", 3, "目标值", "“多”不是数字。"),
    ]


def test_a_heading_that_stands_twice_is_a_fault():
    assert faults(read((*HEADINGS, "完成时限"), ())) == [
        ("事项", 1, "", "表头“完成时限”出现了两次。")
    ]


def test_a_sheet_without_any_of_the_headings_says_which_it_should_have():
    assert faults(read(("甲", "乙"), (1, 2))) == [
        ("事项", 0, "", "没有找到表头，应有：事项、牵头单位、办结时限、目标值。")
    ]


def test_formulas_give_their_result_or_say_why_not():
    sheet = read(
        HEADINGS,
        (("=A1", "修路"), "市住建局", None, ("=1+1", 2)),
        ("架桥", "市住建局", None, ("=1/0", "#DIV/0!")),
        ("修渠", "市住建局", None, ("=1+1", "")),
        (("=A9", "#REF!"), None, None, None),
    )

    assert [line.values["target"] for line in sheet.rows] == [Decimal(2)]
    assert faults(sheet) == [
        ("事项", 3, "目标值", "公式出错（#DIV/0!），请改正后再传。"),
        ("事项", 4, "目标值", "公式没有算出结果，请用Excel或WPS打开、保存后再传。"),
        ("事项", 5, "事项", "公式出错（#REF!），请改正后再传。"),
        ("事项", 5, "牵头单位", "必填，不能为空。"),
    ]


def test_a_cell_merged_over_rows_is_a_fault_in_each_of_them():
    sheet = read(
        HEADINGS,
        ("修路", "市住建局"),
        ("架桥", None),
        merged=[(1, 1, 2, 1, "市住建局")],
    )

    assert faults(sheet) == [
        ("事项", 2, "牵头单位", "单元格跨行合并，请取消合并，每行都填写。"),
        ("事项", 3, "牵头单位", "单元格跨行合并，请取消合并，每行都填写。"),
    ]


def test_a_merged_title_above_the_headings_is_no_fault():
    sheet = read(
        ("",),
        ("",),
        HEADINGS,
        ("修路", "市住建局"),
        merged=[(0, 0, 1, 3, "重点任务")],
    )

    assert (len(sheet.rows), sheet.faults) == (1, [])


def test_the_sheet_with_the_headings_is_found_among_others():
    content = workbook(
        ("请按说明填写事项",),
        name="说明",
        more=[("表二", [HEADINGS, ("修路", "市住建局")])],
    )

    assert sheets.read_rows(content, COLUMNS).name == "表二"
    assert sheets.read_rows(content, COLUMNS, sheet="表 二").name == "表二"
    with pytest.raises(Unreadable, match="工作簿里没有名为“表三”的工作表。"):
        sheets.read_rows(content, COLUMNS, sheet="表三")


def test_several_sheets_are_read_together():
    content = workbook(
        HEADINGS,
        ("修路", "市建局"),
        name="事项",
        more=[("单位", [("名称",), ("市住建局",)]), ("说明", [("随便写",)])],
    )

    book = sheets.read_book(content, {"单位": (Column("name", "名称"),), "事项": COLUMNS})

    assert [line["name"] for line in book["单位"].rows] == ["市住建局"]
    assert [(fault.sheet, fault.row) for fault in book.faults] == [("事项", 2)]


def test_an_old_workbook_is_read_too():
    sheet = sheets.read_rows(
        old_workbook([HEADINGS, ("修路", "市住建局", "2026-06-30", 3.5)]), COLUMNS
    )

    assert [dict(line.values) for line in sheet.rows] == [
        {"title": "修路", "unit": "ZJJ", "due": date(2026, 6, 30), "target": Decimal("3.5")}
    ]


def changed(content, member, change):
    """The same workbook with one member changed."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    members = {name: archive.read(name) for name in archive.namelist()}
    return zipped(members | {member: change(members[member])})


SHEET = "xl/worksheets/sheet1.xml"
GOOD = workbook(HEADINGS, ("修路", "市住建局"))


def moved(place):
    """The good workbook with a cell set far out; it stays as small as it is."""
    return changed(GOOD, SHEET, lambda xml: xml.replace(b'r="A2"', b'r="' + place + b'"'))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        ("事项,牵头单位\n".encode(), "not_a_workbook"),
        (word(""), "not_a_workbook"),
        (GOOD[: len(GOOD) // 2], "broken"),
        (compound("EncryptedPackage"), "encrypted"),
        (compound("Workbook", "_VBA_PROJECT"), "macro"),
        (compound("Workbook"), "broken"),
        (compound("Workbook")[:1100], "broken"),
        (old_workbook([HEADINGS], far=(65_000, 3)), "too_many_cells"),
        (old_workbook([HEADINGS], far=(1, 60_000)), "too_many_cells"),
        (old_workbook([HEADINGS], begins=9), "broken"),
        (old_workbook([HEADINGS], password=True), "encrypted"),
        (moved(b"XFD1048576"), "too_many_cells"),
        (moved(b"A1048576"), "too_many_cells"),
        (changed(GOOD, SHEET, lambda xml: b"<!DOCTYPE x>" + xml), "entities"),
        (changed(GOOD, "xl/workbook.xml", lambda xml: b"<no"), "broken"),
        (changed(GOOD, SHEET, lambda xml: b"<no"), "broken"),
        (changed(GOOD, "[Content_Types].xml", lambda xml: xml + b"<!-- macroEnabled -->"), "macro"),
    ],
)  # fmt: skip
def test_a_bad_workbook_is_refused(content, code):
    with pytest.raises(Unreadable) as refused:
        sheets.read_rows(content, COLUMNS)

    assert refused.value.code == code


def test_whole_columns_merged_by_a_hostile_hand_are_refused():
    merges = b"<mergeCells>" + b'<mergeCell ref="A2:KN50000"/>' * 200 + b"</mergeCells>"
    hostile = changed(GOOD, SHEET, lambda xml: xml.replace(b"<pageM", merges + b"<pageM"))

    with pytest.raises(Unreadable) as refused:
        sheets.read_rows(hostile, COLUMNS)

    assert refused.value.code == "too_many_cells"


def test_what_the_writer_writes_the_reader_reads():
    rows = [
        {
            "title": f"=事项{number}"[:10],
            "unit": "SLJ",
            "due": date(2026, 1, 1) + timedelta(days=number),
            "target": Decimal(number) / 4,
        }
        for number in range(50)
    ]

    content = tables.write_rows(COLUMNS, rows, at=NINE, name="清单", caption="数据截至2026-03-05")
    sheet = sheets.read_rows(content, COLUMNS)

    assert [dict(line.values) for line in sheet.rows] == rows
    assert sheet.faults == []


def test_the_limit_on_rows_is_the_readers_own(monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_ROWS", 2)

    with pytest.raises(Unreadable, match="工作表“事项”超过2行或300列，请拆分后再传。"):
        read(HEADINGS, ("修路", "市住建局"), ("架桥", "市住建局"))
