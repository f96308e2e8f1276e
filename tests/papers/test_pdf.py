"""读PDF: printed lines become paragraphs again; a scan is refused in words."""

import pytest

from luoshi.papers.refusals import Unreadable
from luoshi.papers.text import text_of
from tests.papers.makers import PASSWORD, pdf

LEFT, INDENT = 85, 117


def full(y, words="市住建局牵头各县区配合抓好老旧小区改造工作确保群众满意"[:26]):
    return (LEFT, y, words)


def test_lines_of_a_paragraph_are_joined_and_paragraphs_kept_apart():
    first = "一、市住建局牵头，各县区配合，抓好老旧小区改造，确保"
    second = "群众满意，六月底前完成。"
    page = [
        (150, 760, "关于推进老旧小区改造工作的通知"),
        (INDENT, 700, first),
        (LEFT, 670, second),
        (INDENT, 640, "二、市财政局保障资金。"),
        (INDENT, 610, "三、各县区按月报送进展。"),
    ]

    paper = text_of(pdf(page), "通知.pdf")

    assert paper.text.split("\n") == [
        "关于推进老旧小区改造工作的通知",
        first + second,
        "二、市财政局保障资金。",
        "三、各县区按月报送进展。",
    ]
    assert paper.title == "关于推进老旧小区改造工作的通知"
    assert paper.remarks == ()


def test_a_sentence_goes_on_over_the_page_and_page_numbers_are_no_words():
    first = [full(700), full(670), (280, 60, "— 1 —")]
    second = [(LEFT, 760, "年底前完成。"), full(700), (280, 60, "— 2 —")]

    lines = text_of(pdf(first, second), "通知.pdf").text.split("\n")

    assert lines == [full(0)[2] * 2 + "年底前完成。", full(0)[2]]


def test_pages_without_words_are_named():
    paper = text_of(pdf([full(700)], [], [full(700)], []), "通知.pdf")

    assert [str(remark) for remark in paper.remarks] == [
        "第2、4页没有文字，可能是图片，请核对原件。"
    ]


def test_a_scan_is_refused_in_words():
    with pytest.raises(Unreadable, match=r"这是扫描件或图片（2页），没有文字") as refused:
        text_of(pdf([], []), "扫描.pdf")

    assert refused.value.code == "scan"


def test_a_pdf_with_a_password_is_refused():
    with pytest.raises(Unreadable, match="文件已加密或设有密码，请去除密码后再传。"):
        text_of(pdf([full(700)], encrypt=PASSWORD), "通知.pdf")


