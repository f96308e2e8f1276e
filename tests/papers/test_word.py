"""读Word: the words in document order, with the numbers Word draws."""

import pytest

from luoshi.papers.numbering import chinese
from luoshi.papers.text import text_of
from tests.papers.makers import numbering, paragraph, word, word_by_library


def read(body, **parts):
    return text_of(word(body, **parts), "通知.docx").text.split("\n")


def run(words, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>"


def test_paragraphs_and_tables_stand_in_document_order():
    paper = text_of(
        word_by_library(
            "关于推进老旧小区改造工作的通知",
            "请抓紧落实。",
            table=[("事项", "牵头单位"), ("外墙保温", "市住建局")],
        ),
        "通知.docx",
    )

    assert paper.text == (
        "关于推进老旧小区改造工作的通知\n事项\t牵头单位\n外墙保温\t市住建局\n请抓紧落实。"
    )
    assert paper.title == "关于推进老旧小区改造工作的通知"
    assert paper.kind == "docx"


def test_the_numbers_word_draws_are_words_of_the_paper():
    lists = numbering(("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"))

    lines = read(
        paragraph("总体要求", number=1)
        + paragraph("重点任务", number=1)
        + paragraph("修路", number=1, level=1)
        + paragraph("架桥", number=1, level=1)
        + paragraph("保障措施", number=1)
        + paragraph("加强领导", number=1, level=1),
        numbering=lists,
    )

    assert lines == [
        "一、总体要求",
        "二、重点任务",
        "（一）修路",
        "（二）架桥",
        "三、保障措施",
        "（一）加强领导",
    ]


def test_a_number_names_its_parents():
    lists = numbering(("decimal", "%1."), ("decimal", "%1.%2"))

    lines = read(
        paragraph("甲", number=1)
        + paragraph("乙", number=1, level=1)
        + paragraph("丙", number=1, level=1),
        numbering=lists,
    )

    assert lines == ["1. 甲", "1.1 乙", "1.2 丙"]


def test_a_number_never_runs_into_the_figure_after_it():
    lines = read(paragraph("5亿元", number=1), numbering=numbering(("decimal", "%1.")))

    assert lines == ["1. 5亿元"]


@pytest.mark.parametrize(
    ("starts_anew", "second"), [(True, "一、另一张单子"), (False, "二、另一张单子")]
)
def test_lists_of_one_pattern_count_on_unless_one_starts_anew(starts_anew, second):
    lists = numbering(("chineseCounting", "%1、"), starts_anew=starts_anew)

    lines = read(paragraph("第一项", number=1) + paragraph("另一张单子", number=2), numbering=lists)

    assert lines == ["一、第一项", second]


def test_a_style_may_carry_the_number_for_its_heirs():
    place = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:styleId="Heading">{place}</w:style>'
        '<w:style w:styleId="Own"><w:basedOn w:val="Heading"/></w:style>'
    )

    lines = read(
        paragraph("甲", style="Heading") + paragraph("乙", style="Own") + paragraph("丙"),
        numbering=numbering(("chineseCounting", "%1、")),
        styles=styles,
    )

    assert lines == ["一、甲", "二、乙", "丙"]


