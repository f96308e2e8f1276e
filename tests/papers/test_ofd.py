"""读OFD: characters at places in millimetres become paragraphs and tables again."""

import pytest

from luoshi.papers.refusals import Unreadable
from luoshi.papers.text import text_of
from tests.papers.makers import ofd

FIRST = "一、市住建局牵头，各县区配合，抓好老旧小区改造工作，确保"
SECOND = "群众满意，六月底前完成。"


def read(*pages, **more):
    return text_of(ofd(*pages, **more), "通知.ofd")


def test_lines_are_joined_to_paragraphs():
    page = [
        (50, 40, "关于推进老旧小区改造的通知"), (40, 60, FIRST), (30, 70, SECOND),
        (40, 80, "二、市财政局保障资金。"), (30, 90, "三、办结。"), (100, 280, "— 1 —"),
    ]  # fmt: skip

    paper = read(page)

    assert paper.text.split("\n") == [
        "关于推进老旧小区改造的通知", FIRST + SECOND, "二、市财政局保障资金。", "三、办结。",
    ]  # fmt: skip
    assert (paper.kind, paper.title) == ("ofd", "关于推进老旧小区改造的通知")


def test_words_of_the_template_stand_on_the_page():
    assert read([(30, 90, "办结。")], template=[(60, 20, "澄川市人民政府文件")]).text == (
        "澄川市人民政府文件\n办结。"
    )


def test_a_drawn_table_is_rows():
    words = [(32, 50, "事项"), (102, 50, "牵头单位"), (32, 62, "修路"), (102, 62, "市住建局")]
    ruled = [(30, y, 180, y) for y in (48, 60, 72)] + [(x, 48, x, 72) for x in (30, 100, 180)]

    assert read(words + ruled).text == "事项\t牵头单位\n修路\t市住建局"


def test_what_is_not_shown_is_not_read():
    hidden = (
        '<ofd:TextObject Visible="false" Boundary="30 90 9 9" Size="5">'
        '<ofd:TextCode X="0" Y="5">作废</ofd:TextCode></ofd:TextObject>'
    )

    assert read([(30, 80, "办结。"), hidden]).text == "办结。"


def test_a_sealed_paper_is_said_not_to_be_verified():
    paper = read([(30, 90, "办结。")], **{"Doc_0/Signs/Signatures.xml": "<x/>"})

    assert [str(remark) for remark in paper.remarks] == [
        "文件带有电子签章，本系统没有核验签章，请以原件为准。"
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (ofd([(30, 90, "字")], **{"Doc_0/Encryptions.xml": "<x/>"}), "encrypted"),
        (ofd([]), "scan"),
        (ofd(), "broken"),
        (ofd([(30, 90, "字")], **{"OFD.xml": "<x/>"}), "broken"),
        (ofd([(30, 90, "字")], **{"Doc_0/Document.xml": "<x"}), "broken"),
        (ofd(['<ofd:TextObject Boundary="x"/>']), "broken"),
        (ofd(['<ofd:TextObject Boundary="1 1 1 1" Size="nan"/>']), "broken"),
        (ofd([(30, 90, "字")])[:300], "broken"),
    ],
)
def test_a_bad_one_is_refused(content, code):
    with pytest.raises(Unreadable) as refused:
        text_of(content, "通知.ofd")

    assert refused.value.code == code
