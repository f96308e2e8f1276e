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