def test_numbering_taken_off_a_paragraph_is_off():
    styles = (
        '<w:style w:styleId="H"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )

    lines = read(
        paragraph("甲", style="H", number="0") + paragraph("乙", style="H"),
        numbering=numbering(("chineseCounting", "%1、")),
        styles=styles,
    )

    assert lines == ["甲", "一、乙"]


@pytest.mark.parametrize(
    ("form", "third"),
    [
        ("decimal", "3"),
        ("chineseCounting", "三"),
        ("japaneseCounting", "三"),
        ("decimalEnclosedCircleChinese", "③"),
        ("decimalFullWidth", "３"),
        ("ideographTraditional", "丙"),
        ("ideographZodiac", "寅"),
        ("upperLetter", "C"),
        ("lowerRoman", "iii"),
    ],
)
def test_every_way_of_counting_an_office_uses(form, third):
    lines = read(
        paragraph("", number=1) + paragraph("", number=1) + paragraph("丙", number=1),
        numbering=numbering((form, "%1、")),
    )

    assert lines == ["", "", f"{third}、丙"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (100, "一百"),
        (105, "一百零五"), (110, "一百一十"), (1001, "一千零一"), (1010, "一千零一十"),
        (10_000, "10000"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_headings_write_them(number, words):
    assert chinese(number) == words


def test_what_is_deleted_hidden_or_only_annotates_is_not_read():
    pinyin = f"<w:rt>{run('tǒng')}</w:rt><w:rubyBase>{run('统')}</w:rubyBase>"

    lines = read(
        "<w:p>"
        + "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        + f"<w:ins>{run('新')}</w:ins>"
        + run("密", "<w:vanish/>")
        + run("明", '<w:vanish w:val="0"/>')
        + "<w:r><w:instrText>PAGE</w:instrText></w:r>"
        + f"<w:r><w:ruby>{pinyin}</w:ruby></w:r>"
        + "</w:p>"
    )

    assert lines == ["新明统"]


def test_a_text_box_is_read_once_though_it_is_written_twice():
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent><w:p>{run('框里的话')}</w:p></w:txbxContent>"

    lines = read(
        f"<w:p>{run('正文')}<w:r><mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )

    assert lines == ["正文", "框里的话"]


def test_heads_and_feet_of_the_pages_are_no_words():
    around = {"header1": paragraph("内部资料"), "footer1": paragraph("1")}

    assert read(paragraph("市财政局保障资金。"), **around) == ["市财政局保障资金。"]


def test_footnotes_follow_the_body():
    notes = (
        f'<w:footnote w:type="separator"><w:p>{run("—")}</w:p></w:footnote>'
        f"<w:footnote><w:p>{run('以统计局数据为准')}</w:p></w:footnote>"
    )

    assert read(paragraph("增长6%"), footnotes=notes) == ["增长6%", "以统计局数据为准"]


def test_a_cell_of_several_paragraphs_is_still_one_cell():
    cell = f"<w:tc><w:p>{run('市住建局')}</w:p><w:p>{run('市财政局')}</w:p></w:tc>"
    inner = f"<w:tc><w:tbl><w:tr><w:tc><w:p>{run('内表')}</w:p></w:tc></w:tr></w:tbl></w:tc>"

    lines = read(f"<w:tbl><w:tr>{cell}{inner}</w:tr></w:tbl>")

    assert lines == ["市住建局 市财政局\t内表"]


def test_content_controls_only_wrap():
    lines = read(f"<w:sdt><w:sdtContent>{paragraph('控件里的段落')}</w:sdtContent></w:sdt>")

    assert lines == ["控件里的段落"]


def cell(words, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(words)}</w:tc>"


def test_cells_merged_over_columns_take_their_places_and_over_rows_speak_for_each_row():
    wide, tall, below = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"

    lines = read(
        "<w:tbl>"
        f"<w:tr>{cell('重点任务', wide)}{cell('牵头单位')}</w:tr>"
        f"<w:tr>{cell('1')}{cell('修路')}{cell('市住建局', tall)}</w:tr>"
        f"<w:tr>{cell('2')}{cell('架桥')}{cell('', below)}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("种树")}{cell("市林业局")}</w:tr>'
        "</w:tbl>"
    )

    assert lines == [
        "重点任务\t\t牵头单位", "1\t修路\t市住建局", "2\t架桥\t市住建局", "\t种树\t市林业局",
    ]  # fmt: skip


def test_a_table_within_a_cell_breaks_neither_line_nor_columns():
    inner = f"<w:tbl><w:tr>{cell('甲')}{cell('乙')}</w:tr></w:tbl>"

    lines = read(f"<w:tbl><w:tr><w:tc>{inner}{paragraph('')}</w:tc>{cell('丙')}</w:tr></w:tbl>")

    assert lines == ["甲 乙\t丙"]


def test_rows_and_cells_deleted_under_tracked_changes_are_out():
    gone = "<w:trPr><w:del/></w:trPr>"

    lines = read(
        "<w:tbl>"
        f"<w:tr>{gone}{cell('修路')}{cell('市住建局')}</w:tr>"
        f"<w:tr>{cell('架桥')}{cell('旧', '<w:cellDel/>')}{cell('市交通局')}</w:tr>"
        "</w:tbl>"
    )

    assert lines == ["架桥\t市交通局"]


def test_paragraphs_whose_parting_was_deleted_are_one():
    open_ended = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    first = f"<w:p>{open_ended}{run('市住建局牵头，')}<w:del>{run('尽快')}</w:del></w:p>"
    middle = f"<w:p>{open_ended}<w:del>{run('报送进展。')}</w:del></w:p>"

    lines = read(first + middle + paragraph("六月底前完成。") + paragraph("办结。"))

    assert lines == ["市住建局牵头，六月底前完成。", "办结。"]


def test_a_deleted_paragraph_is_not_counted_by_its_list():
    gone = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        f"<w:rPr><w:del/></w:rPr></w:pPr><w:del>{run('作废')}</w:del></w:p>"
    )

    lines = read(
        paragraph("修路", number=1) + gone + paragraph("架桥", number=1),
        numbering=numbering(("chineseCounting", "%1、")),
    )

    assert lines == ["一、修路", "二、架桥"]


def test_a_long_text_merged_over_rows_is_said_once():
    tall, below = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    text = "加快推进老旧小区改造，完善配套设施。"

    lines = read(
        f"<w:tbl><w:tr>{cell(text, tall)}{cell('市住建局')}</w:tr>"
        f"<w:tr>{cell('', below)}{cell('市财政局')}</w:tr></w:tbl>"
    )

    assert lines == [f"{text}\t市住建局", "\t市财政局"]
