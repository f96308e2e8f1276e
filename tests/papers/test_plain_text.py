"""读文本: the words of a text file are its own characters, whatever encoding wrote them."""

import pytest

from luoshi.papers.refusals import Unreadable
from luoshi.papers.text import text_of

WORDS = (
    "澄川市人民政府办公室关于做好防汛准备工作的通知\r\n"
    "各县区：\r\n　　一、市水利局牵头，６月底前完成水库除险加固。\r\n"
)
TRADITIONAL = "關於推進老舊小區改造工作的通知\n市住建局牽頭，各縣區配合，年底前完成全部改造任務。\n"
MARK = "\ufeff"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "gb18030", "gbk", "gb2312", "utf-16-le", "utf-16-be"]
)
def test_the_words_are_the_same_in_every_encoding(encoding):
    assert text_of(WORDS.encode(encoding), "通知.txt").text == WORDS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_a_byte_order_mark_is_not_one_of_the_words(encoding):
    assert text_of((MARK + WORDS).encode(encoding), "通知.txt").text == WORDS


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "big5"])
def test_traditional_script_is_read_as_it_is(encoding):
    assert text_of(TRADITIONAL.encode(encoding), "通知.txt").text == TRADITIONAL


def test_an_encoding_that_would_turn_into_nonsense_is_refused():
    with pytest.raises(Unreadable, match="认不出文件的文字编码，请另存为UTF-8编码后再传。"):
        text_of("お知らせします。ご確認ください。".encode("shift_jis") * 9, "通知.txt")


def test_a_text_cut_off_inside_a_character_is_refused():
    with pytest.raises(Unreadable, match="文件已损坏或没有传完整，请重新导出后再传。"):
        text_of(WORDS.encode()[:-3], "通知.txt")


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(Unreadable, match="认不出文件的文字编码"):
        text_of(bytes(range(256)) * 4, "通知.txt")


def test_latin_text_is_text_too():
    assert text_of(b"Dear all,\nplease report by Friday.\n", "note.txt").kind == "txt"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (WORDS, "澄川市人民政府办公室关于做好防汛准备工作的通知"),
        ("澄政办〔2026〕3号\n\n2026年重点工作任务清单\n一、…", "2026年重点工作任务清单"),
        ("今天下午开会。\n请准时参加。", "今天下午开会。"),
    ],
)
def test_the_title_is_the_line_that_looks_like_one(text, title):
    assert text_of(text.encode(), "a.txt").title == title


def test_folders_in_the_name_are_nobodys_business():
    assert text_of(WORDS.encode(), "C:\\桌面\\通知.txt").name == "通知.txt"
