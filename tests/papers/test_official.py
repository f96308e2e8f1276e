"""公文格式要素: what stands around the body is named by its form and says who, to whom and when."""

from datetime import date

import pytest

from luoshi.papers.official import PartKind, official
from luoshi.papers.refusals import Unreadable
from luoshi.papers.text import text_of

NOTICE = """000123
特急
澄川市人民政府文件
澄政发〔2026〕5号    签发人：周明远

澄川市人民政府关于加快推进
老旧小区改造工作的通知

各县区人民政府，市政府各部门、各直属机构：
　　为做好有关工作，现就有关事项通知如下：
　　一、由市住建局牵头，4月30日前完成摸底调查。
　　二、市财政局于2026年3月5日前拨付资金。
　　附件：1.任务分解表
　　　　　2.联系人名单

　　　　　　　　　　澄川市人民政府
　　　　　　　　　　2026年3月2日
　　（此件公开发布）
附件1
任务分解表
抄送：市委各部门，市人大常委会办公室，市法院，
市检察院，澄川军分区。
澄川市人民政府办公室　　2026年3月3日印发
"""
MINUTES = """澄川市人民政府专题会议纪要
〔2026〕8号
澄川市人民政府办公室
二〇二六年三月十一日
关于城区内涝治理工作的会议纪要
3月5日，何静主持召开专题会议，议定事项纪要如下：
一、由市水务局牵头，6月20日前完成易涝点整治。
出席：何静、吴启航
请假：周明远
发：各县区人民政府，市水务局、市住建局
"""


def parts(text):
    return [(one.kind.value, text[one.start : one.end]) for one in official(text).parts]


def test_every_part_of_a_notice_is_named_with_its_place():
    assert parts(NOTICE) == [
        ("份号", "000123"),
        ("紧急程度", "特急"),
        ("发文机关标志", "澄川市人民政府文件"),
        ("发文字号", "澄政发〔2026〕5号    签发人：周明远"),
        ("标题", "澄川市人民政府关于加快推进\n老旧小区改造工作的通知"),
        ("主送机关", "各县区人民政府，市政府各部门、各直属机构："),
        ("附件说明", "附件：1.任务分解表\n　　　　　2.联系人名单"),
        ("发文机关署名", "澄川市人民政府"),
        ("成文日期", "2026年3月2日"),
        ("附注", "（此件公开发布）"),
        ("抄送机关", "抄送：市委各部门，市人大常委会办公室，市法院，\n市检察院，澄川军分区。"),
        ("印发机关和日期", "澄川市人民政府办公室　　2026年3月3日印发"),
    ]  # fmt: skip


def test_they_say_who_when_and_under_which_number():
    found = official(NOTICE)

    assert (found.number, found.issuer, found.day) == (
        "澄政发〔2026〕5号", "澄川市人民政府", date(2026, 3, 2),
    )  # fmt: skip
    assert found.title == "澄川市人民政府关于加快推进老旧小区改造工作的通知"
    assert found.urgency == "特急"


def test_the_body_belongs_to_no_part():
    found = official(NOTICE)

    for words in ("一、由市住建局牵头", "二、市财政局于2026年3月5日前", "为做好有关工作"):
        at = NOTICE.index(words)
        assert found.part_at(at, at + len(words)) is None


def test_minutes_have_those_present_and_those_it_goes_to():
    found = official(MINUTES)

    assert found.day == date(2026, 3, 11)
    assert [kind for kind, _ in parts(MINUTES)][-2:] == ["出席列席", "抄送机关"]
    assert parts(MINUTES)[-2][1] == "出席：何静、吴启航\n请假：周明远"


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("澄政办函[2026]18号", "澄政办函〔2026〕18号"),
        ("澄政发(2026)5号", "澄政发〔2026〕5号"),
        ("澄 政 发 〔２０２６〕５ 号", "澄政发〔2026〕5号"),
    ],
)
def test_a_number_is_put_into_its_right_form(written, number):
    assert official(f"{written}\n关于防汛工作的通知\n各县区：\n抓紧落实。").number == number


def test_a_signature_of_several_is_one():
    signed = "澄川市水务局\n澄川市财政局（印章）\n二〇二六年六月二十一日"
    text = f"关于防汛的通知\n各县区：\n抓紧落实。\n{signed}"

    found = official(text)

    assert (found.issuer, found.day) == ("澄川市水务局、澄川市财政局", date(2026, 6, 21))
    assert [one.kind for one in found.parts][-2:] == [PartKind.SIGNATURE, PartKind.DAY]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "要抓紧落实。",
        "会议要求：\n一、修路。\n二、架桥。",
        "2026年2月30日",
        "澄川市人民政府\n二〇二六年十三月四十日",
        "：\n：\n" * 40,
    ],
)
def test_a_text_without_the_form_has_no_day_and_no_number(text):
    found = official(text)

    assert (found.number, found.day) == ("", None)


@pytest.mark.parametrize("mark", ["机密★1年", "绝密", "秘 密", "秘密★10年"])
def test_a_paper_marked_secret_is_not_taken(mark):
    content = f"000001\n{mark}\n澄川市人民政府文件\n澄政发〔2026〕5号\n要抓紧落实。".encode()

    with pytest.raises(Unreadable) as refused:
        text_of(content, "通知.txt")

    assert str(refused.value) == (
        f"文件标有密级“{''.join(mark.split())}”，本系统不得录入涉密文件，没有接收。"
    )


def test_a_paper_that_speaks_of_secrets_is_taken():
    text = "关于保密工作的通知\n各县区：\n机密文件要专人保管。"

    assert text_of(text.encode(), "通知.txt").text == text