def test_a_pdf_cut_off_is_refused_rather_than_mended():
    whole = pdf([full(700)], [full(700)])

    with pytest.raises(Unreadable, match="文件已损坏或没有传完整"):
        text_of(whole[: len(whole) * 2 // 3], "通知.pdf")


def test_a_pdf_of_nothing_but_a_beginning_and_an_end_is_refused():
    with pytest.raises(Unreadable, match="文件已损坏或没有传完整"):
        text_of(b"%PDF-1.7\nnothing\n%%EOF", "通知.pdf")


def test_columns_are_read_one_after_the_other():
    left = ["会议要求各县区抓紧开展", "调查工作并于本月底前将形成", "的清单报市住建局汇总备案。"]
    right = ["会议指出易涝点整治事关", "切身利益要倒排工期挂图作战", "确保汛期之前全部整治到位。"]
    page = [(150, 780, "关于城区内涝治理工作的简报")]
    for margin, column in ((60, left), (320, right)):
        page += [(margin + 32, 700, column[0]), (margin, 670, column[1]), (margin, 640, column[2])]

    lines = text_of(pdf(page), "简报.pdf").text.split("\n")

    assert lines == ["关于城区内涝治理工作的简报", "".join(left), "".join(right)]


def test_heads_and_feet_of_every_page_are_no_words():
    pages = [
        [
            (200, 800, "澄川市人民政府公报"),
            full(700, words),
            (60, 40, f"内部资料 第{number}页 共3页"),
        ]
        for number, words in enumerate(("市财政局保障资金。", "市水务局清淤。", "办结。"), 1)
    ]

    paper = text_of(pdf(*pages), "公报.pdf")

    assert paper.text == "市财政局保障资金。\n市水务局清淤。\n办结。"


def test_a_line_said_on_two_pages_only_is_kept():
    pages = [[(200, 760, "澄川市人民政府公报"), full(700, "办结。")]] * 2

    assert text_of(pdf(*pages), "公报.pdf").text.count("澄川市人民政府公报") == 2


def test_a_line_in_the_margin_of_two_pages_is_a_running_one():
    pages = [[(200, 815, "澄川市人民政府公报"), full(700, words)] for words in ("甲。", "乙。")]

    assert text_of(pdf(*pages), "公报.pdf").text == "甲。\n乙。"


def test_a_longer_column_is_read_to_its_end_before_the_next():
    left = [
        "会议要求各县区抓紧开展",
        "调查工作并于本月底前将形成",
        "的清单报市住建局汇总备案并",
        "抄送市财政局。",
    ]
    right = ["会议指出易涝点整治事关", "切身利益要倒排工期挂图作战", "确保汛期之前全部整治到位。"]
    page = []
    for margin, column in ((60, left), (320, right)):
        page += [
            (margin + (0 if at else 32), 700 - 20 * at, words) for at, words in enumerate(column)
        ]

    assert text_of(pdf(page), "简报.pdf").text.split("\n") == ["".join(left), "".join(right)]


def test_the_second_column_may_begin_above_the_heading_of_the_first():
    left = [
        "会议要求各县区抓紧开展",
        "调查工作并于本月底前将形成",
        "的清单报市住建局汇总备案。",
    ]
    right = [
        "会议指出易涝点整治事关",
        "切身利益要倒排工期挂图作战",
        "确保汛期之前全部整治",
        "到位。",
    ]
    page = [(150, 780, "关于城区内涝治理工作的简报")]
    for margin, top, column in ((60, 680, left), (320, 700, right)):
        page += [
            (margin + (0 if at else 32), top - 20 * at, words) for at, words in enumerate(column)
        ]

    lines = text_of(pdf(page), "简报.pdf").text.split("\n")

    assert lines == ["关于城区内涝治理工作的简报", "".join(left), "".join(right)]


def test_a_blank_that_only_fills_the_line_is_no_blank():
    page = [(85, 700, "市 水 务 局 负 责 IPv6 改造 。"), (85, 660, "甲　乙")]

    assert text_of(pdf(page), "通知.pdf").text.split("\n")[0] == "市水务局负责IPv6改造。"


def test_a_table_whose_cells_are_drawn_one_by_one_is_one_table():
    words = [(70, 710, "事项"), (230, 710, "牵头单位"), (400, 710, "时限")]
    edges = [(left, y, right, y) for y in (700, 735)
             for left, right in ((60, 220), (220, 390), (390, 540))]  # fmt: skip
    uprights = [(x, 700, x, 735) for x in (60, 390, 540)]
    below = [(70, 670, "三、工作要求")]

    lines = text_of(pdf([*words, *edges, *uprights, *below]), "分解表.pdf").text.split("\n")

    assert lines == ["事项 牵头单位\t时限", "三、工作要求"]


def grid(xs, ys):
    return [(xs[0], y, xs[-1], y) for y in ys] + [(x, ys[0], x, ys[-1]) for x in xs]


def test_a_drawn_table_is_rows_with_cells_parted_by_tabs():
    words = [
        (70, 710, "序号"), (150, 710, "工作任务"), (400, 710, "牵头单位"),
        (70, 670, "1"), (150, 680, "完成十八处"), (150, 660, "易涝点整治"), (400, 670, "市水务局"),
        (70, 630, "2"), (150, 630, "摸底调查"), (400, 630, "市住建局"),
    ]  # fmt: skip
    ruled = grid((60, 140, 380, 540), (735, 700, 652, 615))

    paper = text_of(pdf([(150, 780, "任务分解表"), *words, *ruled]), "分解表.pdf")

    assert paper.text.split("\n") == [
        "任务分解表",
        "序号\t工作任务\t牵头单位",
        "1\t完成十八处易涝点整治\t市水务局",
        "2\t摸底调查\t市住建局",
    ]


def test_a_cell_merged_over_rows_speaks_for_each_of_them():
    words = [(70, 710, "事项"), (400, 710, "牵头单位"), (70, 670, "修路"), (70, 630, "架桥"),
             (400, 650, "市住建局")]  # fmt: skip
    ruled = [(60, 735, 540, 735), (60, 700, 540, 700), (60, 652, 380, 652), (60, 615, 540, 615)]
    ruled += [(x, 615, x, 735) for x in (60, 380, 540)]

    lines = text_of(pdf([*words, *ruled]), "分解表.pdf").text.split("\n")

    assert lines == ["事项\t牵头单位", "修路\t市住建局", "架桥\t市住建局"]


def test_a_table_without_rulings_keeps_its_columns():
    words = [
        (70, 710, "工作任务"), (300, 710, "牵头单位"), (440, 710, "时限"),
        (70, 680, "易涝点整治"), (300, 680, "市水务局"), (440, 680, "六月底"),
        (70, 650, "摸底调查"), (300, 650, "市住建局"), (440, 650, "四月底"),
    ]  # fmt: skip

    lines = text_of(pdf([*words]), "分解表.pdf").text.split("\n")

    assert lines == [
        "工作任务\t牵头单位\t时限",
        "易涝点整治\t市水务局\t六月底",
        "摸底调查\t市住建局\t四月底",
    ]


def test_a_table_that_goes_on_over_the_page_says_its_headings_once():
    head = [(70, 710, "事项"), (400, 710, "牵头单位")]
    ruled = grid((60, 380, 540), (735, 700, 652))
    first = [*head, (70, 670, "修路"), (400, 670, "市住建局"), *ruled]
    second = [*head, (70, 670, "架桥"), (400, 670, "市交通局"), *ruled]

    lines = text_of(pdf(first, second), "分解表.pdf").text.split("\n")

    assert lines == ["事项\t牵头单位", "修路\t市住建局", "架桥\t市交通局"]
